"""`python -m infra.hooks.rotate_keys`: a new signing key, without anybody being logged out; then the app takes it over.

References to the vault are read again within a day, and when the app restarts.
"""

from infra.hooks.cli import az
from infra.hooks.environment import value
from infra.hooks.failure import main, say
from infra.hooks.signing_keys import rotate_keys


def rotate() -> None:
    """Rotate, and restart the app.

    Raises:
        Failure: vault or app refuse.
    """
    rotate_keys()
    az("functionapp", "restart", "--ids", value("SERVICE_API_ID"))
    say("Rotated. The new key signs in 11 minutes; run this again after a day to drop the old one.")


if __name__ == "__main__":
    main(rotate)
