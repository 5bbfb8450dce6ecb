"""Account states, one-time tokens, counters of tries, security events.

The new columns may be null, so that they can be added while the version before this one is still running.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database.columns import Id, Time, ascii_text, binary, words

revision = "0002"
down_revision = "0001"

INNODB: dict[str, Any] = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_unicode_ci"}


def upgrade() -> None:
    op.add_column("users", sa.Column("verified_at", Time))
    op.add_column("users", sa.Column("disabled_at", Time))
    op.add_column("users", sa.Column("deleted_at", Time))
    op.add_column("sessions", sa.Column("client", words(200)))
    op.create_index("ix_users_deleted", "users", ["deleted_at"])
    op.create_index("ix_sessions_expires", "sessions", ["expires_at"])
    op.create_index("ix_sessions_refreshed", "sessions", ["refreshed_at"])
    op.create_table(
        "one_time_tokens",
        sa.Column("hash", binary(32), primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_one_time_tokens_user", ondelete="CASCADE"), nullable=False),
        sa.Column("purpose", ascii_text(16), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Index("ix_one_time_tokens_user", "user_id"),
        sa.Index("ix_one_time_tokens_expires", "expires_at"),
        **INNODB,
    )
    op.create_table(
        "throttles",
        sa.Column("key", binary(32), primary_key=True),
        sa.Column("hits", sa.Integer, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Index("ix_throttles_expires", "expires_at"),
        **INNODB,
    )
    op.create_table(
        "events",
        sa.Column("id", Id, primary_key=True),
        sa.Column("at", Time, nullable=False),
        sa.Column("name", ascii_text(32), nullable=False),
        sa.Column("reason", ascii_text(64)),
        sa.Column("user_id", Id),
        sa.Column("session_id", Id),
        sa.Column("email_hash", binary(32)),
        sa.Column("address_hash", binary(32)),
        sa.Column("client", words(200)),
        sa.Column("request_id", ascii_text(64)),
        sa.Index("ix_events_at", "at"),
        sa.Index("ix_events_user_at", "user_id", "at"),
        **INNODB,
    )


def downgrade() -> None:
    for table in ("events", "throttles", "one_time_tokens"):
        op.drop_table(table)
    op.drop_index("ix_sessions_refreshed", "sessions")
    op.drop_index("ix_sessions_expires", "sessions")
    op.drop_index("ix_users_deleted", "users")
    op.drop_column("sessions", "client")
    for column in ("deleted_at", "disabled_at", "verified_at"):
        op.drop_column("users", column)
