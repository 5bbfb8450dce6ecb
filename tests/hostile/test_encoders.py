"""Pictures that are slow to write: an encoder is stopped like everything else."""

from typing import Any

import pytest

from tests.hostile.cases import Case, Trial

OUTPUTS: dict[str, dict[str, Any]] = {
    "avif": {"format": "avif", "effort": 5},
    "lossless avif": {"format": "avif", "effort": 3, "lossless": True},
    "lossless webp": {"format": "webp", "lossless": True, "effort": 6, "quality": 100},
    "webp with its deblocking": {"format": "webp", "smartDeblock": True, "effort": 6, "quality": 100},
    "png with a palette": {"format": "png", "palette": True, "effort": 10},
    "gif": {"format": "gif", "effort": 10},
    "mozjpeg": {"format": "jpeg", "mozjpeg": True, "quality": 100, "chromaSubsampling": "4:4:4"},
    "tiff of webp": {"format": "tiff", "compression": "webp"},
    "tiles of webp": {"format": "tile", "size": 64, "tiles": {"format": "webp", "lossless": True, "effort": 6}},
    "avif of a likeness": {"format": "avif", "quality": {"target": "ssim", "value": 0.999}, "effort": 6},
    "webp of a size": {"format": "webp", "maxBytes": 20_000, "effort": 6},
}


LARGE = [{"format": "avif", "effort": 0}, {"format": "webp", "lossless": True, "effort": 0}]


def noise(side: int, output: dict[str, Any]) -> dict[str, Any]:
    """A recipe for a picture that is as hard to write as any."""
    create = {"width": side, "height": side, "channels": 4, "noise": {"mean": 128, "sigma": 60}}
    return {"canvas": {"create": create}, "output": output}


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_encoder_is_stopped_in_time(trial: Trial, name: str) -> None:
    """When it is too late, or at once where it is known to take too long."""
    outcome = trial.of(Case(None, noise(2500, OUTPUTS[name]), {"render_seconds": 1.0}))

    assert outcome.code == "deadline_exceeded" or outcome.faults == ("too_slow",)


@pytest.mark.parametrize("output", LARGE, ids=["avif", "webp"])
def test_the_largest_picture_takes_no_more_memory_than_it_may(trial: Trial, output: dict[str, Any]) -> None:
    """It is refused if it would."""
    create = {"width": 6300, "height": 6300, "channels": 4, "background": "#c83c2880"}

    outcome = trial.of(Case(None, {"canvas": {"create": create}, "output": output}))

    assert outcome.code in {"made", "image_too_large", "deadline_exceeded"}


def test_a_quick_picture_follows_a_slow_one(trial: Trial) -> None:
    """Nothing of it is left behind."""
    slow = trial.of(Case(None, noise(2500, OUTPUTS["lossless webp"]), {"render_seconds": 1.0}))
    quick = trial.of(Case(None, noise(100, OUTPUTS["lossless webp"])))

    assert (slow.code, quick.code, quick.size) == ("deadline_exceeded", "made", (100, 100))
