"""Which sessions were live a moment ago."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from shared.errors import Unauthorized
from shared.security import liveness
from shared.security.liveness import Liveness
from shared.security.tokens import Identity

NOW = datetime(2026, 2, 28, 23, 59, 50, tzinfo=UTC)
ANA = Identity(UUID(int=1), UUID(int=2))


class Looks:
    """A database that is asked."""

    def __init__(self) -> None:
        self.live = True
        self.count = 0

    def __call__(self) -> bool:
        """Answer, and count."""
        self.count += 1
        return self.live


@pytest.fixture
def looks() -> Looks:
    """One in which the session is live."""
    return Looks()


def test_a_live_session_is_looked_up_every_20_seconds(looks: Looks) -> None:
    """In between, nobody is asked."""
    seen = Liveness()
    for seconds in (0, 1, 19.9, 20, 39.9, 40):
        seen.require(ANA, NOW + timedelta(seconds=seconds), looks)

    assert looks.count == 3


def test_a_dead_session_is_looked_up_each_time(looks: Looks) -> None:
    """That one was dead is never remembered."""
    seen, looks.live = Liveness(), False
    for _ in range(2):
        with pytest.raises(Unauthorized):
            seen.require(ANA, NOW, looks)
    looks.live = True

    seen.require(ANA, NOW, looks)
    assert looks.count == 3


@pytest.mark.parametrize("by", ["session", "account"])
def test_what_was_ended_here_is_looked_up_at_once(looks: Looks, by: str) -> None:
    """The other sessions are still trusted."""
    seen, eva = Liveness(), Identity(UUID(int=3), UUID(int=4))
    for identity in (ANA, eva):
        seen.require(identity, NOW, looks)

    if by == "session":
        seen.forget(ANA.session_id)
    else:
        seen.forget_all(ANA.user_id)
    for identity in (ANA, eva):
        seen.require(identity, NOW, looks)

    assert looks.count == 3


def test_a_session_is_not_trusted_for_another_account(looks: Looks) -> None:
    """A token that pairs them is looked up."""
    seen = Liveness()
    seen.require(ANA, NOW, looks)

    seen.require(Identity(UUID(int=9), ANA.session_id), NOW, looks)

    assert looks.count == 2


def test_a_clock_that_was_set_back_trusts_nothing_longer(looks: Looks) -> None:
    """What was seen in the future is looked up again."""
    seen = Liveness()
    seen.require(ANA, NOW, looks)

    seen.require(ANA, NOW - timedelta(hours=1), looks)

    assert looks.count == 2


def test_the_oldest_sessions_are_forgotten_first(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are only so many."""
    monkeypatch.setattr(liveness, "MAX_SESSIONS", 3)
    seen, many = Liveness(), [Identity(uuid4(), uuid4()) for _ in range(4)]
    for identity in many:
        seen.require(identity, NOW, looks)

    seen.require(many[3], NOW, looks)
    assert looks.count == 4
    seen.require(many[0], NOW, looks)
    assert looks.count == 5
