"""Before anything is made."""

import pytest

from infra.hooks.failure import Failure
from infra.hooks.preflight import preflight
from tests.infra.conftest import Azure

ANA = {"id": "sub", "name": "Pictures", "user": {"name": "ana@example.com", "type": "user"}}
PIPELINE = {"id": "sub", "name": "Pictures", "user": {"name": "app-id", "type": "servicePrincipal"}}
REGIONS = [{"name": "westeurope"}, {"name": "eastus2"}]


def test_a_person_becomes_the_databases_administrator(azure: Azure) -> None:
    """And the budget begins with this month."""
    azure.answers("az account show", output=ANA).answers("list-flexconsumption-locations", output=REGIONS)
    azure.answers("az provider show", output="Registered").answers("azd env set", output="")
    azure.answers("signed-in-user", output={"id": "object", "userPrincipalName": "ana@example.com"})

    preflight()

    kept = {call["asked"][2]: call["asked"][3] for call in azure.calls("azd env set")}
    assert kept["DATABASE_ADMIN_NAME"] == "ana@example.com"
    assert kept["DATABASE_ADMIN_ID"] == "object"
    assert kept["AZURE_PRINCIPAL_TYPE"] == "User"
    assert kept["BUDGET_START"].endswith("-01")


def test_a_pipeline_is_a_service_principal(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set already stays."""
    monkeypatch.setenv("DATABASE_ADMIN_NAME", "deployers")
    monkeypatch.setenv("DATABASE_ADMIN_ID", "group")
    monkeypatch.setenv("BUDGET_START", "2026-01-01")
    azure.answers("az account show", output=PIPELINE).answers("list-flexconsumption-locations", output=REGIONS)
    azure.answers("az provider show", output="Registered").answers("azd env set", output="")

    preflight()

    assert [call["asked"][2:] for call in azure.calls("azd env set")] == [["AZURE_PRINCIPAL_TYPE", "ServicePrincipal"]]


def test_nobody_is_logged_in(azure: Azure) -> None:
    """The message says how."""
    azure.answers("az account show", error="Please run 'az login' to setup account.")

    with pytest.raises(Failure, match="run `az login`"):
        preflight()


def test_the_subscription_is_azds(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the CLI was last used for."""
    monkeypatch.setenv("AZURE_SUBSCRIPTION_ID", "other")
    azure.answers("az account show", output=ANA).answers("az account set", output="")
    azure.answers("list-flexconsumption-locations", error="far enough")

    with pytest.raises(Failure, match="far enough"):
        preflight()
    assert azure.calls("az account set --subscription other")


def test_a_region_without_flex_consumption_is_refused(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is made, with those that have it."""
    monkeypatch.setenv("AZURE_LOCATION", "antarctica")
    azure.answers("az account show", output=ANA).answers("list-flexconsumption-locations", output=REGIONS)

    with pytest.raises(Failure, match=r"not offered in antarctica. It is in: eastus2, westeurope"):
        preflight()


def test_a_provider_that_is_missing_is_registered(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private networking needs Microsoft.App."""
    monkeypatch.setenv("DATABASE_ADMIN_NAME", "x" * 33)
    monkeypatch.setenv("DATABASE_ADMIN_ID", "group")
    azure.answers("az account show", output=ANA).answers("list-flexconsumption-locations", output=REGIONS)
    azure.answers("provider show --namespace Microsoft.App ", output="NotRegistered").answers("provider show", output="Registered")
    azure.answers("provider register", output="").answers("azd env set", output="")

    with pytest.raises(Failure, match="user names of 32 characters"):
        preflight()
    assert [call["asked"][3] for call in azure.calls("provider register")] == ["Microsoft.App"]
