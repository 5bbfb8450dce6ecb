"""azd's file and the workflows: what they name exists, and nothing may do more than it must."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.infra.templates import BICEP, MAIN, MODULES, ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
AZD: dict[str, Any] = yaml.safe_load((ROOT / "azure.yaml").read_text())


def load(path: Path) -> dict[str, Any]:
    """A workflow; YAML takes its `on` for a boolean."""
    found: dict[str, Any] = yaml.safe_load(path.read_text())
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    """All steps of a workflow."""
    return [step for job in load(path)["jobs"].values() for step in job.get("steps", [])]


def pipeline_stage() -> dict[str, Any]:
    """The stage of azure-pipelines.yml that deploys; its loop over environments reads as one."""
    text = re.sub(r"\$\{\{ each [^}]*\}\}", "each", (ROOT / "azure-pipelines.yml").read_text())
    found: dict[str, Any] = yaml.safe_load(text)["stages"][-1]["each"][0]
    return found


def pipeline_steps() -> list[dict[str, Any]]:
    """Its steps."""
    found: list[dict[str, Any]] = pipeline_stage()["jobs"][0]["strategy"]["runOnce"]["deploy"]["steps"]
    return found


def script(step: dict[str, Any]) -> str:
    """What a step of a pipeline runs."""
    return str(step.get("script") or step.get("inputs", {}).get("inlineScript", ""))


def test_azd_finds_the_templates() -> None:
    """And the app by its tag."""
    assert ROOT / AZD["infra"]["path"] == BICEP
    assert (BICEP / f"{AZD['infra']['module']}.bicep").is_file()
    assert [MAIN.of("var")["serviceName"].value] == list(AZD["services"])


def test_the_hooks_of_azd_are_files() -> None:
    """Those of the project and of its services."""
    hooks = [*AZD["hooks"].items(), *(pair for service in AZD["services"].values() for pair in service["hooks"].items())]

    assert {name for name, _ in hooks} == {"preprovision", "prepackage", "postprovision", "postdeploy"}
    assert [hook["run"] for _, hook in hooks if not (ROOT / hook["run"]).is_file()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "infra").glob("p*.py")), ids=lambda path: path.name)
def test_a_hook_runs_a_module_that_exists(path: Path) -> None:
    """It is only the door."""
    found = re.search(r'run_module\("infra\.hooks\.(\w+)"', path.read_text())

    assert found
    assert (ROOT / f"infra/hooks/{found[1]}.py").is_file()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_its_jobs_say_what_else(path: Path) -> None:
    """Only deployments get a token for Azure."""
    workflow = load(path)
    writes = {right for job in workflow["jobs"].values() for right, access in (job.get("permissions") or {}).items() if access == "write"}

    assert workflow["permissions"] == {"contents": "read"}
    assert writes <= ({"security-events"} if path.name == "ci.yml" else {"id-token"})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_limits_and_no_secrets(path: Path) -> None:
    """Nobody keeps a password of Azure."""
    assert [name for name, job in load(path)["jobs"].items() if "uses" not in job and "timeout-minutes" not in job] == []
    assert "secrets." not in path.read_text()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_an_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    """Or is one of the few that the linter's file names."""
    allowed = re.findall(r'"([^"*]+)/?\*?": ref-pin', (ROOT / ".github/zizmor.yml").read_text())
    loose = [
        line.strip()
        for line in path.read_text().splitlines()
        if (found := re.search(r"uses: ([^.\s]\S*)@(\S+)(.*)", line))
        and not (re.fullmatch(r"[0-9a-f]{40}", found[2]) and re.search(r"# v\d+\.\d+\.\d+", found[3]))
        and not any(found[1].startswith(one.rstrip("/")) for one in allowed)
    ]

    assert loose == []


def test_the_tests_run_on_every_version_of_python() -> None:
    """That the project says it runs on in Azure."""
    matrix = load(ROOT / ".github/workflows/ci.yml")["jobs"]["test"]["strategy"]["matrix"]

    assert matrix["python"] == ["3.11", "3.12", "3.13"]
    assert MAIN.of("param")["pythonVersion"].value in matrix["python"]


def test_a_deployment_passes_parameters_that_exist() -> None:
    """Under the names of the parameters' file."""
    known = set(re.findall(r"\$\{(\w+)", (BICEP / "main.parameters.json").read_text()))
    passed = set(load(ROOT / ".github/workflows/deploy.yml")["jobs"]["deploy"]["env"])

    assert passed - known == {"AZURE_SUBSCRIPTION_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "MIGRATIONS"}


def test_a_deployment_that_fails_goes_back() -> None:
    """To the package of the last run that went well, in both kinds of pipeline."""
    back = steps(ROOT / ".github/workflows/deploy.yml")[-1]
    fetched, deployed = pipeline_steps()[-2:]

    assert back["if"].startswith("failure()")
    assert "--status success" in back["run"]
    assert fetched["condition"] == deployed["condition"] == "and(failed(), eq(variables['reached'], 'package'))"
    assert fetched["inputs"]["allowPartiallySucceededBuilds"] is False
    assert "previous/package.zip" in script(deployed)


@pytest.mark.parametrize("kind", ["GitHub", "Azure Pipelines"])
def test_the_tables_are_the_migrators(kind: str) -> None:
    """Between the templates and the package, and by an identity that may do nothing else."""
    if kind == "GitHub":
        job = load(ROOT / ".github/workflows/deploy.yml")["jobs"]["deploy"]
        separate, ran = job["env"]["MIGRATIONS"], [str(step.get("run", step.get("with"))) for step in job["steps"]]
    else:
        separate = next(one["value"] for one in pipeline_stage()["variables"] if one.get("name") == "MIGRATIONS")
        ran = [script(step) for step in pipeline_steps()]
    order = [next(i for i, text in enumerate(ran) if part in text) for part in ("azd provision", "infra.hooks.migrate", "azd deploy")]

    assert separate == "separate"
    assert order == sorted(order)
    assert len(set(order)) == 3


def test_the_pipeline_migrates_with_the_migrators_token() -> None:
    """In a log-in of its own, so that what follows is the deployer's again."""
    (step,) = [step for step in pipeline_steps() if "infra.hooks.migrate" in script(step)]

    assert step["inputs"]["addSpnToEnvironment"] is True
    assert script(step).index("AZURE_CONFIG_DIR") < script(step).index("az login --service-principal") < script(step).index("infra.hooks")


def test_who_deploys_is_trusted_by_the_migrator() -> None:
    """Both kinds of pipeline, by their subjects."""
    trusted = MODULES["identity"].resource("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials")

    assert [one["parent"] for one in trusted] == ["migrator", "migrator"]
    assert [one["properties"]["subject"] for one in trusted] == [
        "repo:${githubRepository}:environment:${githubEnvironment}",
        "pipelinesSubject",
    ]


def test_production_waits_for_staging() -> None:
    """And each is an environment of its own, whose rules ask for the approval."""
    jobs = load(ROOT / ".github/workflows/cd.yml")["jobs"]

    assert jobs["production"]["needs"] == "staging"
    assert {jobs[name]["with"]["environment"] for name in ("staging", "production")} == {"staging", "production"}


def test_the_package_leaves_out_what_azure_does_not_need() -> None:
    """No test, no secret, no local host, no template."""
    ignored = (ROOT / ".funcignore").read_text().splitlines()

    assert {"tests", "localhost", "infra", "bench", "docs", "local.settings.json*", ".venv", ".local"} <= set(ignored)
    assert "requirements.txt" not in ignored
