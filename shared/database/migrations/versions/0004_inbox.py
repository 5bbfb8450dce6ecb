"""What became of dropped files."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database.columns import Id, Time, ascii_text, binary, plain_text, words

revision = "0004"
down_revision = "0003"

INNODB: dict[str, Any] = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_unicode_ci"}


def upgrade() -> None:
    op.create_table(
        "drop_outcomes",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_drop_outcomes_user", ondelete="CASCADE"), nullable=False),
        sa.Column("path_hash", binary(32), nullable=False),
        sa.Column("path", plain_text(), nullable=False),
        sa.Column("status", ascii_text(8), nullable=False),
        sa.Column("code", ascii_text(64)),
        sa.Column("message", words(500)),
        sa.Column("image_id", Id, sa.ForeignKey("images.id", name="fk_drop_outcomes_image", ondelete="CASCADE")),
        sa.Column("outputs", sa.Integer, nullable=False),
        sa.Column("finished_at", Time, nullable=False),
        sa.UniqueConstraint("path_hash", name="uq_drop_outcomes_path"),
        sa.Index("ix_drop_outcomes_user_finished", "user_id", "finished_at", "id"),
        sa.Index("ix_drop_outcomes_finished", "finished_at"),
        sa.Index("ix_drop_outcomes_image", "image_id"),
        **INNODB,
    )


def downgrade() -> None:
    op.drop_table("drop_outcomes")
