"""Where a dropped file lies, what is to be made of it, and where that goes."""

from dataclasses import dataclass
from uuid import UUID

from shared.imaging import RenderedOutput

DEFAULT_PRESET = "default"
OWN = "~"  # begins the folder of an account


@dataclass(frozen=True)
class Drop:
    """A dropped file. All paths start with their container.

    Attributes:
        source: its path.
        owner: what stands behind the `~` of the first folder: the account's id, if it is one; None for a file of nobody.
        preset: the folder that names what is to be made of it.
        target: where the outputs go: their names begin with this path.
    """

    source: str
    owner: str | None
    preset: str
    target: str

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return f"{self.target}.json"

    @property
    def filename(self) -> str:
        """The file's own name."""
        return self.source.rpartition("/")[2]

    @property
    def user_id(self) -> UUID | None:
        """The owner's id; None when the folder's name is none."""
        try:
            return UUID(self.owner or "")
        except ValueError:
            return None

    def output(self, made: RenderedOutput) -> str:
        """The path of one output: the dropped file's whole name, then the output's name if it has one, then its extension."""
        name = f"@{made.name}" if made.name else ""
        return f"{self.target}{name}.{made.extension}"


def locate(path: str, outputs: str) -> Drop:
    """Read the path of a dropped file: `uploads/[~<user id>/][<preset>/]<path>`.

    Args:
        path: with its container.
        outputs: the container of the outputs.
    """
    _container, _, name = path.partition("/")
    folder, owner = "", None
    first, slash, rest = name.partition("/")
    if slash and first.startswith(OWN):
        folder, owner, name = f"{first}/", first.removeprefix(OWN), rest
    preset, slash, rest = name.partition("/")
    if not slash:
        preset, rest = DEFAULT_PRESET, name
    return Drop(path, owner, preset, f"{outputs}/{folder}{preset}/{rest}")
