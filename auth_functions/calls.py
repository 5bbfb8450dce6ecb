"""HTTP: registration, login, sessions, the caller's account, and the public keys."""

from auth_functions.accounts import Accounts
from auth_functions.callers import Caller
from auth_functions.cookies import RefreshCookie
from auth_functions.schemas import KeySet, Login, Logout, Profile, Refresh, Registration, SessionView, UserView
from auth_functions.sessions import Grant, Sessions
from shared.errors import EmailNotVerified, EmailTaken, InvalidCredentials, InvalidRefreshToken, TooManyAttempts, Unauthorized
from shared.http.call import Call, bearer_token
from shared.http.endpoint import endpoint
from shared.http.replies import Reply
from shared.security.tokens import Identity

TAG = "Accounts"
LIMIT = 16 * 1024
# As long as a verifier may go on with keys that it has: a new key is published so long before it signs.
KEYS_MAX_AGE = 300


@endpoint(
    "POST",
    "api/auth/register",
    tag=TAG,
    public=True,
    limit=LIMIT,
    status=201,
    answers={
        201: "The new account, logged in",
        202: "Where addresses are verified: a mail is on its way, whether or not there was an account already; no content",
    },
    problems=(EmailTaken, TooManyAttempts),
)
def auth_register(call: Call, body: Registration) -> Reply[SessionView]:
    """Register with an e-mail address and a password."""
    grant = _accounts(call).register(body)
    if grant is None:
        return Reply(None, status=202)
    return _session(call, grant, with_cookie=body.transport == "cookie")


@endpoint("POST", "api/auth/login", tag=TAG, public=True, limit=LIMIT, problems=(InvalidCredentials, EmailNotVerified, TooManyAttempts))
def auth_login(call: Call, body: Login) -> Reply[SessionView]:
    """Log in.

    A wrong password and an address without an account get the same answer.
    """
    return _session(call, _accounts(call).log_in(body.email, body.password), with_cookie=body.transport == "cookie")


@endpoint("POST", "api/auth/refresh", tag=TAG, public=True, limit=LIMIT, problems=(InvalidRefreshToken,))
def auth_refresh(call: Call, body: Refresh) -> Reply[SessionView]:
    """Exchange a refresh token for a new session.

    Each refresh token is good for one use, and a second use ends the session; for 10 seconds after the first one, in which an answer may
    have been lost, it gets the same next token again. The next token goes where this one came from: into the answer or the cookie.
    """
    text = body.refresh_token or RefreshCookie.of(call.resources.settings).read(call)
    if text is None:
        raise InvalidRefreshToken
    return _session(call, Sessions(call.resources, Caller.of(call)).refresh(text), with_cookie=body.refresh_token is None)


@endpoint("POST", "api/auth/logout", tag=TAG, public=True, limit=LIMIT, status=204, problems=(Unauthorized,))
def auth_logout(call: Call, body: Logout) -> Reply[None]:
    """End this session, the account's other sessions, or all of them.

    Whose sessions is told by a refresh token, in the body or the cookie, or else by an access token. To end this session twice is fine.
    """
    cookie = RefreshCookie.of(call.resources.settings)
    from_cookie = cookie.read(call)
    Sessions(call.resources, Caller.of(call)).end(body.scope, body.refresh_token or from_cookie, _identity(call))
    erased = (cookie.erased,) if from_cookie is not None and body.scope != "others" else ()
    # On a machine that others use, nothing of the account is left: pictures are in the browser's cache. (Not the cookies: on
    # this machine they may be another service's.)
    return Reply(None, headers={"Clear-Site-Data": '"cache", "storage"'} if body.scope == "all" else {}, cookies=erased)


@endpoint("GET", "api/auth/me", tag=TAG)
def auth_me(call: Call) -> UserView:
    """Look up one's own account."""
    return UserView.of(_accounts(call).get(call.user))


@endpoint("POST", "api/auth/me", tag=TAG, limit=LIMIT)
def auth_me_update(call: Call, body: Profile) -> UserView:
    """Change one's own name or language."""
    return UserView.of(_accounts(call).change(call.user, display_name=body.display_name, locale=body.locale))


@endpoint("GET", ".well-known/jwks.json", tag=TAG, public=True)
def auth_jwks(call: Call) -> Reply[KeySet]:
    """List the public keys that verify access tokens."""
    keys = KeySet.model_validate(call.resources.tokens.jwks())
    return Reply(keys, headers={"Cache-Control": f"public, max-age={KEYS_MAX_AGE}"})


def _accounts(call: Call) -> Accounts:
    return Accounts(call.resources, Caller.of(call))


def _session(call: Call, grant: Grant, *, with_cookie: bool) -> Reply[SessionView]:
    view = SessionView(
        user=UserView.of(grant.user),
        access_token=grant.access_token,
        expires_in=call.resources.tokens.seconds,
        refresh_token=None if with_cookie else grant.refresh.text,
    )
    cookies = (RefreshCookie.of(call.resources.settings).written(grant.refresh.text),) if with_cookie else ()
    return Reply(view, cookies=cookies)


def _identity(call: Call) -> Identity | None:
    """The caller of a call that needs no access token, if a valid one came with it."""
    try:
        token = bearer_token(call.header("authorization"))
        return call.resources.tokens.verify(token) if token else None
    except Unauthorized:
        return None
