"""The cookie that keeps a browser's refresh token out of the reach of scripts."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from shared.config import Settings
from shared.http.call import Call

NAME = "lienzo-refresh"
SECONDS_PER_DAY = 86_400
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class RefreshCookie:
    """How the cookie is written and read.

    Attributes:
        public_url: where browsers reach the service.
        seconds: after which a browser forgets it, unless it is set again.
    """

    public_url: str
    seconds: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The cookie of these settings; it lives as long as a session that nobody uses."""
        return cls(settings.public_url, settings.session_idle_days * SECONDS_PER_DAY)

    @property
    def is_secure(self) -> bool:
        """False only for plain HTTP on this machine, where browsers differ in what they take for secure."""
        url = urlsplit(self.public_url)
        return url.scheme != "http" or url.hostname not in _THIS_MACHINE

    @property
    def name(self) -> str:
        """With `__Host-` browsers take it only over HTTPS and from this very host, not from a neighbouring one."""
        return f"__Host-{NAME}" if self.is_secure else NAME

    def written(self, text: str) -> str:
        """The value of a Set-Cookie header that keeps a refresh token."""
        return self._header(text, self.seconds)

    @property
    def erased(self) -> str:
        """The value of a Set-Cookie header that makes the browser forget it."""
        return self._header("", 0)

    def read(self, call: Call) -> str | None:
        """The refresh token of a call that comes from our own pages.

        Browsers send cookies whichever page asks, so with the cookie of a call that another site may have caused nothing is done.
        """
        return call.cookie(self.name) if self._is_own_page(call) else None

    def _is_own_page(self, call: Call) -> bool:
        # Browsers before 2023 do not say the first; the second is always there on a POST.
        site = call.header("sec-fetch-site")
        if site:
            return site == "same-origin"
        url = urlsplit(self.public_url)
        return call.header("origin") == f"{url.scheme}://{url.netloc}"

    def _header(self, text: str, seconds: int) -> str:
        # `__Host-` demands Path=/ and no Domain.
        secure = "; Secure" if self.is_secure else ""
        return f"{self.name}={text}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
