"""The Content-Disposition header: whether a browser shows a file or saves it, and under which name."""

from urllib.parse import quote


def disposition(kind: str, filename: str) -> str:
    """A Content-Disposition header (RFC 6266): an ASCII name for old clients, the true one for all others.

    Args:
        kind: `inline` or `attachment`.
        filename: any text.
    """
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in filename)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
