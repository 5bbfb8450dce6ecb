"""A person's sessions, as the person sees them."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from shared.database import Session
from shared.http.model import View


class OpenSession(View):
    """A log-in that can be used."""

    id: UUID
    created_at: datetime
    last_used_at: datetime = Field(description="When its refresh token was exchanged last.")
    expires_at: datetime = Field(description="When it ends, however much it is used.")
    client: str | None = Field(description="What the person logged in with, as it called itself (User-Agent).")
    current: bool = Field(description="True for the session of this very call.")

    @classmethod
    def of(cls, session: Session, current: UUID) -> Self:
        """The view of a row."""
        return cls(
            id=session.id,
            created_at=session.created_at,
            last_used_at=session.refreshed_at,
            expires_at=session.expires_at,
            client=session.client,
            current=session.id == current,
        )


class OpenSessions(View):
    """Every session of the account, the one used last first."""

    items: list[OpenSession]
