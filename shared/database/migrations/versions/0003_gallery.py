"""Presets of one's own, direct uploads, shares, jobs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database.columns import Id, Time, ascii_text, binary, plain_text, words

revision = "0003"
down_revision = "0002"

INNODB: dict[str, Any] = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_unicode_ci"}


def upgrade() -> None:
    op.create_table(
        "presets",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_presets_user", ondelete="CASCADE"), nullable=False),
        sa.Column("name", ascii_text(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("recipe", sa.JSON, nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("updated_at", Time, nullable=False),
        sa.UniqueConstraint("user_id", "name", name="uq_presets_user_name"),
        **INNODB,
    )
    op.create_table(
        "preset_versions",
        sa.Column("preset_id", Id, sa.ForeignKey("presets.id", name="fk_preset_versions_preset", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("recipe", sa.JSON, nullable=False),
        sa.Column("created_at", Time, nullable=False),
        **INNODB,
    )
    op.create_table(
        "uploads",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_uploads_user", ondelete="CASCADE"), nullable=False),
        sa.Column("filename", words(255), nullable=False),
        sa.Column("media_type", ascii_text(64), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("parts_id", ascii_text(1024)),
        sa.Column("state", ascii_text(8), nullable=False),
        sa.Column("image_id", Id),
        sa.Column("code", ascii_text(64)),
        sa.Column("message", words(500)),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Index("ix_uploads_user_created", "user_id", "created_at", "id"),
        sa.Index("ix_uploads_expires", "expires_at"),
        **INNODB,
    )
    op.create_table(
        "dropped_files",
        sa.Column("path_hash", binary(32), primary_key=True),
        sa.Column("path", plain_text(), nullable=False),
        sa.Column("image_id", Id, sa.ForeignKey("images.id", name="fk_dropped_files_image", ondelete="CASCADE"), nullable=False),
        sa.Index("ix_dropped_files_image", "image_id"),
        **INNODB,
    )
    op.create_table(
        "shares",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_shares_user", ondelete="CASCADE"), nullable=False),
        sa.Column("token_hash", binary(32), nullable=False),
        sa.Column("name", words(200), nullable=False),
        sa.Column("password_hash", ascii_text(255)),
        sa.Column("presets", sa.JSON, nullable=False),
        sa.Column("allows_originals", sa.Boolean, nullable=False),
        sa.Column("views", sa.Integer, nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("expires_at", Time),
        sa.Column("revoked_at", Time),
        sa.UniqueConstraint("token_hash", name="uq_shares_token_hash"),
        sa.Index("ix_shares_user_created", "user_id", "created_at", "id"),
        sa.Index("ix_shares_expires", "expires_at"),
        sa.Index("ix_shares_revoked", "revoked_at"),
        **INNODB,
    )
    op.create_table(
        "share_items",
        sa.Column("share_id", Id, sa.ForeignKey("shares.id", name="fk_share_items_share", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("image_id", Id, sa.ForeignKey("images.id", name="fk_share_items_image", ondelete="CASCADE"), nullable=False),
        sa.Column("rendition_id", Id, sa.ForeignKey("renditions.id", name="fk_share_items_rendition", ondelete="CASCADE")),
        sa.Index("ix_share_items_image", "image_id"),
        sa.Index("ix_share_items_rendition", "rendition_id"),
        **INNODB,
    )
    op.create_table(
        "jobs",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_jobs_user"), nullable=False),
        sa.Column("kind", ascii_text(16), nullable=False),
        sa.Column("state", ascii_text(16), nullable=False),
        sa.Column("name", words(200), nullable=False),
        sa.Column("preset", ascii_text(64)),
        sa.Column("recipe", sa.JSON),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("updated_at", Time, nullable=False),
        sa.Column("finished_at", Time),
        sa.Column("claimed_until", Time),
        sa.Column("archive_until", Time),
        sa.Index("ix_jobs_user_created", "user_id", "created_at", "id"),
        sa.Index("ix_jobs_state_updated", "state", "updated_at"),
        sa.Index("ix_jobs_archive", "archive_until"),
        **INNODB,
    )
    op.create_table(
        "job_items",
        sa.Column("job_id", Id, sa.ForeignKey("jobs.id", name="fk_job_items_job", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("image_id", Id, nullable=False),
        sa.Column("state", ascii_text(8), nullable=False),
        sa.Column("rendition_id", Id),
        sa.Column("code", ascii_text(64)),
        sa.Column("message", words(500)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("claimed_until", Time),
        sa.Index("ix_job_items_state", "job_id", "state", "position"),
        **INNODB,
    )


def downgrade() -> None:
    for table in ("job_items", "jobs", "share_items", "shares", "dropped_files", "uploads", "preset_versions", "presets"):
        op.drop_table(table)
