"""Password hashes: Argon2id, a bounded number at once, and the same work whether or not there is an account."""

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from shared.config import Settings
from shared.errors import InvalidCredentials, Unavailable
from shared.security.capacity import parallel_hashes

if TYPE_CHECKING:
    from argon2 import Parameters, PasswordHasher

# RFC 9106 needs 8 KiB per lane at least.
CHEAPEST_KIB = 8
# A hash in the database that asks for more than this was not written by us; to compute it could take the whole machine.
MAX_MEMORY_KIB = 256 * 1024
MAX_PASSES = 16
MAX_LANES = 8
WAIT_SECONDS = 10
# Whoever comes when so many wait already would wait too long: 32 hashes one after the other take a second or two.
MAX_WAITING_PER_TURN = 32

Result = TypeVar("Result")


class Passwords:
    """Hashes passwords and checks them. Safe to use from several threads, which wait for each other when there are too many.

    A hash takes some 25 ms and all of `argon2_memory_kib`: hold no database connection meanwhile.

    Args:
        settings: the cost of a hash, and how many may be computed at once.
        memory_kib: another cost than the settings', KiB.
        passes: another number of passes over the memory than the settings'.
    """

    def __init__(self, settings: Settings, *, memory_kib: int | None = None, passes: int | None = None) -> None:
        self._memory_kib = memory_kib or settings.argon2_memory_kib
        self._passes = passes or settings.argon2_passes
        turns = parallel_hashes(settings)
        self._threads = ThreadPoolExecutor(turns, "argon2")  # which begins none before it is used
        self._lock = Lock()
        self._inside = 0
        self._most_inside = turns * (1 + MAX_WAITING_PER_TURN)

    @classmethod
    def cheapest(cls, settings: Settings) -> "Passwords":
        """Hashes that cost next to nothing. Only for testing."""
        return cls(settings, memory_kib=CHEAPEST_KIB, passes=1)

    def hash(self, password: str) -> str:
        """Hash a password.

        Returns:
            A PHC string, 97 characters of ASCII or so.

        Raises:
            Unavailable: too many others wait for a hash.
        """
        hasher = self._hasher
        return self._in_turn(lambda: hasher.hash(canonical_password(password)))

    def verify(self, password_hash: str | None, password: str) -> None:
        """Check a password; returns when it is the right one.

        Args:
            password_hash: PHC string; None when there is no such account, which takes as long to refuse.
            password: as the person typed it.

        Raises:
            InvalidCredentials: it is not, or there is no account, or the stored hash is not one of ours.
            Unavailable: too many others wait for a hash.
        """
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  only when used: see `_hasher`

        checked = password_hash if password_hash and self._is_affordable(password_hash) else self._nobody
        hasher = self._hasher
        try:
            self._in_turn(lambda: hasher.verify(checked, canonical_password(password)))
        except (VerificationError, InvalidHashError):
            raise InvalidCredentials from None

    def needs_rehash(self, password_hash: str) -> bool:
        """True when a hash was made at another cost than today's: hash the password again while it is at hand, after a log-in."""
        return self._hasher.check_needs_rehash(password_hash)

    # The import costs a cold start some 20 ms, and most processes only render pictures.
    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher  # noqa: PLC0415

        return PasswordHasher(time_cost=self._passes, memory_cost=self._memory_kib, parallelism=1)

    @property
    def _nobody(self) -> str:
        """A hash at today's cost of a password that nobody has: no password leads to nothing but zeros."""
        return f"$argon2id$v=19$m={self._memory_kib},t={self._passes},p=1${'A' * 22}${'A' * 43}"

    def _in_turn(self, work: Callable[[], Result]) -> Result:
        """Run a hash in one of the few threads that do so.

        Not in the caller's: what a thread has used once, the allocator keeps for it, so each of the many would hold the memory of a
        hash for good.
        """
        with self._lock:
            if self._inside >= self._most_inside:
                raise Unavailable(retry_after=2, cause="too many wait for a password hash")
            self._inside += 1
        try:
            turn = self._threads.submit(work)
            try:
                return turn.result(WAIT_SECONDS)
            except TimeoutError:
                turn.cancel()
                raise Unavailable(retry_after=2, cause="too many password hashes at once") from None
        finally:
            with self._lock:
                self._inside -= 1

    def _is_affordable(self, password_hash: str) -> bool:
        from argon2 import extract_parameters  # noqa: PLC0415
        from argon2.exceptions import InvalidHashError  # noqa: PLC0415

        try:
            return _affordable(extract_parameters(password_hash))
        except InvalidHashError:
            return False


def canonical_password(password: str) -> str:
    """A password as it is hashed: NFKC, so that another keyboard's way to write the same letters is the same password.

    Spaces and case are part of it, and nothing is cut off. Bound the length before: normalising can make it 18 times as long.
    """
    return unicodedata.normalize("NFKC", password)


def _affordable(parameters: "Parameters") -> bool:
    return parameters.memory_cost <= MAX_MEMORY_KIB and parameters.time_cost <= MAX_PASSES and parameters.parallelism <= MAX_LANES
