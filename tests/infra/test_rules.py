"""What the templates must be: no keys, no open doors, the least rights, and nothing that Flex Consumption refuses."""

import json
import re
from typing import Any

import pytest

from tests.infra.bicep import Template
from tests.infra.templates import BICEP, FUNCTIONS, MAIN, MODULES, TEMPLATES, app_settings, bodies

# As Microsoft publishes them.
ROLES = {
    "storageBlobDataOwner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "storageBlobDataContributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "storageBlobDataReader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "storageBlobDelegator": "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
    "storageQueueDataContributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "storageTableDataContributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "monitoringMetricsPublisher": "3913510d-42f4-4e42-8a64-420c390055eb",
    "keyVaultSecretsUser": "4633458b-17de-408a-b874-0445c86b69e6",
    "keyVaultSecretsOfficer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "communicationAndEmailServiceOwner": "09976791-48a7-449e-bb21-39d1a415f350",
}
REFUSED_BY_FLEX = {
    "FUNCTIONS_WORKER_RUNTIME",
    "FUNCTIONS_WORKER_RUNTIME_VERSION",
    "FUNCTIONS_WORKER_PROCESS_COUNT",
    "FUNCTIONS_EXTENSION_VERSION",
    "WEBSITE_RUN_FROM_PACKAGE",
    "WEBSITE_CONTENTSHARE",
    "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
    "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
    "WEBSITE_VNET_ROUTE_ALL",
    "WEBSITE_TIME_ZONE",
    "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
    "SCM_DO_BUILD_DURING_DEPLOYMENT",
    "ENABLE_ORYX_BUILD",
    "TZ",
}
STORAGE = "Microsoft.Storage/storageAccounts"
MYSQL = "Microsoft.DBforMySQL/flexibleServers"


def function_app() -> dict[str, Any]:
    """The properties of the function app."""
    (app,) = FUNCTIONS.resource("Microsoft.Web/sites")
    properties: dict[str, Any] = app["properties"]
    return properties


@pytest.mark.parametrize("account", bodies(STORAGE), ids=lambda body: body["name"])
def test_storage_has_no_keys_and_no_public_blobs(account: dict[str, Any]) -> None:
    """Only Entra ID opens it, over TLS."""
    properties = account["properties"]

    assert properties["allowSharedKeyAccess"] == "false"
    assert properties["allowBlobPublicAccess"] == "false"
    assert properties["defaultToOAuthAuthentication"] == "true"
    assert properties["minimumTlsVersion"] == "TLS1_2"
    assert properties["supportsHttpsTrafficOnly"] == "true"


def test_event_grid_may_reach_the_pictures_account() -> None:
    """It is a trusted service of Azure."""
    (account,) = MODULES["picture-storage"].resource(STORAGE)

    assert account["properties"]["networkAcls"]["bypass"] == "AzureServices"
    assert account["kind"] == "StorageV2"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.path.name)
def test_no_key_is_read(template: Template) -> None:
    """Neither a list*() of keys, nor a password, nor a connection string with a key."""
    assert re.findall(r"\blist\w*\(|LoginPassword|AccountKey|newGuid\(", template.path.read_text()) == []


def test_roles_are_the_published_ones() -> None:
    """By name, so that a template says what it gives."""
    assert json.loads((BICEP / "roles.json").read_text()) == ROLES


@pytest.mark.parametrize("assignment", bodies("Microsoft.Authorization/roleAssignments"), ids=lambda body: body["name"][:60])
def test_a_role_names_what_it_is_for(assignment: dict[str, Any]) -> None:
    """A resource, never a group or a subscription; and the kind of principal, or a new identity is not found."""
    assert re.fullmatch(r"\w+(\[.+\])?", assignment["scope"])
    assert assignment["properties"]["principalType"] in {"ServicePrincipal", "operatorPrincipalType"}
    assert re.match(r"guid\(", assignment["name"])


def test_the_app_owns_nothing_but_the_hosts_storage() -> None:
    """Elsewhere it may only do what it does."""
    owner = [name for name, module in MODULES.items() if "roles.storageBlobDataOwner" in module.path.read_text()]

    assert owner == ["host-storage"]


def test_the_app_may_not_write_presets() -> None:
    """They are the operators'."""
    module = MODULES["picture-storage"]

    assert "containers.presets" not in module.of("var")["appMayWrite"].value
    assert any("storageBlobDataReader" in body["name"] for body in module.resource("Microsoft.Authorization/roleAssignments"))


def test_the_app_starts_after_its_roles() -> None:
    """Each module that gives it one has an output that the app's module takes."""
    with_roles = {
        name
        for name, call in MAIN.of("module").items()
        if "appPrincipalId" in (call.value.get("params") or {}) and call.value["params"]["appPrincipalId"] != "appPrincipalId"
    }
    params = " ".join(str(value) for value in MAIN.of("module")["functions"].value["params"].values())

    assert with_roles == {"monitoring", "hostStorage", "pictureStorage", "vault", "mail"}
    assert [name for name in with_roles if not re.search(rf"\b{name}!? ?\.outputs", params)] == []


