"""The journal of security events, and the operators' command."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auth_functions.__main__ import main
from auth_functions.operation import Operation
from shared.config import Settings
from shared.database import Event
from shared.errors import NotFound
from shared.resources import Resources
from tests.fixtures.accounts import LOGIN, LOGOUT, OTHER, REFRESH, REGISTER, at_once, later
from tests.fixtures.api import PASSWORD, Client


@pytest.fixture
def api(resources: Resources) -> Client:
    """A client of a service that sends its mail before it answers, behind a proxy."""
    settings = resources.settings.model_copy(update={"trusted_proxies": 1})
    return Client(replace(resources, background=at_once, settings=settings))


def events(client: Client, **wanted: str) -> list[Event]:
    """The journal, oldest first."""
    return list(reversed(Operation(client.resources).events(days=1, limit=100, **wanted)))


def test_check_40_every_event_is_written_down(api: Client, account: dict[str, str]) -> None:
    """With time, outcome, reason, account, request and where from."""
    headers = {"X-Forwarded-For": "192.0.2.1", "User-Agent": "curl/8"}
    session = api.call("POST", REGISTER, headers=headers, body=account).json
    ana = replace(api, token=session["accessToken"])
    api.post(LOGIN, account)
    api.post(LOGIN, {**account, "password": OTHER})
    api.post(LOGIN, {"email": "nobody@example.com", "password": OTHER})
    ana.post("/api/auth/password", {"currentPassword": OTHER, "newPassword": OTHER})
    ana.post("/api/auth/password", {"currentPassword": PASSWORD, "newPassword": OTHER})
    api.post("/api/auth/password/forgot", {"email": account["email"]})
    ana.post(LOGOUT, {"scope": "all"})

    found = events(api)

    assert [(event.name, event.reason) for event in found] == [
        ("registered", None),
        ("logged_in", None),
        ("login_failed", "wrong password"),
        ("login_failed", "no such account"),
        ("password_refused", None),
        ("password_changed", None),
        ("reset_requested", None),
        ("logged_out", "all"),
    ]
    assert {str(event.user_id) for event in found if event.user_id} == {session["user"]["id"]}
    assert (found[0].client, found[0].address_hash is None, found[1].address_hash) == ("curl/8", False, None)
    assert all(event.request_id and abs(datetime.now(UTC) - event.at) < timedelta(minutes=1) for event in found)


def test_check_40_a_refused_flood_is_one_event(api: Client, account: dict[str, str]) -> None:
    """The journal is not filled by it."""
    for _ in range(20):
        api.post(LOGIN, {**account, "password": OTHER})

    assert [event.name for event in events(api)] == ["login_failed"] * 5 + ["throttled"]


def test_check_40_the_journal_has_no_secret_and_no_address(api: Client, account: dict[str, str]) -> None:
    """Only pseudonyms, by which what one address did can be found."""
    session = api.call("POST", REGISTER, headers={"X-Forwarded-For": "192.0.2.77"}, body=account).json
    api.post("/api/auth/password/forgot", {"email": account["email"]})

    with api.resources.database.transaction() as tx:
        dump = repr(tx.connection.exec_driver_sql("SELECT * FROM events").all())

    for secret in (account["email"], "192.0.2.77", PASSWORD, session["accessToken"], session["refreshToken"]):
        assert secret not in dump
    assert [event.name for event in events(api, email=account["email"].upper())] == ["registered", "reset_requested"]


def test_check_40_nothing_secret_is_logged(api: Client, account: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    """No password, no token of any kind, no address."""
    caplog.set_level("DEBUG")
    session = api.call("POST", REGISTER, headers={"X-Forwarded-For": "192.0.2.77"}, body=account).json
    api.post("/api/auth/password/forgot", {"email": account["email"]})
    (mail,) = (api.resources.settings.home / "mail").glob("*.eml")
    token = mail.read_text().partition("#token=")[2].split()[0]
    api.post("/api/auth/password/reset", {"token": token, "newPassword": OTHER})
    for _ in range(7):
        api.post(LOGIN, {**account, "password": "my canary password"})
    stolen = api.post(REGISTER, {**account, "email": f"second.{account['email']}"}).json
    following = api.post(REFRESH, {"refreshToken": stolen["refreshToken"]}).json
    later(api, seconds=11).post(REFRESH, {"refreshToken": stolen["refreshToken"]})
    api.post(REGISTER, {"email": "no address", "password": "hush hush"})

    secrets = [*account.values(), OTHER, "my canary password", "hush hush", token, "192.0.2.77"]
    secrets += [made[name] for made in (session, stolen, following) for name in ("accessToken", "refreshToken")]
    assert "too_many_attempts" in caplog.text
    assert '"reused": true' in caplog.text
    assert [secret for secret in secrets if secret in caplog.text] == []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of an operator."""
    for name in ("WEBSITE_INSTANCE_ID", "WEBSITE_HOSTNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIENZO_HOME", str(tmp_path))
    monkeypatch.setenv("AzureWebJobsStorage", "UseDevelopmentStorage=true")
    return tmp_path


