"""HTTP: registration, login, sessions and the caller's account."""

from auth_functions import calls

ENDPOINTS = (
    calls.auth_register,
    calls.auth_login,
    calls.auth_refresh,
    calls.auth_logout,
    calls.auth_me,
    calls.auth_me_update,
    calls.auth_jwks,
)

__all__ = ["ENDPOINTS"]
