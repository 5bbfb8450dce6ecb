"""What can go wrong, as classes that carry facts.

    LienzoError                      never raised itself
    ├── InvalidInput                 what was sent breaks a rule; has a pointer to every fault
    │   ├── InvalidOneTimeToken      what a link in a mail carries, used or too old
    │   └── RecipeRefused            a valid recipe that cannot be run on this picture
    ├── MalformedRequest             the request cannot be read at all
    ├── Unauthorized                 no credential, or one that is not accepted
    │   ├── InvalidCredentials
    │   └── InvalidRefreshToken
    ├── Forbidden                    the caller is known, but may not do this
    │   ├── EmailNotVerified
    │   └── QuotaExceeded            the account has as much as it may have
    ├── NotFound                     there is none, or it is somebody else's
    │   └── ObjectNotFound           the store holds nothing at this path
    ├── Conflict                     the current state does not allow it
    │   ├── EmailTaken
    │   └── PreconditionFailed       a conditional write lost
    ├── TooLarge                     over a limit in bytes, pixels or frames
    │   └── ImageTooLarge
    ├── UnsupportedMedia             a content type or file format that is not accepted
    │   └── UnsupportedImage
    ├── CorruptImage                 an image format, but broken
    ├── RangeNotSatisfiable          a part of a file behind its end
    ├── DeadlineExceeded             the picture took too long to make
    ├── MailRefused                  nobody will take this mail
    ├── TooManyAttempts              tried too often; waiting helps
    └── Unavailable                  a part that we stand on does not answer; trying later may help
        ├── DatabaseUnavailable
        ├── MailUnavailable
        └── StoreUnavailable

`message` is for the person who made the call; `facts` are for the log and hold no secret. `shared.http.problems` says which
HTTP status each one becomes; nothing else knows about HTTP.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Fault:
    """One broken rule: where (an RFC 6901 pointer into what was sent), which rule, and in words."""

    pointer: str
    code: str
    message: str


class LienzoError(Exception):
    """The base of every error that a caller may be told about.

    Args:
        message: one sentence for the caller, with a full stop.
        facts: numbers and names for the log; never a secret, an address or a file's content.
    """

    code: ClassVar[str] = "error"
    default_message: ClassVar[str] = "The request failed."

    def __init__(self, message: str | None = None, **facts: object) -> None:
        self.message = message or self.default_message
        self.facts = facts
        super().__init__(self.message)


class InvalidInput(LienzoError):
    """What was sent breaks one or more rules: `faults` names every one of them."""

    code = "invalid_input"
    default_message = "Some of what was sent is not valid."

    def __init__(self, message: str | None = None, *, faults: Sequence[Fault] = (), **facts: object) -> None:
        self.faults = tuple(faults)
        super().__init__(message, **facts)


class InvalidOneTimeToken(InvalidInput):
    """What a link in a mail carries: it is none of ours, was used, has expired, or a newer one has taken its place."""

    code = "invalid_token"
    default_message = "This link was used already or is too old. Ask for a new one."

    def __init__(self, message: str | None = None, **facts: object) -> None:
        super().__init__(message, faults=(Fault("/token", self.code, message or self.default_message),), **facts)


class RecipeRefused(InvalidInput):
    """The recipe is well formed, but cannot be run on this picture."""

    code = "recipe_refused"
    default_message = "This recipe cannot be run on this picture."


class MalformedRequest(LienzoError):
    """The request cannot be read: not JSON, a broken form, a missing part."""

    code = "malformed_request"
    default_message = "The request cannot be read."


class Unauthorized(LienzoError):
    """No credential, or one that is not accepted."""

    code = "unauthorized"
    default_message = "Log in first: this call needs a valid access token."


class InvalidCredentials(Unauthorized):
    """The address and the password do not belong together."""

    code = "invalid_credentials"
    default_message = "The e-mail address or the password is not right."


class InvalidRefreshToken(Unauthorized):
    """The refresh token is unknown, used, expired or revoked."""

    code = "invalid_refresh_token"
    default_message = "This session has ended. Log in again."


class Forbidden(LienzoError):
    """The caller is known, but may not do this."""

    code = "forbidden"
    default_message = "You may not do this."


class EmailNotVerified(Forbidden):
    """The password is right, but nobody has proved yet that the address is theirs."""

    code = "email_not_verified"
    default_message = "Confirm your e-mail address first: a new link is on its way to you."


class QuotaExceeded(Forbidden):
    """The account has as much as it may have; deleting something for good helps."""

    code = "quota_exceeded"
    default_message = "Your gallery is full. Delete something for good, or empty the bin."


class NotFound(LienzoError):
    """There is none, or it belongs to somebody else: a caller cannot tell which."""

    code = "not_found"
    default_message = "There is no such thing here."


class ObjectNotFound(NotFound):
    """The store holds nothing at this path."""

    default_message = "The file is not in the store."


class Conflict(LienzoError):
    """The current state does not allow it."""

    code = "conflict"
    default_message = "The current state does not allow this."


class EmailTaken(Conflict):
    """An account with this address exists."""

    code = "email_taken"
    default_message = "An account with this e-mail address exists already."


class PreconditionFailed(Conflict):
    """A conditional write found another state than the one it asked for."""

    code = "precondition_failed"
    default_message = "It was changed in the meantime."


class TooLarge(LienzoError):
    """Over a limit in bytes."""

    code = "too_large"
    default_message = "The request is too large."


class ImageTooLarge(TooLarge):
    """A picture over a limit in bytes, pixels or frames, read or asked for."""

    code = "image_too_large"
    default_message = "The picture is too large."


class UnsupportedMedia(LienzoError):
    """The content type of the request is not one that this call takes."""

    code = "unsupported_media_type"
    default_message = "This call does not take that content type."


class UnsupportedImage(UnsupportedMedia):
    """The bytes are not a picture in a format that is read here."""

    code = "unsupported_image"
    default_message = "This is not a picture in a format that can be read here."


class CorruptImage(LienzoError):
    """A picture's format is known, but its bytes are broken or cut short."""

    code = "corrupt_image"
    default_message = "The picture is damaged or incomplete."


