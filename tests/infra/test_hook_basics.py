"""What all hooks stand on: the CLI, patience, and the environment."""

import re
from pathlib import Path

import pytest

from infra.hooks import cli, environment
from infra.hooks.failure import Failure, main
from infra.hooks.patience import until
from tests.infra.conftest import Azure, Clock
from tests.infra.environment import ENVIRONMENT
from tests.infra.templates import MAIN, ROOT

HOOKS = sorted((ROOT / "infra").rglob("*.py"))


def test_az_answers_with_json(azure: Azure) -> None:
    """As it printed it."""
    azure.answers("az account show", output={"id": "sub"})

    assert cli.az("account", "show") == {"id": "sub"}


def test_az_is_asked_again_when_azure_is_busy(azure: Azure) -> None:
    """Three times at most."""
    azure.answers("az thing", each=[{"error": "(ServerIsBusy) later"}, {"output": 1}])

    assert cli.az("thing") == 1


def test_az_is_not_asked_again_when_it_refuses(azure: Azure) -> None:
    """The failure holds what it said."""
    azure.answers("az thing", error="(AuthorizationFailed) you may not")

    with pytest.raises(Failure, match=r"az thing failed: .AuthorizationFailed. you may not"):
        cli.az("thing")
    assert len(azure.calls("az thing")) == 1


def test_a_missing_az_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With where to get it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Failure, match=r"az is not installed: see https://aka.ms/installazurecli"):
        cli.az("account", "show")


def test_a_body_is_in_a_private_file_that_is_gone_afterwards(azure: Azure) -> None:
    """A list of processes shows no key."""
    azure.answers("az rest", output={})

    cli.rest("put", "/subscriptions/x", "2025-01-01", {"key": "secret"})

    (call,) = azure.calls("az rest")
    assert (call["body"], call["mode"]) == ('{"key": "secret"}', "-rw-------")
    file = next(one for one in call["asked"] if one.startswith("@"))
    assert "secret" not in " ".join(call["asked"])
    assert not Path(file[1:]).exists()


def test_patience_tries_until_there_is_a_result(clock: Clock) -> None:
    """With pauses."""
    results = iter([None, None, "there"])

    assert until("it", lambda: next(results), seconds=60, pause=10) == "there"
    assert clock.now == 20


def test_patience_ends_with_the_last_reason() -> None:
    """Of the tries that failed."""

    def attempt() -> None:
        raise Failure("no role yet")

    with pytest.raises(Failure, match=r"Gave up waiting for the vault after 30 s. Last: no role yet"):
        until("the vault", attempt, seconds=30)


def test_a_value_that_is_not_passed_is_asked_of_azd(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """For hooks that are run by hand."""
    monkeypatch.delenv("VAULT_NAME")
    azure.answers("azd env get-values", output='A="1"\nVAULT_NAME="kv-\\"x\\""\n')

    assert environment.value("VAULT_NAME") == 'kv-"x"'


def test_a_missing_value_is_named(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.delenv("VAULT_NAME")
    azure.answers("azd env get-values", output="")

    with pytest.raises(Failure, match=r"VAULT_NAME is not set. Run `azd provision` first"):
        environment.value("VAULT_NAME")


def test_a_failure_ends_the_process_with_its_message() -> None:
    """And no traceback."""

    def work() -> None:
        raise Failure("do this")

    with pytest.raises(SystemExit) as ended:
        main(work)
    assert str(ended.value).strip() == "do this"


def test_the_hooks_read_outputs_that_exist() -> None:
    """Of the main template."""
    read = {name for path in HOOKS for name in re.findall(r'value\(\s*"(\w+)"', path.read_text())}

    assert len(read) > 15
    assert read <= set(MAIN.of("output")) | {"AZURE_LOCATION"}


def test_the_stand_in_environment_is_the_templates() -> None:
    """So that these tests read what azd would pass."""
    assert set(ENVIRONMENT) <= set(MAIN.of("output"))
