"""Verifying an address, forgetting and resetting a password, and what is mailed."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from shared.resources import Resources
from tests.fixtures.accounts import FORGOT, LOGIN, ME, OTHER, REGISTER, RESET, VERIFY, at_once, later
from tests.fixtures.api import PASSWORD, Answer, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS


def mails(client: Client) -> list[EmailMessage]:
    """What was sent, oldest first."""
    files = sorted((client.resources.settings.home / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def text(mail: EmailMessage) -> str:
    """What a person reads."""
    content: str = mail.get_content()
    return content


def link_token(mail: EmailMessage) -> str:
    """The token of the link."""
    found = re.search(r"#token=([\w-]{43})\s", text(mail))
    assert found
    return found[1]


@pytest.fixture
def api(resources: Resources) -> Client:
    """A client of a service that sends its mail before it answers."""
    return Client(replace(resources, background=at_once))


@pytest.fixture
def verifying(api: Client) -> Client:
    """A client of a service that verifies addresses."""
    settings = api.resources.settings.model_copy(update={"email_verification": "on"})
    return replace(api, resources=replace(api.resources, settings=settings))


def shape(answer: Answer) -> tuple[Any, ...]:
    """All that an answer tells."""
    return (answer.status, answer.data, sorted(answer.headers))


def test_a_registration_is_answered_by_mail(verifying: Client, account: dict[str, str]) -> None:
    """No session is opened before the address is proved; the link proves it, and does not log in."""
    answer = verifying.post(REGISTER, account)

    assert (answer.status, answer.data) == (202, b"")
    (mail,) = mails(verifying)
    assert mail["To"] == account["email"]
    assert (verifying.post(LOGIN, account).status, verifying.post(LOGIN, account).code) == (403, "email_not_verified")
    verified = verifying.post(VERIFY, {"token": link_token(mail)})
    assert (verified.status, verified.data) == (204, b"")
    assert "set-cookie" not in verified.headers
    assert verifying.post(LOGIN, account).status == 200


def test_a_link_verifies_once(verifying: Client, account: dict[str, str]) -> None:
    """And not after a day."""
    verifying.post(REGISTER, account)
    token = link_token(mails(verifying)[0])

    assert later(verifying, hours=25).post(VERIFY, {"token": token}).code == "invalid_token"
    assert verifying.post(VERIFY, {"token": token}).status == 204
    again = verifying.post(VERIFY, {"token": token})
    assert (again.status, again.code, again.pointers) == (422, "invalid_token", ["/token"])


def test_check_07_a_registration_does_not_tell_whether_there_is_an_account(verifying: Client, account: dict[str, str]) -> None:
    """Same status, body and headers; the owner is told by mail, with no link that changes anything."""
    first = verifying.post(REGISTER, account)
    verifying.post(VERIFY, {"token": link_token(mails(verifying)[0])})

    second = later(verifying, minutes=2).post(REGISTER, {**account, "password": OTHER})

    assert shape(first) == shape(second)
    assert "You have an account already" in mails(verifying)[1]["Subject"]
    assert "#token=" not in text(mails(verifying)[1])
    assert verifying.post(LOGIN, account).status == 200
    assert verifying.post(LOGIN, {**account, "password": OTHER}).status == 401


def test_check_07_nothing_about_an_account_is_done_before_the_answer(verifying: Client, account: dict[str, str]) -> None:
    """So that its time does not tell either: a new address and a known one both cost one hash, and leave the letter for later."""
    hashes: list[str] = []
    errands: list[str] = []

    class Counting:
        """Passwords that count."""

        def hash(self, password: str) -> str:
            """Count, and hash."""
            hashes.append(password)
            return verifying.resources.passwords.hash(password)

    counting: Any = Counting()
    client = replace(
        verifying, resources=replace(verifying.resources, passwords=counting, background=lambda name, _work: errands.append(name))
    )
    for _ in range(2):
        assert client.post(REGISTER, account).status == 202

    assert (len(hashes), errands) == (2, ["mail_registration"] * 2)
    assert mails(verifying) == []


def test_check_08_many_registrations_at_once_make_one_account_and_one_mail(verifying: Client, account: dict[str, str]) -> None:
    """50 of them; nobody gets an error."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: verifying.post(REGISTER, account), range(50)))

    assert {answer.status for answer in answers} == {202}
    with verifying.resources.database.transaction() as tx:
        assert len(tx.users.all(10)) == 1
    assert len(mails(verifying)) == 1


