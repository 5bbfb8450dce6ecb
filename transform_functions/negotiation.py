"""The format that the client of a call shows, where a recipe leaves it open."""

from werkzeug.http import parse_accept_header

from shared.http.call import Call
from shared.imaging import Recipe

# In the order of preference. What does not stand here, every client shows or none does.
_NEGOTIATED = {"image/avif": "avif", "image/webp": "webp"}


def for_client(call: Call, recipe: Recipe) -> Recipe:
    """The recipe with the formats that the Accept header names, if its output is `auto` and says nothing of them itself.

    Only a format that is named counts: every client sends `*/*`. There are four answers, so that caches do not splinter.
    """
    output = recipe.output
    if output is None or output.format != "auto" or getattr(output, "accept", None) is not None:
        return recipe
    named = {media_type.lower() for media_type, weight in parse_accept_header(call.header("accept")) if weight > 0}
    accept = tuple(name for media_type, name in _NEGOTIATED.items() if media_type in named)
    return recipe.model_copy(update={"output": output.model_copy(update={"accept": accept})})
