"""The blocks that a GIF is made of (GIF89a, sections 15 to 27), as far as one must know them to see where the file ends."""

_HEADER = 13  # bytes, before the global palette
_DESCRIPTOR = 10  # bytes of an image descriptor, its introducer included
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_HAS_PALETTE, _PALETTE_SIZE = 0x80, 0x07


def breaks_off(data: bytes) -> bool:
    """Whether a GIF ends in the middle of a block. That only the trailer is missing is common, and does no harm."""
    at = _HEADER + _palette(data, _HEADER - 3)
    while at < len(data) and data[at] != _TRAILER:
        if data[at] == _IMAGE:
            # after the palette one byte says how long the codes are
            at = _after_blocks(data, at + _DESCRIPTOR + _palette(data, at + _DESCRIPTOR - 1) + 1)
        elif data[at] == _EXTENSION:
            at = _after_blocks(data, at + 2)
        else:
            # libvips too ends at a byte that begins nothing, and fails if there is no picture before it
            return False
    return at > len(data)


def _palette(data: bytes, flags_at: int) -> int:
    """Length of the palette that the byte of flags at this place announces, bytes."""
    flags = data[flags_at] if flags_at < len(data) else 0
    return 3 * 2 ** ((flags & _PALETTE_SIZE) + 1) if flags & _HAS_PALETTE else 0


def _after_blocks(data: bytes, at: int) -> int:
    """Where the sub-blocks end that begin here: behind an empty one, or behind the end of the file when there is none."""
    while at < len(data):
        length = data[at]
        at += length + 1
        if length == 0:
            return at
    return len(data) + 1
