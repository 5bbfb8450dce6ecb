"""Which passwords a person may choose: long enough, and not one that everybody tries first. No rule asks for digits or symbols."""

import re
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

# Ways over a keyboard and a telephone's keys, each also backwards.
_LETTERS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjklñ", "zxcvbnm", "qwertzuiop", "azertyuiop", "qazwsxedcrfvtgbyhn")
_DIGITS = ("01234567890", "147258369", "741852963", "159753456852")
_ROWS = (*_LETTERS, *_DIGITS, "1qaz2wsx3edc4rfv", "123qweasdzxc")
_NEXT = frozenset(pair for row in _ROWS for line in (row, row[::-1]) for pair in pairwise(line))

# What the lists of leaked passwords are full of, in words that people lengthen with digits and signs until they are accepted.
_WORDS = (
    "abcdefg admin administrador administrator adminadmin america barcelona baseball basketball changeme computer contrasena contraseña"
    " correct default dragon estrella football iloveyou internet jessica jordan letmein liverpool login madrid manchester master michael"
    " monkey mustang myspace nothing passw0rd passwort password passwordpassword pokemon princess princesa q1w2e3r4t5y6 qazwsxedc qwerty"
    " qwertyqwerty realmadrid secret secreto shadow starwars sunshine superman teamo tequiero test testtest trustno1 unbelievable usuario"
    " welcome whatever bienvenido hola mimamamemima tekiero temporal tequieromucho micontraseña micontrasena tucontraseña mypassword"
    " yourpassword thisismypassword"
)
_STEMS = frozenset(_WORDS.split())
_PADDING = "0123456789!¡?¿.,;:*+-_@#$%&/ "
# How letters are disguised: p@ssw0rd. One or two of them still make a word.
_DISGUISES = str.maketrans("@0$13457", "aosieast")
MOST_DISGUISED = 2
MOST_LOOSE_DIGITS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")


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
    if _is_padded_word(text):
        return Refusal("too_common", "Everybody tries this password first. Choose several words that do not belong together.")
    if len(set(text)) < MIN_DISTINCT or _repeats(text) or _follows_keyboard(text):
        return Refusal("too_simple", "This password repeats itself or follows the keyboard. Choose several words instead.")
    return None


def _is_padded_word(text: str) -> bool:
    """True for one word that is only long enough with what people put around it: Summer2024!!, p@ssword1234."""
    core = text.strip(_PADDING)
    word = core.translate(_DISGUISES)
    if sum(a != b for a, b in zip(core, word, strict=True)) > MOST_DISGUISED:
        return False
    around = "".join(c for c in text.replace(core, " ", 1) if c.isdigit() or c == " ").split()
    return text in _STEMS or word in _STEMS or (word.isalpha() and len(word) < MIN_LENGTH and all(map(_is_predictable, around)))


def _is_predictable(digits: str) -> bool:
    """True for what a person appends to a word: a digit or two, a year, a row of digits."""
    return len(digits) <= MOST_LOOSE_DIGITS or bool(_YEAR.fullmatch(digits)) or _in_sequence(digits) > MOST_IN_SEQUENCE


def _repeats(text: str) -> bool:
    """True for a short text that is written again and again."""
    return (text + text).find(text, 1) < min(MIN_LENGTH, len(text))


def _follows_keyboard(text: str) -> bool:
    """True for a way over the keys, or two of them that alternate: 1q2w3e4r5t6y."""
    return _in_sequence(text) > MOST_IN_SEQUENCE or min(_in_sequence(text[::2]), _in_sequence(text[1::2])) > MOST_IN_SEQUENCE


def _in_sequence(text: str) -> float:
    """The part of a text's steps that lead to the next key or stay on the same one, 0 to 1."""
    steps = list(pairwise(text))
    return sum(step in _NEXT or step[0] == step[1] for step in steps) / len(steps)
