"""HTTP: the caller's sessions and password, links from mails, and the account's end."""

from uuid import UUID

from auth_functions.accounts import Accounts
from auth_functions.callers import Caller
from auth_functions.calls import LIMIT, TAG
from auth_functions.cookies import RefreshCookie
from auth_functions.own_password import OwnPassword
from auth_functions.schemas import Deletion, ForgottenPassword, PasswordChange, PasswordReset, Verification
from auth_functions.session_views import OpenSession, OpenSessions
from auth_functions.sessions import Sessions
from shared.errors import InvalidCredentials, InvalidOneTimeToken, TooManyAttempts
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.replies import Reply


@endpoint("GET", "api/auth/sessions", tag=TAG)
def auth_sessions(call: Call) -> OpenSessions:
    """List where one is logged in."""
    live = Sessions(call.resources, Caller.of(call)).live(call.user)
    return OpenSessions(items=[OpenSession.of(session, call.user.session_id) for session in live])


@endpoint("POST", "api/auth/sessions/{id}/revoke", tag=TAG)
def auth_sessions_revoke(call: Call, id: UUID) -> None:  # noqa: A002  the route's name for it
    """End one of one's own sessions.

    Its access token stops working within a minute everywhere.
    """
    Sessions(call.resources, Caller.of(call)).revoke(call.user, id)


@endpoint("POST", "api/auth/password", tag=TAG, limit=LIMIT, problems=(InvalidCredentials, TooManyAttempts))
def auth_password(call: Call, body: PasswordChange) -> None:
    """Change one's own password.

    All other sessions end, and a mail says so.
    """
    OwnPassword(call.resources, Caller.of(call)).change(call.user, body.current_password, body.new_password)


@endpoint("POST", "api/auth/password/forgot", tag=TAG, public=True, limit=LIMIT, status=202, problems=(TooManyAttempts,))
def auth_password_forgot(call: Call, body: ForgottenPassword) -> Reply[None]:
    """Ask for a mail with a link to choose a new password.

    The answer is the same whether or not there is such an account. A link is good for 30 minutes, once, and until the next one.
    """
    OwnPassword(call.resources, Caller.of(call)).forget(body.email)
    return Reply(None)


@endpoint("POST", "api/auth/password/reset", tag=TAG, public=True, limit=LIMIT, problems=(InvalidOneTimeToken,))
def auth_password_reset(call: Call, body: PasswordReset) -> None:
    """Choose a new password with the link that was mailed.

    Every session ends, and nobody is logged in: log in with the new password.
    """
    OwnPassword(call.resources, Caller.of(call)).reset(body.token, body.new_password)


@endpoint("POST", "api/auth/verify", tag=TAG, public=True, limit=LIMIT, problems=(InvalidOneTimeToken,))
def auth_verify(call: Call, body: Verification) -> None:
    """Confirm one's e-mail address with the link that was mailed; it is good for 24 hours."""
    Accounts(call.resources, Caller.of(call)).verify(body.token)


@endpoint("POST", "api/auth/me/delete", tag=TAG, limit=LIMIT, status=204, problems=(InvalidCredentials, TooManyAttempts))
def auth_me_delete(call: Call, body: Deletion) -> Reply[None]:
    """Delete one's own account, with its pictures and its sessions.

    The address is free at once. The pictures' bytes are removed within minutes to hours.
    """
    OwnPassword(call.resources, Caller.of(call)).delete_account(call.user, body.password)
    cookie = RefreshCookie.of(call.resources.settings)
    return Reply(None, cookies=(cookie.erased,) if cookie.read(call) is not None else ())
