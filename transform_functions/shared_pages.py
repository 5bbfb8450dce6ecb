"""HTTP: shared pictures, for whoever has the link: no account, nothing of the owner, nothing that was not shared."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

from shared.database import Share, SharedPicture, SharePreset
from shared.errors import InvalidCredentials, InvalidInput, NotFound, RangeNotSatisfiable, TooManyAttempts, Unauthorized
from shared.gallery import MadePicture
from shared.gallery.recipes import only_output
from shared.http.addresses import client_address
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.files import file_answer
from shared.http.replies import FileReply
from shared.security.share_links import KEY_SECONDS
from transform_functions.negotiation import for_client
from transform_functions.renditions import RENDER_PROBLEMS
from transform_functions.schemas import PresetName
from transform_functions.shared_schemas import (
    KeyQuery,
    SharedLinks,
    SharedPictureQuery,
    SharedPictureView,
    SharedView,
    ShareToken,
    Unlock,
    UnlockedView,
    filename,
)

TAG = "Shared pictures"
THUMBNAIL_SIDE = 640
YEAR_SECONDS = 31_536_000


@endpoint("GET", "api/shared/{token}", tag=TAG, public=True)
def share_open(call: Call, token: ShareToken, query: KeyQuery) -> SharedView:
    """Show what a link shows. This counts as a view, once the share is open."""
    visits = call.resources.visits
    share = visits.open(token)
    is_open = False
    with suppress(Unauthorized):
        visits.require_key(share, query.key)
        is_open = True
    shown, presets = visits.look(share, counted=call.method == "GET") if is_open else ((), ())
    key = query.key if share.password_hash else None
    items = [SharedPictureView.of(one, _links(share, one, presets, token, key)) for one in shown]
    return SharedView(name=share.name, expires_at=share.expires_at, needs_password=not is_open, items=items)


@endpoint("POST", "api/shared/{token}/unlock", tag=TAG, public=True, problems=(InvalidCredentials, TooManyAttempts))
def share_unlock(call: Call, token: ShareToken, body: Unlock) -> UnlockedView:
    """Exchange the password of a share for a key that opens it for an hour."""
    visits = call.resources.visits
    address = client_address(call.header("x-forwarded-for"), call.resources.settings.proxies)
    return UnlockedView(key=visits.unlock(visits.open(token), body.password, address), expires_in=KEY_SECONDS)


@endpoint(
    "GET",
    "s/{token}/{id}/{preset}",
    tag=TAG,
    public=True,
    answers={200: "The picture", 206: "The part asked for", 304: "Not modified"},
    problems=(RangeNotSatisfiable, Unauthorized, InvalidInput, *RENDER_PROBLEMS),
)
def share_picture(call: Call, token: ShareToken, id: UUID, preset: PresetName, query: SharedPictureQuery) -> FileReply:  # noqa: A002  the route's name for it
    """Get a shared picture as one of the share's presets makes it.

    The preset may also be `thumbnail` (fits into 640 px), `original` where that may be had, and `rendition` for what is one.
    Nobody needs to sign anything: only what was chosen can be asked for. What was fetched once may be kept for ever.
    """
    visits = call.resources.visits
    share = visits.open(token)
    visits.require_key(share, query.key)
    shown = visits.picture(share, id)
    recipe = visits.recipe(share, preset)
    if recipe is None:
        return _answer(call, share, shown, _plain(call, share, shown, preset), preset=preset)
    chosen = only_output(recipe, query.output)
    fitting = for_client(call, chosen)
    made = call.resources.shared_pictures.make(shown, fitting)
    return _answer(call, share, shown, made, preset=preset, vary=None if fitting == chosen else "Accept")


def _plain(call: Call, share: Share, shown: SharedPicture, name: str) -> MadePicture:
    """What is no preset of the share's."""
    shared = call.resources.shared_pictures
    if name == "thumbnail":
        return shared.thumbnail(shown, THUMBNAIL_SIDE)
    if name == ("rendition" if shown.rendition else "original") and (shown.rendition or share.allows_originals):
        return shared.content(shown)
    raise NotFound("This share has no such preset.")


def _answer(call: Call, share: Share, shown: SharedPicture, made: MadePicture, *, preset: str, vary: str | None = None) -> FileReply:
    name = filename(shown) if preset in {"original", "rendition"} else filename(shown, preset, made.extension)
    reply = file_answer(
        call, lambda: made.data, media_type=made.media_type, etag=made.etag, filename=name, cache=_cache(call, share), vary=vary
    )
    # A link is for those who were given it, not for search engines; and other sites may show what anybody may see.
    headers = {"X-Robots-Tag": "noindex"}
    if share.password_hash is None:
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return replace(reply, headers={**reply.headers, **headers})


def _cache(call: Call, share: Share) -> str:
    """How long a picture may be kept: its address never means another one, but a link's end is an end."""
    seconds = YEAR_SECONDS
    if share.expires_at:
        seconds = min(seconds, int((share.expires_at - call.resources.clock()).total_seconds()))
    return f"{'private' if share.password_hash else 'public'}, max-age={seconds}, immutable"


def _links(share: Share, shown: SharedPicture, presets: Sequence[SharePreset], token: str, key: str | None) -> SharedLinks:
    here, with_key = f"/s/{token}/{shown.id}", f"?key={quote(key)}" if key else ""
    return SharedLinks(
        thumbnail=f"{here}/thumbnail{with_key}",
        original=f"{here}/original{with_key}" if share.allows_originals and shown.rendition is None else None,
        rendition=f"{here}/rendition{with_key}" if shown.rendition else None,
        presets={preset.name: f"{here}/{preset.name}{with_key}" for preset in presets},
    )
