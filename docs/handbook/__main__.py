"""Writes the page and its pictures: `python -m docs.handbook`."""

from pathlib import Path

from docs.handbook.pages import page
from docs.handbook.pictures import pictures

DOCS = Path(__file__).parent.parent


def main() -> None:
    """Write docs/recipes.md and docs/images/recipes/, and remove pictures that nothing shows any longer."""
    (DOCS / "recipes.md").write_text(page(), encoding="utf-8")
    folder = DOCS / "images" / "recipes"
    folder.mkdir(exist_ok=True)
    written = set()
    for name, data in pictures():
        (folder / name).write_bytes(data)
        written.add(name)
    for file in folder.iterdir():
        if file.name not in written:
            file.unlink()


if __name__ == "__main__":
    main()
