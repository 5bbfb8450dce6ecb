"""Files with secrets that a process makes when they are missing."""

import os
import secrets
from pathlib import Path


def make_once(path: Path, text: str) -> None:
    """Write a secret into a file that only its owner reads, unless it is there.

    Of several processes that try at once, one does, and the file is never seen half written.

    Raises:
        OSError: it cannot be made.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was faster, and its secret is as good
    finally:
        draft.unlink(missing_ok=True)
