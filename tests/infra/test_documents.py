"""The documents of the deployment are kept true: what they draw exists, and their links lead somewhere."""

import json
import re
from pathlib import Path

import pytest

from shared.config import Settings
from tests.infra.templates import MAIN, ROOT, TEMPLATES
from tests.infra.test_settings import triggers

PAGES = [ROOT / "docs" / name for name in ("operations.md", "architecture.md", "cost.md", "scale.md")]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()


def test_the_production_diagram_names_every_function_without_requests() -> None:
    """One that is added is drawn too."""
    names = {name for name, _ in triggers(Settings(blob_source="EventGrid"))}

    assert [name for name in names if name not in ARCHITECTURE] == []


def test_the_production_diagram_names_every_container() -> None:
    """And the one of dead letters."""
    containers = {*MAIN.of("var")["containers"].value.values(), MAIN.of("var")["deadLetterContainer"].value}

    assert [name for name in containers if name not in ARCHITECTURE] == []


def test_the_roles_are_explained() -> None:
    """Each that the app gets."""
    words = {
        "storageBlobDataOwner": "Blob Data Owner",
        "storageBlobDataContributor": "Blob Data Contributor",
        "storageBlobDataReader": "Blob Data Reader",
        "storageBlobDelegator": "Blob Delegator",
        "storageQueueDataContributor": "Queue Data Contributor",
        "storageTableDataContributor": "Table Data Contributor",
        "monitoringMetricsPublisher": "Monitoring Metrics Publisher",
        "keyVaultSecretsUser": "Secrets User",
        "communicationAndEmailServiceOwner": "Communication and Email Service Owner",
    }
    roles = set(json.loads((ROOT / "infra/bicep/roles.json").read_text())) - {"keyVaultSecretsOfficer"}  # the operator's

    assert set(words) == roles
    assert [word for word in words.values() if word not in ARCHITECTURE] == []


def test_every_kind_of_resource_has_its_price() -> None:
    """Of what it costs to leave on."""
    words = {
        "Authorization": "roles",
        "Communication": "Communication Services",
        "Consumption": "budget",
        "DBforMySQL": "MySQL",
        "EventGrid": "Event Grid",
        "Insights": "Alerts",
        "KeyVault": "Key Vault",
        "ManagedIdentity": "identities",
        "Network": "Private networking",
        "OperationalInsights": "Log Analytics",
        "Resources": "",  # the group itself
        "Storage": "Storage, two accounts",
        "Web": "Function app",
    }
    table = (ROOT / "docs/cost.md").read_text().partition("## What it costs to leave on")[2].partition("##")[0]
    providers = {one.type.split("/")[0].partition(".")[2] for template in TEMPLATES for one in template.resources}

    assert providers == set(words)
    assert [word for word in words.values() if word not in table] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    """Beside the page."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text())

    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_diagrams_are_closed_and_of_a_kind() -> None:
    """Every `subgraph`, `alt` and `loop` has its end."""
    diagrams = re.findall(r"```mermaid\n(.*?)```", ARCHITECTURE, re.DOTALL)

    assert [diagram.split()[0] for diagram in diagrams] == ["flowchart", "flowchart", "sequenceDiagram", "sequenceDiagram"]
    for diagram in diagrams:
        lines = [line.strip() for line in diagram.splitlines()]
        assert sum(line.startswith(("subgraph ", "alt ", "loop ")) for line in lines) == lines.count("end")


def test_commands_of_the_runbook_exist() -> None:
    """Those that are modules of the hooks."""
    modules = set(re.findall(r"infra\.hooks\.(\w+)", "".join(page.read_text() for page in PAGES)))

    assert modules
    assert [name for name in modules if not (ROOT / f"infra/hooks/{name}.py").is_file()] == []
