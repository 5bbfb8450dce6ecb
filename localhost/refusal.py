"""Why the host does not start."""


class Refusal(Exception):
    """The app, its files or this machine are not as they must be. The text is for whoever started the host: one line, and what to do."""
