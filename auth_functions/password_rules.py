"""Which passwords a person may choose: long enough, and not one that everybody tries first. No rule asks for digits or symbols."""

import unicodedata
from itertools import pairwise
from typing import NamedTuple

MIN_LENGTH = 12
MAX_LENGTH = 128
# Checked before anything is computed: normalising can make a text 18 times as long.
MAX_BYTES = 1024

PRODUCT = "lienzo"
# A shorter one, "ana" or "jo", stands in too many words.
MIN_CONTEXT = 4
MIN_DISTINCT = 5
MOST_IN_SEQUENCE = 0.75

_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm", "qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv")
_NEXT = frozenset(pair for row in _ROWS for line in (row, row[::-1]) for pair in pairwise(line))

# What the lists of leaked passwords are full of, in words that people lengthen with digits and signs until they are accepted.
_WORDS = (
    "abcdefg admin administrador administrator adminadmin america barcelona baseball basketball changeme computer contrasena contraseña"
    " correct default dragon estrella football iloveyou internet jessica jordan letmein liverpool login madrid manchester master michael"
    " monkey mustang myspace nothing passw0rd passwort password passwordpassword pokemon princess princesa q1w2e3r4t5y6 qazwsxedc qwerty"
    " qwertyqwerty realmadrid secret secreto shadow starwars sunshine superman teamo tequiero test testtest trustno1 unbelievable usuario"
    " welcome whatever bienvenido hola mimamamemima tekiero temporal micontraseña micontrasena tucontraseña mypassword yourpassword"
    " thisismypassword"
)
_STEMS = frozenset(_WORDS.split())


class Refusal(NamedTuple):
    """Why a password is not accepted."""

    code: str
    message: str


def refuse_password(password: str, local_part: str | None = None) -> Refusal | None:
    """Why a person may not choose this password; None when they may.

    Args:
        password: as it was typed.
        local_part: of the person's e-mail address, when it is known.
    """
    if len(password) > MAX_BYTES or len(password.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return Refusal("too_long", f"A password has {MAX_LENGTH} characters at most.")
    text = unicodedata.normalize("NFKC", password)
    if len(text) < MIN_LENGTH:
        return Refusal("too_short", f"A password has {MIN_LENGTH} characters at least.")
    if len(text) > MAX_LENGTH:
        return Refusal("too_long", f"A password has {MAX_LENGTH} characters at most.")
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in text):
        return Refusal("invalid_characters", "A password has no control characters.")
    return _refuse_guessable(text.casefold(), (local_part or "").casefold())


def _refuse_guessable(text: str, local_part: str) -> Refusal | None:
    if PRODUCT in text or (len(local_part) >= MIN_CONTEXT and local_part in text):
        return Refusal("contains_context", "The password must not contain your e-mail address or the name of this service.")
    if text in _STEMS or text.strip("0123456789!?.,;:*+-_@#$%&/ ") in _STEMS:
        return Refusal("too_common", "Everybody tries this password first. Choose several words that do not belong together.")
    in_sequence = sum(pair in _NEXT or pair[0] == pair[1] for pair in pairwise(text)) / (len(text) - 1)
    if len(set(text)) < MIN_DISTINCT or in_sequence > MOST_IN_SEQUENCE:
        return Refusal("too_simple", "This password repeats itself or follows the keyboard. Choose several words instead.")
    return None
