"""Work that a caller does not wait for."""

import threading
from collections.abc import Callable

import pytest

from shared import background
from shared.background import Background, run
from shared.errors import MailRefused, MailUnavailable, Unavailable


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two tries."""
    monkeypatch.setattr(background, "PAUSES_SECONDS", (0.0, 0.0))


def failing(times: int, error: Exception) -> tuple[list[int], Callable[[], None]]:
    """Work that fails so often, and the tries so far."""
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        if len(tries) <= times:
            raise error

    return tries, work


@pytest.mark.parametrize(
    ("error", "fails", "tries"), [(MailUnavailable(), 2, 3), (MailUnavailable(), 9, 3), (MailRefused(), 9, 1), (RuntimeError(), 9, 1)]
)
def test_what_is_only_unavailable_is_tried_again(error: Exception, fails: int, tries: int, caplog: pytest.LogCaptureFixture) -> None:
    """Three times in all; and what fails for good is in the log."""
    caplog.set_level("INFO")
    tried, work = failing(fails, error)

    run("mail_test", work)

    assert len(tried) == tries
    assert ("mail_test" in caplog.text) == (fails > 2)


def test_a_caller_does_not_wait() -> None:
    """The work is done by another thread."""
    here, done, go = threading.get_ident(), [], threading.Event()
    background_ = Background()

    def work() -> None:
        go.wait(10)
        done.append(threading.get_ident())

    background_("test", work)
    assert done == []
    go.set()
    assert background_._threads
    background_._threads.shutdown()
    assert done != [here]
    assert len(done) == 1


def test_too_much_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would not be done in time, and fill the memory."""
    monkeypatch.setattr(background, "MAX_WAITING", 1)
    background_, go = Background(), threading.Event()
    background_("test", lambda: go.wait(10))

    with pytest.raises(Unavailable):
        background_("test", lambda: None)

    go.set()
    assert background_._threads
    background_._threads.shutdown()
