"""HTTP: registration, login, sessions and the caller's account. `python -m auth_functions` is for operators."""

from auth_functions import account_calls, calls

ENDPOINTS = (
    calls.auth_register,
    account_calls.auth_verify,
    calls.auth_login,
    calls.auth_refresh,
    calls.auth_logout,
    calls.auth_me,
    calls.auth_me_update,
    account_calls.auth_me_delete,
    account_calls.auth_password,
    account_calls.auth_password_forgot,
    account_calls.auth_password_reset,
    account_calls.auth_sessions,
    account_calls.auth_sessions_revoke,
    calls.auth_jwks,
)

__all__ = ["ENDPOINTS"]