def test_flex_consumption_is_configured_by_its_own_block() -> None:
    """Not by settings that it refuses."""
    assert set(app_settings()) & REFUSED_BY_FLEX == set()
    assert "linuxFxVersion" not in function_app()["siteConfig"]
    assert "alwaysOn" not in function_app()["siteConfig"]
    assert set(function_app()["functionAppConfig"]) == {"deployment", "runtime", "scaleAndConcurrency"}


def test_concurrency_and_threads_are_the_same() -> None:
    """A request that the platform sends must not wait for a thread."""
    scale = function_app()["functionAppConfig"]["scaleAndConcurrency"]

    assert scale["triggers"]["http"]["perInstanceConcurrency"] == "httpConcurrency"
    assert app_settings()["PYTHON_THREADPOOL_THREAD_COUNT"] == "string(httpConcurrency)"


def test_the_app_is_entered_over_tls_and_deployed_without_a_password() -> None:
    """FTP and publishing passwords are off."""
    policies = FUNCTIONS.resource("Microsoft.Web/sites/basicPublishingCredentialsPolicies")

    assert function_app()["httpsOnly"] == "true"
    assert function_app()["siteConfig"]["minTlsVersion"] == "1.2"
    assert {(one["name"], one["properties"]["allow"]) for one in policies} == {("ftp", "false"), ("scm", "false")}


def test_references_to_the_vault_have_an_identity() -> None:
    """Otherwise the app would get the reference instead of the keys."""
    assert function_app()["keyVaultReferenceIdentity"] == "identityId"
    assert app_settings()["LIENZO_SIGNING_KEYS"].startswith("@Microsoft.KeyVault(SecretUri=")


def test_the_vault_is_ruled_by_roles_and_keeps_what_is_deleted() -> None:
    """No access policies."""
    (vault,) = MODULES["vault"].resource("Microsoft.KeyVault/vaults")

    assert vault["properties"]["enableRbacAuthorization"] == "true"
    assert vault["properties"]["enablePurgeProtection"] == "true"
    assert vault["properties"]["sku"]["family"] == "A"
    assert "accessPolicies" not in vault["properties"]


def test_the_database_is_entered_with_entra_id_only() -> None:
    """And over TLS."""
    configurations = {body["name"]: body["properties"] for body in MODULES["database"].resource(f"{MYSQL}/configurations")}
    (server,) = MODULES["database"].resource(MYSQL)

    for name in ("aad_auth_only", "require_secure_transport"):
        assert configurations[name] == {"value": "ON", "source": "user-override"}
    assert "administratorLogin" not in server["properties"]
    assert "maintenanceWindow" not in server["properties"]


def test_changes_of_the_database_server_come_one_after_the_other() -> None:
    """The server refuses a second one meanwhile."""
    module = MODULES["database"]
    children = [one for one in module.resources if one.type.startswith(f"{MYSQL}/")]
    before = {one.name: one.value.get("dependsOn") for one in children}
    chain = [one.name for one in children]

    assert before[chain[0]] is None
    assert [before[name] for name in chain[1:]] == [[name] for name in chain[:-1]]


def test_telemetry_needs_no_key() -> None:
    """And says who sends it, or it would be dropped in silence."""
    (component,) = MODULES["monitoring"].resource("Microsoft.Insights/components")
    (workspace,) = MODULES["monitoring"].resource("Microsoft.OperationalInsights/workspaces")

    assert component["properties"]["DisableLocalAuth"] == "true"
    assert workspace["properties"]["features"]["disableLocalAuth"] == "true"
    assert app_settings()["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"].endswith(";Authorization=AAD")


def test_all_instances_together_leave_connections_for_people() -> None:
    """With the sizes of the template and the fewest instances that it allows."""
    sizes = MAIN.of("var")["databaseSizes"].value
    instances = int(MAIN.of("param")["maximumInstances"].value)

    for size in sizes.values():
        connections = int(size["connections"])
        pool = max(1, min(4, (connections * 8 // 10 - 10) // instances))
        assert instances * pool + 10 <= connections * 0.8


def test_alerts_name_a_chapter_of_the_runbook() -> None:
    """Which exists."""
    alerts = [*MODULES["alerts"].of("var")["onMetrics"].value, *MODULES["alerts"].of("var")["onLogs"].value]
    chapters = re.findall(r"^#+ (.+)$", (BICEP.parent.parent / "docs/operations.md").read_text(), re.MULTILINE)

    assert len(alerts) >= 9
    for alert in alerts:
        found = re.search(r'"([^"]+)"', alert["description"])
        assert found
        assert found[1] in chapters