class RangeNotSatisfiable(LienzoError):
    """The part of a file that was asked for begins behind its end.

    Args:
        length: of the whole file, bytes.
    """

    code = "range_not_satisfiable"
    default_message = "The file is shorter than that."

    def __init__(self, message: str | None = None, *, length: int, **facts: object) -> None:
        self.length = length
        super().__init__(message, length=length, **facts)


class DeadlineExceeded(LienzoError):
    """The picture took longer to make than the deadline allows."""

    code = "deadline_exceeded"
    default_message = "This picture takes too long to make."


class MailRefused(LienzoError):
    """A mail that no server will take: its address does not exist, or cannot be written for it."""

    code = "mail_refused"
    default_message = "No mail can be sent to this address."


class TooManyAttempts(LienzoError):
    """Tried too often in a short time.

    Args:
        retry_after: seconds after which another try is counted anew.
    """

    code = "too_many_attempts"
    default_message = "Too many attempts. Wait a while and try again."

    def __init__(self, message: str | None = None, *, retry_after: int, **facts: object) -> None:
        self.retry_after = retry_after
        super().__init__(message, **facts)


class Unavailable(LienzoError):
    """A part that this service stands on does not answer.

    Args:
        retry_after: seconds after which another try may work.
    """

    code = "unavailable"
    default_message = "The service cannot answer just now. Try again in a moment."

    def __init__(self, message: str | None = None, *, retry_after: int = 5, **facts: object) -> None:
        self.retry_after = retry_after
        super().__init__(message, **facts)


class DatabaseUnavailable(Unavailable):
    """The database does not answer."""

    code = "database_unavailable"


class MailUnavailable(Unavailable):
    """Nobody takes our mail just now."""

    code = "mail_unavailable"


class StoreUnavailable(Unavailable):
    """The object store does not answer."""

    code = "store_unavailable"
