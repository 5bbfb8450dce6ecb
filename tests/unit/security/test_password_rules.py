"""Which passwords a person may choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_functions.password_rules import refuse_password


def code(password: str, local_part: str | None = None) -> str | None:
    """The rule that refuses a password."""
    refusal = refuse_password(password, local_part)
    return refusal and refusal.code


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "elefante dorado",
        "una playa, dos gatos",
        "kT9$vQ2!xL7#",
        "zxmqwpvbtyrk",
        "пароль из слов",
        "一二三四五六七八九十百千",
        " spaces around ",
        "🎨🖼️📷🌊🏔️🌅 six pictures",
        "abcdef and a whale",
        "Tw4ngPeb8ble",
        "elefante2847",
        "a3f0e5s1b4c7",
        "gato perro gato",
    ],
)
def test_check_01_a_password_of_any_characters_is_accepted(password: str) -> None:
    """No rule asks for a digit or a sign."""
    assert code(password) is None


@pytest.mark.parametrize(("length", "expected"), [(11, "too_short"), (12, None), (64, None), (128, None), (129, "too_long")])
def test_check_01_a_password_has_12_to_128_characters(length: int, expected: str | None) -> None:
    """Characters, not bytes."""
    assert code(("ñandú y caimán " * 9)[:length]) == expected


@pytest.mark.parametrize("password", ["\ufdfa" * 1000, "é" * 600, "a" * 1_000_000, "\ud800" * 500])
def test_check_05_a_huge_password_is_refused_before_it_is_normalised(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which could make it 18 times as long."""
    monkeypatch.setattr("auth_functions.password_rules.unicodedata", None)

    assert code(password) == "too_long"


@pytest.mark.parametrize("password", ["eleven char\0", "\ud800 lone surrogate", "new\nline and more", "tab\tand some more"])
def test_check_04_control_characters_are_refused(password: str) -> None:
    """A keyboard has none."""
    assert code(password) == "invalid_characters"


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abababababab", "123412341234", "121212343434", "monkeymonkey", "trustno1trustno1"])
def test_check_01_a_password_that_repeats_itself_is_refused(password: str) -> None:
    """However long."""
    assert code(password) == "too_simple"


@pytest.mark.parametrize(
    "password",
    [
        *("123456789012", "abcdefghijkl", "zyxwvutsrqpo", "QWERTYUIOPas", "1qaz2wsx3edc", "0987654321098", "1q2w3e4r5t6y"),
        *("a1b2c3d4e5f6", "qazwsxedcrfv", "147258369147", "qweasdzxcasd"),
    ],
)
def test_check_01_a_password_along_the_keyboard_is_refused(password: str) -> None:
    """Forwards and backwards, also two ways that alternate."""
    assert code(password) == "too_simple"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "contraseña123",
        "passwordpassword",
        "iloveyou1234",
        "welcome12345!",
        "administrator",
        "ＰＡＳＳＷＯＲＤ１２３４",
        "P@ssw0rd1234",
        "Summer2024!!",
        "mariposa1234",
        "¿hola?123456",
        "2024alejandro",
        "tequieromucho",
        "qwerty123456",
        "qwertyuiop12",
        "123qweasdzxc",
    ],
)
def test_check_01_what_everybody_tries_first_is_refused(password: str) -> None:
    """Also with digits and signs around, in capitals or full-width letters, or with a letter in disguise."""
    assert code(password) == "too_common"


@pytest.mark.parametrize(
    ("password", "local_part"), [("my Lienzo account", None), ("ana.lopez sings well", "ana.lopez"), ("ANA.LOPEZ sings well", "Ana.Lopez")]
)
def test_check_11_a_password_about_the_account_is_refused(password: str, local_part: str | None) -> None:
    """The service's name, or the address's first part."""
    assert code(password, local_part) == "contains_context"


def test_a_short_local_part_may_stand_in_a_password() -> None:
    """It stands in too many words."""
    assert code("a banana in the sun", "ana") is None


@given(st.text(max_size=200))
def test_a_refusal_never_quotes_the_password(password: str) -> None:
    """It may stand in a log or on a screen."""
    refusal = refuse_password(f"secret-{password}", "someone")

    assert refusal is None or "secret-" not in refusal.message
