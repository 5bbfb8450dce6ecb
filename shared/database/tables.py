"""The tables as they are at `REVISION`. A change here needs a migration; a test compares the two."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from shared.database.columns import Digest, ExactText, Id, Time, ascii_text, binary, plain_text, words
from shared.database.drop_tables import drop_outcomes, dropped_files
from shared.database.metadata import INNODB, metadata

# So that whoever imports this module knows all tables.
__all__ = ["drop_outcomes", "dropped_files", "metadata"]

# The newest migration. Revisions are numbers with leading zeros, so that a later one is also the greater text.
REVISION = "0004"


def _facts() -> tuple[Column[Any], ...]:
    """What is known of a picture's bytes, given or made."""
    return (
        Column("format", ascii_text(16), nullable=False),
        Column("media_type", ascii_text(64), nullable=False),
        Column("width", Integer, nullable=False),
        Column("height", Integer, nullable=False),
        Column("bytes", BigInteger, nullable=False),
        Column("sha256", Digest, nullable=False),
    )


users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("email", words(320), nullable=False),
    Column("email_canonical", ExactText, nullable=False),
    Column("password_hash", ascii_text(255), nullable=False),
    Column("display_name", words(100), nullable=False),
    Column("locale", ascii_text(35), nullable=False),
    Column("created_at", Time, nullable=False),
    Column("verified_at", Time),
    Column("disabled_at", Time),
    Column("deleted_at", Time),
    UniqueConstraint("email_canonical", name="uq_users_email_canonical"),
    Index("ix_users_deleted", "deleted_at"),
    **INNODB,
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_sessions_user", ondelete="CASCADE"), nullable=False),
    Column("created_at", Time, nullable=False),
    Column("refreshed_at", Time, nullable=False),
    Column("expires_at", Time, nullable=False),
    Column("revoked_at", Time),
    Column("client", words(200)),
    Index("ix_sessions_user", "user_id"),
    Index("ix_sessions_expires", "expires_at"),
    Index("ix_sessions_refreshed", "refreshed_at"),
    **INNODB,
)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("hash", binary(32), primary_key=True),
    Column("session_id", Id, ForeignKey("sessions.id", name="fk_refresh_tokens_session", ondelete="CASCADE"), nullable=False),
    Column("created_at", Time, nullable=False),
    Column("used_at", Time),
    Column("sealed_next", binary(32)),
    Index("ix_refresh_tokens_session", "session_id"),
    **INNODB,
)

# What is mailed to a person to prove that the address is theirs.
one_time_tokens = Table(
    "one_time_tokens",
    metadata,
    Column("hash", binary(32), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_one_time_tokens_user", ondelete="CASCADE"), nullable=False),
    Column("purpose", ascii_text(16), nullable=False),
    Column("created_at", Time, nullable=False),
    Column("expires_at", Time, nullable=False),
    Index("ix_one_time_tokens_user", "user_id"),
    Index("ix_one_time_tokens_expires", "expires_at"),
    **INNODB,
)

throttles = Table(
    "throttles",
    metadata,
    Column("key", binary(32), primary_key=True),
    Column("hits", Integer, nullable=False),
    Column("expires_at", Time, nullable=False),
    Index("ix_throttles_expires", "expires_at"),
    **INNODB,
)

# Without foreign keys: what happened is kept when the account is gone.
events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Time, nullable=False),
    Column("name", ascii_text(32), nullable=False),
    Column("reason", ascii_text(64)),
    Column("user_id", Id),
    Column("session_id", Id),
    Column("email_hash", binary(32)),
    Column("address_hash", binary(32)),
    Column("client", words(200)),
    Column("request_id", ascii_text(64)),
    Index("ix_events_at", "at"),
    Index("ix_events_user_at", "user_id", "at"),
    **INNODB,
)

# An account's pictures do not go with its row: their bytes must go first, and the foreign key sees to it.
images = Table(
    "images",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_images_user"), nullable=False),
    Column("filename", words(255), nullable=False),
    *_facts(),
    Column("pages", Integer, nullable=False),
    Column("has_alpha", Boolean, nullable=False),
    Column("alt_text", words(2000), nullable=False),
    Column("tags", JSON, nullable=False),
    Column("placeholder", ascii_text(64)),
    Column("dominant_color", ascii_text(16)),
    Column("state", ascii_text(8), nullable=False),
    Column("created_at", Time, nullable=False),
    Column("deleted_at", Time),
    # Name, alt text and tags, folded: what a search looks through, the same way on every server.
    Column("search", plain_text(), nullable=False),
    UniqueConstraint("user_id", "sha256", name="uq_images_user_sha256"),
    Index("ix_images_user_created", "user_id", "created_at", "id"),
    Index("ix_images_user_filename", "user_id", "filename", "id"),
    Index("ix_images_user_bytes", "user_id", "bytes", "id"),
    Index("ix_images_state", "state", "created_at"),
    Index("ix_images_deleted", "deleted_at"),
    **INNODB,
)