def test_until_an_address_is_proved_the_last_registration_counts(verifying: Client, account: dict[str, str]) -> None:
    """Who registered another person's address first gets nothing: not with the old link, and not with the old password."""
    verifying.post(REGISTER, {**account, "password": OTHER})
    later(verifying, minutes=2).post(REGISTER, account)
    old, new = map(link_token, mails(verifying))

    assert verifying.post(VERIFY, {"token": old}).status == 422
    assert verifying.post(VERIFY, {"token": new}).status == 204
    assert verifying.post(LOGIN, {**account, "password": OTHER}).status == 401
    assert verifying.post(LOGIN, account).status == 200


def test_a_login_before_the_proof_sends_the_link_again(verifying: Client, account: dict[str, str]) -> None:
    """Only with the right password, and no more than one a minute."""
    verifying.post(REGISTER, account)
    soon = later(verifying, minutes=2)
    wrong = soon.post(LOGIN, {**account, "password": OTHER})
    for _ in range(3):
        soon.post(LOGIN, account)

    assert wrong.code == "invalid_credentials"
    assert len(mails(verifying)) == 2
    assert verifying.post(VERIFY, {"token": link_token(mails(verifying)[1])}).status == 204


def test_check_39_a_forgotten_password_is_chosen_anew(api: Client, account: dict[str, str]) -> None:
    """With a link, once; it logs nobody in, ends every session, and the person is told."""
    session = api.post(REGISTER, account).json

    asked = api.post(FORGOT, {"email": account["email"]})
    assert (asked.status, asked.data) == (202, b"")
    token = link_token(mails(api)[0])
    done = api.post(RESET, {"token": token, "newPassword": OTHER})

    assert (done.status, done.data, "set-cookie" in done.headers) == (204, b"", False)
    assert api.post(LOGIN, account).status == 401
    assert api.post(LOGIN, {**account, "password": OTHER}).status == 200
    assert replace(api, token=session["accessToken"]).get(ME).status == 401
    assert api.post("/api/auth/refresh", {"refreshToken": session["refreshToken"]}).status == 401
    assert api.post(RESET, {"token": token, "newPassword": OTHER}).code == "invalid_token"
    assert "was changed" in mails(api)[1]["Subject"]


def test_check_15_a_reset_clears_the_lock(api: Client, account: dict[str, str]) -> None:
    """Who has been locked out by a stranger need not wait."""
    api.post(REGISTER, account)
    for _ in range(6):
        locked = api.post(LOGIN, {**account, "password": "somebody is guessing"})
    assert locked.code == "too_many_attempts"

    api.post(FORGOT, {"email": account["email"]})
    api.post(RESET, {"token": link_token(mails(api)[0]), "newPassword": OTHER})

    assert api.post(LOGIN, {**account, "password": OTHER}).status == 200


def test_check_39_an_unknown_address_gets_the_same_answer(api: Client, account: dict[str, str]) -> None:
    """And no mail."""
    api.post(REGISTER, account)

    known, unknown = api.post(FORGOT, {"email": account["email"]}), api.post(FORGOT, {"email": "nobody@example.com"})

    assert shape(known) == shape(unknown)
    assert [mail["To"] for mail in mails(api)] == [account["email"]]


def test_check_39_asking_for_a_link_does_the_same_for_everybody(api: Client, account: dict[str, str]) -> None:
    """Whether there is an account is not even looked up before the answer, so its time cannot tell."""
    api.post(REGISTER, account)
    errands: list[str] = []
    waiting = replace(api, resources=replace(api.resources, background=lambda name, _work: errands.append(name)))

    waiting.post(FORGOT, {"email": account["email"]})
    waiting.post(FORGOT, {"email": "nobody@example.com"})

    assert (errands, mails(api)) == (["mail_reset"] * 2, [])


@pytest.mark.parametrize("minutes", [31, 600])
def test_check_39_a_link_is_too_old_after_half_an_hour(api: Client, account: dict[str, str], minutes: int) -> None:
    """And the password stays as it is."""
    api.post(REGISTER, account)
    api.post(FORGOT, {"email": account["email"]})

    answer = later(api, minutes=minutes).post(RESET, {"token": link_token(mails(api)[0]), "newPassword": OTHER})

    assert answer.code == "invalid_token"
    assert api.post(LOGIN, account).status == 200


def test_check_39_a_newer_link_voids_the_one_before(api: Client, account: dict[str, str]) -> None:
    """The last one counts."""
    api.post(REGISTER, account)
    api.post(FORGOT, {"email": account["email"]})
    later(api, minutes=2).post(FORGOT, {"email": account["email"]})
    old, new = map(link_token, mails(api))

    assert api.post(RESET, {"token": old, "newPassword": OTHER}).code == "invalid_token"
    assert api.post(RESET, {"token": new, "newPassword": OTHER}).status == 204


