"""When a timer trigger is due: NCRONTAB expressions, with seconds in front, in UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from croniter import croniter

from localhost.path_pattern import with_settings
from localhost.refusal import Refusal

WITH_SECONDS = 6  # fields
OFTEN = timedelta(minutes=1)


@dataclass(frozen=True)
class Schedule:
    """An expression of six fields (or five, for second 0)."""

    expression: str

    @classmethod
    def parse(cls, text: str) -> "Schedule":
        """Read it, with `%SETTING%` replaced.

        Raises:
            Refusal: when it is no NCRONTAB expression. Time spans work only on plans that the app does not run on.
        """
        expression = with_settings(text).strip()
        if not croniter.is_valid(expression, second_at_beginning=len(expression.split()) == WITH_SECONDS):
            raise Refusal(f"The schedule {expression!r} is not an NCRONTAB expression, such as '0 */5 * * * *'.")
        return cls(expression)

    def after(self, moment: datetime) -> datetime:
        """The next time it is due."""
        with_seconds = len(self.expression.split()) == WITH_SECONDS
        found: datetime = croniter(self.expression, moment, second_at_beginning=with_seconds).get_next(datetime)
        return found

    @property
    def often(self) -> bool:
        """Whether it comes round within a minute."""
        first = self.after(datetime.now(UTC))
        return self.after(first) - first < OFTEN