renditions = Table(
    "renditions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_renditions_user"), nullable=False),
    Column("image_id", Id, ForeignKey("images.id", name="fk_renditions_image", ondelete="CASCADE"), nullable=False),
    Column("name", words(200), nullable=False),
    Column("recipe", JSON, nullable=False),
    Column("recipe_hash", Digest, nullable=False),
    Column("engine", ascii_text(64), nullable=False),
    *_facts(),
    Column("state", ascii_text(8), nullable=False),
    Column("created_at", Time, nullable=False),
    UniqueConstraint("image_id", "recipe_hash", name="uq_renditions_image_recipe"),
    Index("ix_renditions_user_created", "user_id", "created_at", "id"),
    Index("ix_renditions_state", "state", "created_at"),
    **INNODB,
)

presets = Table(
    "presets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_presets_user", ondelete="CASCADE"), nullable=False),
    Column("name", ascii_text(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("recipe", JSON, nullable=False),
    Column("created_at", Time, nullable=False),
    Column("updated_at", Time, nullable=False),
    UniqueConstraint("user_id", "name", name="uq_presets_user_name"),
    **INNODB,
)

preset_versions = Table(
    "preset_versions",
    metadata,
    Column("preset_id", Id, ForeignKey("presets.id", name="fk_preset_versions_preset", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("recipe", JSON, nullable=False),
    Column("created_at", Time, nullable=False),
    **INNODB,
)

# A file that its owner puts straight into the store. The id is the one of the picture that it becomes.
uploads = Table(
    "uploads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_uploads_user", ondelete="CASCADE"), nullable=False),
    Column("filename", words(255), nullable=False),
    Column("media_type", ascii_text(64), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("parts_id", ascii_text(1024)),
    Column("state", ascii_text(8), nullable=False),
    Column("image_id", Id),
    Column("code", ascii_text(64)),
    Column("message", words(500)),
    Column("created_at", Time, nullable=False),
    Column("expires_at", Time, nullable=False),
    Index("ix_uploads_user_created", "user_id", "created_at", "id"),
    Index("ix_uploads_expires", "expires_at"),
    **INNODB,
)

shares = Table(
    "shares",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_shares_user", ondelete="CASCADE"), nullable=False),
    Column("token_hash", binary(32), nullable=False),
    Column("name", words(200), nullable=False),
    Column("password_hash", ascii_text(255)),
    Column("presets", JSON, nullable=False),
    Column("allows_originals", Boolean, nullable=False),
    Column("views", Integer, nullable=False),
    Column("created_at", Time, nullable=False),
    Column("expires_at", Time),
    Column("revoked_at", Time),
    UniqueConstraint("token_hash", name="uq_shares_token_hash"),
    Index("ix_shares_user_created", "user_id", "created_at", "id"),
    Index("ix_shares_expires", "expires_at"),
    Index("ix_shares_revoked", "revoked_at"),
    **INNODB,
)

share_items = Table(
    "share_items",
    metadata,
    Column("share_id", Id, ForeignKey("shares.id", name="fk_share_items_share", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("image_id", Id, ForeignKey("images.id", name="fk_share_items_image", ondelete="CASCADE"), nullable=False),
    Column("rendition_id", Id, ForeignKey("renditions.id", name="fk_share_items_rendition", ondelete="CASCADE")),
    Index("ix_share_items_image", "image_id"),
    Index("ix_share_items_rendition", "rendition_id"),
    **INNODB,
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_jobs_user"), nullable=False),
    Column("kind", ascii_text(16), nullable=False),
    Column("state", ascii_text(16), nullable=False),
    Column("name", words(200), nullable=False),
    Column("preset", ascii_text(64)),
    Column("recipe", JSON),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("created_at", Time, nullable=False),
    Column("updated_at", Time, nullable=False),
    Column("finished_at", Time),
    Column("claimed_until", Time),
    Column("archive_until", Time),
    Index("ix_jobs_user_created", "user_id", "created_at", "id"),
    Index("ix_jobs_state_updated", "state", "updated_at"),
    Index("ix_jobs_archive", "archive_until"),
    **INNODB,
)

# Without foreign keys to pictures: a picture that goes leaves its line in the report.
job_items = Table(
    "job_items",
    metadata,
    Column("job_id", Id, ForeignKey("jobs.id", name="fk_job_items_job", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("image_id", Id, nullable=False),
    Column("state", ascii_text(8), nullable=False),
    Column("rendition_id", Id),
    Column("code", ascii_text(64)),
    Column("message", words(500)),
    Column("tries", Integer, nullable=False),
    Column("claimed_until", Time),
    Index("ix_job_items_state", "job_id", "state", "position"),
    **INNODB,
)