def test_check_39_a_changed_password_voids_the_link(api: Client, account: dict[str, str]) -> None:
    """Whoever asked for it."""
    session = api.post(REGISTER, account).json
    api.post(FORGOT, {"email": account["email"]})
    replace(api, token=session["accessToken"]).post("/api/auth/password", {"currentPassword": PASSWORD, "newPassword": OTHER})

    assert api.post(RESET, {"token": link_token(mails(api)[0]), "newPassword": PASSWORD}).code == "invalid_token"


def test_check_39_of_many_that_use_a_link_at_once_one_succeeds(api: Client, account: dict[str, str]) -> None:
    """20 of them."""
    api.post(REGISTER, account)
    api.post(FORGOT, {"email": account["email"]})
    token = link_token(mails(api)[0])

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: api.post(RESET, {"token": token, "newPassword": f"{OTHER} {number}"}), range(20)))

    assert sorted(answer.status for answer in answers) == [204] + [422] * 19


def test_check_39_the_link_leads_where_the_settings_say(api: Client, account: dict[str, str]) -> None:
    """Whatever the request says of the host; and the token is behind the #, which a scanner that follows links sends to no server."""
    api.post(REGISTER, account)

    api.call("POST", FORGOT, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}, body={"email": account["email"]})

    assert "http://localhost:7071/reset-password#token=" in text(mails(api)[0])
    assert "evil" not in mails(api)[0].as_string()


def test_check_39_the_database_cannot_give_a_link_away(api: Client, account: dict[str, str]) -> None:
    """It has a hash."""
    api.post(REGISTER, account)
    api.post(FORGOT, {"email": account["email"]})
    token = link_token(mails(api)[0])

    with api.resources.database.transaction() as tx:
        dump = repr(tx.connection.exec_driver_sql("SELECT * FROM one_time_tokens").all())

    assert "reset" in dump
    assert token not in dump


def test_check_24_a_link_of_one_kind_is_none_of_another(verifying: Client, account: dict[str, str]) -> None:
    """A link that verifies chooses no password, and neither is an access token."""
    verifying.post(REGISTER, account)
    token = link_token(mails(verifying)[0])

    assert verifying.post(RESET, {"token": token, "newPassword": OTHER}).code == "invalid_token"
    assert replace(verifying, token=token).get(ME).status == 401
    assert verifying.post(VERIFY, {"token": token}).status == 204


def test_a_reset_proves_the_address(verifying: Client, account: dict[str, str]) -> None:
    """The mail was read."""
    verifying.post(REGISTER, account)
    verifying.post(FORGOT, {"email": account["email"]})

    verifying.post(RESET, {"token": link_token(mails(verifying)[1]), "newPassword": OTHER})

    assert verifying.post(LOGIN, {**account, "password": OTHER}).status == 200


@pytest.mark.parametrize("password", ["short", "ana.lopez is my name", "aaaaaaaaaaaaaaa"])
def test_a_reset_wants_a_good_password(api: Client, password: str) -> None:
    """Also one without the person's own address; the link can be used again."""
    account = {"email": "ana.lopez@example.com", "password": PASSWORD}
    api.post(REGISTER, account)
    api.post(FORGOT, {"email": account["email"]})
    token = link_token(mails(api)[0])

    refused = api.post(RESET, {"token": token, "newPassword": password})

    assert (refused.status, refused.pointers) == (422, ["/newPassword"])
    assert api.post(RESET, {"token": token, "newPassword": OTHER}).status == 204


def test_mail_goes_to_the_stored_address(api: Client) -> None:
    """Not to what somebody typed that merely means the same."""
    api.post(REGISTER, {"email": "Ana@bücher.example", "password": PASSWORD})

    api.post(FORGOT, {"email": "ANA@XN--BCHER-KVA.example"})

    assert [mail["To"] for mail in mails(api)] == ["Ana@xn--bcher-kva.example"]


@pytest.mark.parametrize(("locale", "subject"), [("es", "Elige una contraseña nueva"), ("en", "Choose a new password")])
def test_mail_is_in_the_persons_language(api: Client, account: dict[str, str], locale: str, subject: str) -> None:
    """With the name, without what in it could be a link."""
    api.post(REGISTER, {**account, "locale": locale, "displayName": "Ana {url} http://evil.example"})
    api.post(FORGOT, {"email": account["email"]})
    (mail,) = mails(api)

    assert (mail["Subject"], mail["Content-Language"]) == (subject, locale)
    assert "Ana {url} httpevil example" in text(mail)


def test_no_mailbox_is_filled_by_strangers(api: Client, account: dict[str, str]) -> None:
    """One link a minute."""
    api.post(REGISTER, account)
    for _ in range(4):
        assert api.post(FORGOT, {"email": account["email"]}).status == 202

    assert len(mails(api)) == 1
