"""What a large gallery costs: `LIENZO_DATABASE_URL=… python -m bench.gallery [PICTURES]`.

Prints, for an account of 20,000 pictures in the database that the settings name (SQLite in a folder of its own without), how long page 1
and page 400 of its list take and the server's plans for both, and the CPU of asking for a rendition that exists. It exits with 1 when
page 400 takes 20 % longer than page 1, or when the rendition costs 5 ms or more.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, text
from uuid_utils.compat import uuid7

from bench.photograph import photograph
from shared.config import Settings
from shared.database import Database, Image, User
from shared.database.tables import images
from shared.gallery import Pictures, Renditions
from shared.gallery.own_folders import OwnFolders
from shared.imaging import Recipe
from shared.storage.local import LocalStore, LocalUrls

PICTURES, PAGE, FAR = 20_000, 50, 400
ROUNDS = 25
LONGER, CPU_MS = 1.2, 5.0


def filled(database: Database, count: int) -> UUID:
    """Make an account with so many pictures; only their rows, which is what a list reads."""
    user = User(uuid7(), "b", f"{uuid7()}@example.com", "hash", "Bench", "en", datetime.now(UTC))
    first = Image(
        id=uuid7(), user_id=user.id, filename="", format="jpeg", media_type="image/jpeg", width=4000, height=3000, bytes=3_000_000,
        sha256="", pages=1, has_alpha=False, alt_text="", tags=(), placeholder=None, dominant_color=None, state="ready",
        created_at=user.created_at, deleted_at=None,
    )  # fmt: skip
    with database.transaction() as tx:
        tx.users.add(user)
        for start in range(0, count, 1000):
            rows = [
                vars(replace(first, id=uuid7(), filename=f"{number}.jpg", sha256=sha256(str(number).encode()).hexdigest(),
                             created_at=first.created_at - timedelta(seconds=number))) | {"tags": [], "search": f"{number}.jpg"}
                for number in range(start, min(start + 1000, count))
            ]  # fmt: skip
            tx.connection.execute(insert(images), rows)
    return user.id


def cursor_of(database: Database, user_id: UUID, page: int) -> str | None:
    """What leads to a page of the list."""
    cursor = None
    with database.transaction(read_only=True) as tx:
        for _ in range(page - 1):
            cursor = tx.images.page(user_id, limit=PAGE, cursor=cursor).next_cursor
    return cursor


def seconds_of(database: Database, user_id: UUID, cursor: str | None) -> float:
    """How long one page takes."""
    started = time.perf_counter()
    with database.transaction(read_only=True) as tx:
        tx.images.page(user_id, limit=PAGE, cursor=cursor)
    return time.perf_counter() - started


def show_plan(database: Database, user_id: UUID, cursor: str | None, name: str) -> None:
    """Print the server's plan for the statement that a page needs."""
    seen: list[tuple[str, Any]] = []
    with database.transaction(read_only=True) as tx:
        engine = tx.connection.engine

        def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
            seen.append((statement, parameters))

        event.listen(engine, "before_cursor_execute", note)
        tx.images.page(user_id, limit=PAGE, cursor=cursor)
        event.remove(engine, "before_cursor_execute", note)
        statement, parameters = next(found for found in reversed(seen) if "LIMIT" in found[0].upper())
        explain = "EXPLAIN QUERY PLAN " if tx.connection.dialect.name == "sqlite" else "EXPLAIN "
        print(f"plan of {name}:")
        for row in tx.connection.exec_driver_sql(explain + statement, parameters):
            print("  ", " | ".join(str(value) for value in row))


def rendition_cpu(settings: Settings, database: Database, folder: Path) -> float:
    """CPU of asking for a rendition that exists, ms."""
    store = LocalStore(folder / "store", LocalUrls(folder / "urls.json", "http://localhost"))

    def clock() -> datetime:
        return datetime.now(UTC)

    pictures = Pictures(settings, database, store, clock, OwnFolders(settings, database, store, clock))
    renditions = Renditions(pictures)
    user = User(uuid7(), "r", f"{uuid7()}@example.com", "hash", "Bench", "en", datetime.now(UTC))
    with database.transaction() as tx:
        tx.users.add(user)
    image, _ = pictures.ingest(user.id, "a.jpg", photograph(2000, 1500).jpegsave_buffer(Q=90))
    recipe = Recipe.model_validate({"steps": [{"op": "resize", "width": 800}], "output": {"format": "webp"}})
    renditions.save(image, recipe, "")
    spent = []
    for _ in range(100):
        started = time.process_time()
        renditions.content(renditions.save(image, recipe, "")[0])
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def main(arguments: list[str]) -> int:
    """Run it; 1 when a bound is missed."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        database = Database(settings)
        database.upgrade()
        user_id = filled(database, int(arguments[0]) if arguments else PICTURES)
        far = cursor_of(database, user_id, FAR)
        pairs = [(seconds_of(database, user_id, None), seconds_of(database, user_id, far)) for _ in range(ROUNDS)]
        near_ms, far_ms = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        with database.transaction(read_only=True) as tx:
            server = tx.connection.dialect.name
            version = tx.connection.scalar(text("SELECT sqlite_version()" if server == "sqlite" else "SELECT version()"))
        print(f"{server} {version}: page 1 {near_ms:.1f} ms, page {FAR} {far_ms:.1f} ms ({far_ms / near_ms:.2f} times, at most {LONGER})")
        show_plan(database, user_id, None, "page 1")
        show_plan(database, user_id, far, f"page {FAR}")
        cpu = rendition_cpu(settings, database, Path(home))
        print(f"a rendition that exists, with its bytes: {cpu:.2f} ms of CPU (below {CPU_MS})")
    return int(far_ms > LONGER * near_ms or cpu >= CPU_MS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
