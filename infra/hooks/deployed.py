"""After the code is there: its events, and a try of the whole service."""

from infra.hooks.environment import flag
from infra.hooks.failure import main, say
from infra.hooks.smoke import smoke
from infra.hooks.subscriptions import ensure_subscriptions


def deployed() -> None:
    """Make the subscriptions, then use the service as a person would.

    Raises:
        Failure: something does not work.
    """
    ensure_subscriptions()
    if flag("SKIP_SMOKE"):
        say("The service is not tried: SKIP_SMOKE is set")
    else:
        smoke()


if __name__ == "__main__":
    main(deployed)
