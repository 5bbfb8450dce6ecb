"""What the account calls take and answer."""

import unicodedata
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, GetPydanticSchema, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function, str_schema

from auth_functions.addresses import MAX_LENGTH as MAX_EMAIL
from auth_functions.addresses import Address
from auth_functions.password_rules import MAX_BYTES, MAX_LENGTH, MIN_LENGTH, refuse_password
from shared.database import User
from shared.http.model import Body, View
from shared.security.one_time import MAX_TEXT

Locale = Literal["es", "en"]
Transport = Annotated[
    Literal["body", "cookie"],
    Field(description="Where the refresh token goes: into the answer, or into an HttpOnly cookie, for browsers."),
]
Scope = Annotated[Literal["this", "others", "all"], Field(description="Which of the account's sessions end.")]
RefreshText = Annotated[str, Field(max_length=512, description="Without it, the cookie is used.")]


def _email(text: str) -> Address:
    try:
        return Address.parse(text)
    except ValueError as error:
        raise PydanticCustomError("invalid_email", "{reason}", {"reason": str(error)}) from None


def _display_name(text: str) -> str:
    name = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name.replace("\u200d", "")):
        raise PydanticCustomError("invalid_characters", "A name has no control characters and no line breaks.")
    return name


# Text on the wire; to read it takes longer than a statement of SQL, so it is read once.
_READ = GetPydanticSchema(lambda _source, _handler: no_info_after_validator_function(_email, str_schema(strict=True)))
Email = Annotated[Address, _READ, Field(json_schema_extra={"format": "idn-email", "maxLength": MAX_EMAIL})]
DisplayName = Annotated[str, Field(max_length=100, description="How the person is called."), AfterValidator(_display_name)]


def _chosen(password: str, local_part: str | None = None) -> str:
    refusal = refuse_password(password, local_part)
    if refusal:
        raise PydanticCustomError(refusal.code, "{reason}", {"reason": refusal.message})
    return password


NewPassword = Annotated[str, AfterValidator(_chosen), Field(json_schema_extra={"minLength": MIN_LENGTH, "maxLength": MAX_LENGTH})]
LinkToken = Annotated[str, Field(min_length=1, max_length=MAX_TEXT, description="What stands behind `#token=` in the link.")]
# A password that is checked, not chosen: its length is bounded, and what else it is does not matter.
TypedPassword = Annotated[str, Field(min_length=1, max_length=MAX_BYTES)]


class Registration(Body):
    """A new account."""

    email: Email
    password: str = Field(
        repr=False,
        json_schema_extra={"minLength": MIN_LENGTH, "maxLength": MAX_LENGTH},
        description="Any characters. Not one of the passwords that everybody tries first, and without the address's first part.",
    )
    display_name: DisplayName | None = Field(None, description="Without it, the part of the address before the @-sign.")
    locale: Locale = Field("en", description="Language of what is written to the person.")
    transport: Transport = "body"

    @field_validator("password")
    @classmethod
    def _acceptable(cls, password: str, info: ValidationInfo) -> str:
        # The address is not there when it was refused itself.
        email = info.data.get("email")
        return _chosen(password, email.local_part if email else None)


class Login(Body):
    """Address and password."""

    email: Email
    password: TypedPassword = Field(repr=False)
    transport: Transport = "body"


class Refresh(Body):
    """The refresh token, unless it comes in the cookie."""

    refresh_token: RefreshText | None = Field(None, repr=False)


class Logout(Body):
    """Which sessions end, and the refresh token, unless it comes in the cookie or an access token comes with the call."""

    scope: Scope = "this"
    refresh_token: RefreshText | None = Field(None, repr=False)


class Profile(Body):
    """What a person may change of their account; what is left out stays."""

    display_name: DisplayName | None = None
    locale: Locale | None = None


class PasswordChange(Body):
    """The password as it is, and as it shall be."""

    current_password: TypedPassword = Field(repr=False)
    new_password: NewPassword = Field(repr=False)


class ForgottenPassword(Body):
    """Whose password."""

    email: Email


class PasswordReset(Body):
    """A new password, with the token of the link that was mailed."""

    token: LinkToken = Field(repr=False)
    new_password: NewPassword = Field(repr=False)


class Verification(Body):
    """The token of the link that was mailed."""

    token: LinkToken = Field(repr=False)


class Deletion(Body):
    """The password, so that nobody deletes the account from a computer that was left unlocked."""

    password: TypedPassword = Field(repr=False)


class UserView(View):
    """An account, as its owner sees it."""

    id: UUID
    email: str
    display_name: str
    locale: str
    created_at: datetime

    @classmethod
    def of(cls, user: User) -> Self:
        """The view of a row."""
        return cls(id=user.id, email=user.email, display_name=user.display_name, locale=user.locale, created_at=user.created_at)


class SessionView(View):
    """A session: send its access token with each call, and exchange the refresh token for a new session before that expires."""

    user: UserView
    access_token: str = Field(repr=False)
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a kind of token, no password
    expires_in: int = Field(description="Life of the access token, s.")
    refresh_token: str | None = Field(
        None,
        repr=False,
        exclude_if=lambda value: value is None,
        description="Good for one use. Not there when it is in the cookie.",
    )


class PublicKey(View):
    """A JWK (RFC 7517) that verifies access tokens."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str
    use: Literal["sig"]
    alg: Literal["ES256"]
    kid: str


class KeySet(View):
    """A JWK Set, newest key first."""

    keys: list[PublicKey]
