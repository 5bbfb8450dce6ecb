"""Where a smaller rectangle lies in a larger one."""

# sharp's numbers and names, each as (horizontal, vertical): 0 start, 1 middle, 2 end
_PLACES: dict[str | int, tuple[int, int]] = {
    "centre": (1, 1), "north": (1, 0), "east": (2, 1), "south": (1, 2), "west": (0, 1),
    "northeast": (2, 0), "southeast": (2, 2), "southwest": (0, 2), "northwest": (0, 0),
}  # fmt: skip
_PLACES |= dict(enumerate(_PLACES.values()))
_PLACES |= {
    "center": (1, 1), "top": (1, 0), "right": (2, 1), "bottom": (1, 2), "left": (0, 1),
    "right top": (2, 0), "right bottom": (2, 2), "left bottom": (0, 2), "left top": (0, 0),
}  # fmt: skip


def crop_corner(outer: tuple[int, int], inner: tuple[int, int], gravity: str | int) -> tuple[int, int]:
    """The left and top of what is kept when a picture is cut to a smaller size.

    Args:
        outer: width and height of the picture, px.
        inner: width and height of what is kept, px.
        gravity: a name or number of sharp's. An odd pixel in the middle is cut off on the left or at the top.
    """
    across, down = _PLACES[gravity]
    return _crop(outer[0] - inner[0], across), _crop(outer[1] - inner[1], down)


def embed_corner(outer: tuple[int, int], inner: tuple[int, int], gravity: str | int) -> tuple[int, int]:
    """The left and top of a picture on a larger canvas; as `crop_corner`, but the odd pixel is added on the right or at the bottom."""
    across, down = _PLACES[gravity]
    return _embed(outer[0] - inner[0], across), _embed(outer[1] - inner[1], down)


def is_middle(gravity: str | int) -> tuple[bool, bool]:
    """Whether the gravity is the middle across, and the middle down."""
    across, down = _PLACES[gravity]
    return across == 1, down == 1


def _crop(slack: int, place: int) -> int:
    return (0, _halved(slack + 1), slack)[place]


def _embed(slack: int, place: int) -> int:
    return (0, _halved(slack), slack)[place]


def _halved(number: int) -> int:
    """Half, rounded towards zero: an overlay may be larger than what it lies on."""
    return int(number / 2)
