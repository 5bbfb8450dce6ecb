"""Accounts, sessions, pictures and renditions.

The column types are those of `shared.database.columns`, which are a vocabulary: a type that is in use here never changes its meaning.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database.columns import Digest, ExactText, Id, Time, ascii_text, binary, plain_text, words

revision = "0001"
down_revision = None

INNODB: dict[str, Any] = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_unicode_ci"}


def upgrade() -> None:
    _accounts()
    _images()
    _renditions()


def downgrade() -> None:
    for table in ("renditions", "images", "refresh_tokens", "sessions", "users"):
        op.drop_table(table)


def _accounts() -> None:
    op.create_table(
        "users",
        sa.Column("id", Id, primary_key=True),
        sa.Column("email", words(320), nullable=False),
        sa.Column("email_canonical", ExactText, nullable=False),
        sa.Column("password_hash", ascii_text(255), nullable=False),
        sa.Column("display_name", words(100), nullable=False),
        sa.Column("locale", ascii_text(35), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.UniqueConstraint("email_canonical", name="uq_users_email_canonical"),
        **INNODB,
    )
    op.create_table(
        "sessions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_sessions_user", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("refreshed_at", Time, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Column("revoked_at", Time),
        sa.Index("ix_sessions_user", "user_id"),
        **INNODB,
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("hash", binary(32), primary_key=True),
        sa.Column("session_id", Id, sa.ForeignKey("sessions.id", name="fk_refresh_tokens_session", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("used_at", Time),
        sa.Column("sealed_next", binary(32)),
        sa.Index("ix_refresh_tokens_session", "session_id"),
        **INNODB,
    )


def _images() -> None:
    op.create_table(
        "images",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_images_user"), nullable=False),
        sa.Column("filename", words(255), nullable=False),
        sa.Column("format", ascii_text(16), nullable=False),
        sa.Column("media_type", ascii_text(64), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", Digest, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("has_alpha", sa.Boolean, nullable=False),
        sa.Column("alt_text", words(2000), nullable=False),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("placeholder", ascii_text(64)),
        sa.Column("dominant_color", ascii_text(16)),
        sa.Column("state", ascii_text(8), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("deleted_at", Time),
        sa.Column("search", plain_text(), nullable=False),
        sa.UniqueConstraint("user_id", "sha256", name="uq_images_user_sha256"),
        sa.Index("ix_images_user_created", "user_id", "created_at", "id"),
        sa.Index("ix_images_user_filename", "user_id", "filename", "id"),
        sa.Index("ix_images_user_bytes", "user_id", "bytes", "id"),
        sa.Index("ix_images_state", "state", "created_at"),
        sa.Index("ix_images_deleted", "deleted_at"),
        **INNODB,
    )


def _renditions() -> None:
    op.create_table(
        "renditions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("user_id", Id, sa.ForeignKey("users.id", name="fk_renditions_user"), nullable=False),
        sa.Column("image_id", Id, sa.ForeignKey("images.id", name="fk_renditions_image", ondelete="CASCADE"), nullable=False),
        sa.Column("name", words(200), nullable=False),
        sa.Column("recipe", sa.JSON, nullable=False),
        sa.Column("recipe_hash", Digest, nullable=False),
        sa.Column("engine", ascii_text(64), nullable=False),
        sa.Column("format", ascii_text(16), nullable=False),
        sa.Column("media_type", ascii_text(64), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", Digest, nullable=False),
        sa.Column("state", ascii_text(8), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.UniqueConstraint("image_id", "recipe_hash", name="uq_renditions_image_recipe"),
        sa.Index("ix_renditions_user_created", "user_id", "created_at", "id"),
        sa.Index("ix_renditions_state", "state", "created_at"),
        **INNODB,
    )
