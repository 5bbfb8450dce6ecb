"""What a picture may cost."""

from shared.config import Settings
from shared.imaging import Limits


def test_the_defaults_are_those_of_the_settings() -> None:
    """25 MiB, 50 megapixels, 100 frames; 8192 px and 40 megapixels out; 10 s."""
    assert Limits.from_settings(Settings()) == Limits(25 * 1024 * 1024, 1024 * 1024, 50_000_000, 100, 8192, 40_000_000, 10.0)


def test_the_settings_can_change_them() -> None:
    """Each one."""
    settings = Settings(max_upload_bytes=1, max_input_pixels=2, max_frames=3, max_output_side=4, max_output_pixels=5, render_seconds=6.0)

    limits = Limits.from_settings(settings)

    assert (limits.max_input_bytes, limits.max_input_pixels, limits.max_frames) == (1, 2, 3)
    assert (limits.max_output_side, limits.max_output_pixels, limits.render_seconds) == (4, 5, 6.0)
