"""The tables of dropped files, which `tables` has with the others."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from shared.database.columns import Id, Time, ascii_text, binary, plain_text, words
from shared.database.metadata import INNODB, metadata

# Where files were dropped that are in a gallery: the last picture that came from a path.
dropped_files = Table(
    "dropped_files",
    metadata,
    Column("path_hash", binary(32), primary_key=True),
    Column("path", plain_text(), nullable=False),
    Column("image_id", Id, ForeignKey("images.id", name="fk_dropped_files_image", ondelete="CASCADE"), nullable=False),
    Index("ix_dropped_files_image", "image_id"),
    **INNODB,
)

# What became of the files in accounts' folders, for their owners to read, for a while.
drop_outcomes = Table(
    "drop_outcomes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", name="fk_drop_outcomes_user", ondelete="CASCADE"), nullable=False),
    Column("path_hash", binary(32), nullable=False),
    Column("path", plain_text(), nullable=False),
    Column("status", ascii_text(8), nullable=False),
    Column("code", ascii_text(64)),
    Column("message", words(500)),
    Column("image_id", Id, ForeignKey("images.id", name="fk_drop_outcomes_image", ondelete="CASCADE")),
    Column("outputs", Integer, nullable=False),
    Column("finished_at", Time, nullable=False),
    UniqueConstraint("path_hash", name="uq_drop_outcomes_path"),
    Index("ix_drop_outcomes_user_finished", "user_id", "finished_at", "id"),
    Index("ix_drop_outcomes_finished", "finished_at"),
    Index("ix_drop_outcomes_image", "image_id"),
    **INNODB,
)
