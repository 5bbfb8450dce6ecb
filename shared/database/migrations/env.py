"""Alembic runs this: it applies the revisions on the connection that `shared.database.schema` gives it.

A new revision is a file in `versions/` whose number follows the last one, and `REVISION` in `tables.py` is that number.
"""

from alembic import context

from shared.database.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