def test_the_command_lists_and_disables_accounts(
    home: Path, resources: Resources, account: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """And shows what happened, as text or as JSON."""
    local = Resources.from_settings(Settings(home=home))
    Client(replace(resources, database=local.database, tokens=local.tokens)).post(REGISTER, account)
    local.database.close()

    assert main(["users", "disable", account["email"]]) == 0
    assert main(["users", "list"]) == 0
    assert main(["audit", "--json", "--email", account["email"]]) == 0
    assert main(["audit"]) == 0
    out = capsys.readouterr().out.splitlines()

    assert "its sessions have ended" in out[0]
    assert out[1].split()[2:] == ["disabled", account["email"]]
    assert [json.loads(line)["event"] for line in out[2:4]] == ["account_disabled", "registered"]
    assert "account_disabled" in out[4]


@pytest.mark.usefixtures("home")
def test_the_command_says_what_it_cannot_do(capsys: pytest.CaptureFixture[str]) -> None:
    """With an exit status."""
    assert main(["users", "enable", "nobody@example.com"]) == 1
    assert capsys.readouterr().err == "There is no account with this e-mail address.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: {keys,users,audit}"),
        (["users"], "required: {list,disable,enable}"),
        (["users", "disable"], "required: email"),
        (["users", "disable", "no address"], "an @-sign"),
        (["audit", "--email", "no address"], "an @-sign"),
        (["audit", "--days", "-1"], "a number from 1 to 90"),
        (["audit", "--days", "91"], "a number from 1 to 90"),
        (["audit", "--limit", "many"], "a number from 1 to"),
        (["audit", "--event", "nonsense"], "'login_failed'"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_command_that_is_not_understood_is_status_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And says what was expected."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LIENZO_DATABASE_POOL_SIZE", "sekret", "LIENZO_DATABASE_POOL_SIZE: "),
        ("LIENZO_DATABASE_URL", "mysql+pymysql://app:sekret@127.0.0.1:1/name", "  cause: 2003"),
        ("LIENZO_DATABASE_URL", "sekret", "LIENZO_DATABASE_URL is not a URL."),
    ],
)
@pytest.mark.usefixtures("home")
def test_the_command_tells_which_setting_is_wrong(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """But not what stands there, which may be a secret."""
    monkeypatch.setenv(name, value)

    assert main(["users", "list"]) == 1

    shown = capsys.readouterr().err
    assert said in shown
    assert "sekret" not in shown


def test_the_command_makes_and_rotates_keys(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only keys go to the standard output; the file is written and nobody else can read it."""
    assert main(["keys", "new"]) == 0
    assert set(json.loads(capsys.readouterr().out)["keys"][0]) >= {"kty", "d", "kid"}

    assert main(["keys", "rotate"]) == 0
    shown = capsys.readouterr()
    file = home / "keys" / "signing.json"

    assert shown.out == ""
    assert [line.split(": ")[1].split(",")[0] for line in shown.err.splitlines()] == ["new", "kept"]
    assert len(json.loads(file.read_text())["keys"]) == 2
    assert file.stat().st_mode & 0o777 == 0o600


def test_keys_of_the_setting_are_printed(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """To be put where they came from."""
    main(["keys", "new"])
    monkeypatch.setenv("LIENZO_SIGNING_KEYS", capsys.readouterr().out)

    assert main(["keys", "rotate"]) == 0

    assert len(json.loads(capsys.readouterr().out)["keys"]) == 2
    assert not (home / "keys").exists()


def test_an_account_that_is_not_there_cannot_be_disabled(api: Client) -> None:
    """The operator is told."""
    with pytest.raises(NotFound):
        Operation(api.resources).set_disabled("nobody@example.com", disabled=True)


def test_a_refresh_with_a_token_of_a_disabled_account_is_refused(api: Client, account: dict[str, str]) -> None:
    """Even one whose session nobody ended."""
    session = api.post(REGISTER, account).json
    with api.resources.database.transaction() as tx:
        user = tx.users.all(1)[0]
        tx.users.set_disabled(user.id, datetime.now(UTC))

    assert api.post(REFRESH, {"refreshToken": session["refreshToken"]}).code == "invalid_refresh_token"
