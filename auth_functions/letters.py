"""What is written to people about their accounts, in their language."""

from datetime import datetime
from typing import Literal

from shared.database import User
from shared.mail import Message

Kind = Literal["verify", "taken", "reset", "password_changed", "refresh_reused"]

_GREETING = {"en": "Hello {name},", "es": "Hola, {name}:"}
_SIGNATURE = "Lienzo\n{url}"

_SUBJECTS: dict[str, dict[Kind, str]] = {
    "en": {
        "verify": "Confirm your e-mail address",
        "taken": "You have an account already",
        "reset": "Choose a new password",
        "password_changed": "Your password was changed",
        "refresh_reused": "We have ended one of your sessions",
    },
    "es": {
        "verify": "Confirma tu dirección de correo",
        "taken": "Ya tienes una cuenta",
        "reset": "Elige una contraseña nueva",
        "password_changed": "Tu contraseña ha cambiado",
        "refresh_reused": "Hemos cerrado una de tus sesiones",
    },
}

_TEXTS: dict[str, dict[Kind, str]] = {
    "en": {
        "verify": "Somebody, probably you, has registered with this address. Open this page within 24 hours to confirm that it is "
        "yours:\n\n"
        "{url}/verify-email#token={token}\n\n"
        "If it was not you, do nothing: without this, nobody can use the account.",
        "taken": "Somebody, probably you, has tried to register with this address. You have an account already: log in, or choose a new "
        "password if you do not remember the old one:\n\n{url}/forgot-password\n\nIf it was not you, do nothing.",
        "reset": "Somebody, probably you, has asked for a new password. Open this page within 30 minutes to choose one:\n\n"
        "{url}/reset-password#token={token}\n\nIf it was not you, do nothing: your password stays as it is.",
        "password_changed": "Your password was changed on {at}, and your other sessions were ended.\n\n"
        "If it was not you, choose a new one at once:\n\n{url}/forgot-password",
        "refresh_reused": "On {at} somebody used an old token of one of your sessions, as a thief would who had copied it. To be on the "
        "safe side, we have ended that session; your others go on. Log in again, and if this happens more often, choose a new password:\n\n"
        "{url}/forgot-password",
    },
    "es": {
        "verify": "Alguien, seguramente tú, se ha registrado con esta dirección. Abre esta página en las próximas 24 horas para confirmar "
        "que es tuya:\n\n{url}/verify-email#token={token}\n\n"
        "Si no has sido tú, no hagas nada: sin esto nadie puede usar la cuenta.",
        "taken": "Alguien, seguramente tú, ha intentado registrarse con esta dirección. Ya tienes una cuenta: entra, o elige una "
        "contraseña nueva si no recuerdas la que tenías:\n\n{url}/forgot-password\n\nSi no has sido tú, no hagas nada.",
        "reset": "Alguien, seguramente tú, ha pedido una contraseña nueva. Abre esta página en los próximos 30 minutos para elegirla:\n\n"
        "{url}/reset-password#token={token}\n\nSi no has sido tú, no hagas nada: tu contraseña sigue igual.",
        "password_changed": "Tu contraseña cambió el {at}, y tus demás sesiones se cerraron.\n\n"
        "Si no has sido tú, elige otra cuanto antes:\n\n{url}/forgot-password",
        "refresh_reused": "El {at} alguien usó un token antiguo de una de tus sesiones, como haría un ladrón que lo hubiera copiado. Por "
        "si acaso hemos cerrado esa sesión; las demás siguen abiertas. Vuelve a entrar y, si se repite, elige una contraseña nueva:\n\n"
        "{url}/forgot-password",
    },
}


def letter(kind: Kind, user: User, *, url: str, at: datetime, token: str = "") -> Message:
    """Write to a person.

    Args:
        kind: about what.
        user: to whom, at the stored address.
        url: where people reach the service, from the settings: a request cannot change where a link leads.
        at: when it happened, aware.
        token: that the link carries, behind the `#`, which browsers send to no server and mail scanners do not follow.
    """
    language = user.locale if user.locale in _TEXTS else "en"
    facts = {"url": url, "token": token, "at": f"{at:%Y-%m-%d %H:%M} UTC"}
    # The name comes last and is not formatted: there may be braces in it. Only its first line, and no link in it, for it is a stranger's.
    greeting = _GREETING[language].replace("{name}", _harmless(user.display_name))
    paragraphs = (greeting, _TEXTS[language][kind].format(**facts), _SIGNATURE.format(**facts))
    return Message(to=_to(user), subject=_SUBJECTS[language][kind], text="\n\n".join(paragraphs) + "\n", language=language)


def _to(user: User) -> str:
    """The local part as the person wrote it, the domain in ASCII."""
    return f"{user.email.rpartition('@')[0]}@{user.email_canonical.rpartition('@')[2]}"


def _harmless(name: str) -> str:
    """A name that mail programs turn into no link: whoever registers another one's address chooses what is written there."""
    return "".join(c for c in name if c not in ":/\\@<>[]()").replace(".", " ").replace("www", "").strip()[:60]
