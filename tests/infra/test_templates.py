"""The templates hold together: parameters, outputs, modules and names."""

import json
import re
from pathlib import Path

import pytest

from tests.infra.bicep import Template
from tests.infra.templates import BICEP, MAIN, MODULES, ROOT, TEMPLATES

PARAMETERS = json.loads((BICEP / "main.parameters.json").read_text())["parameters"]
# What azd sets by itself.
OF_AZD = {"AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "AZURE_PRINCIPAL_TYPE"}
LONGEST = {"accountName": 24, "vaultName": 24}
TOKEN_LENGTH = 13  # of uniqueString


def variables() -> dict[str, str | None]:
    """The environment variables of the parameters' file, with their defaults."""
    found = (re.fullmatch(r"\$\{(\w+)(?:=(.*))?\}", parameter["value"]) for parameter in PARAMETERS.values())
    return {match[1]: match[2] for match in found if match}


def test_every_parameter_of_the_file_is_declared() -> None:
    """A misspelt one would fail only in Azure."""
    assert set(PARAMETERS) <= set(MAIN.of("param"))


def test_every_parameter_without_a_default_is_in_the_file() -> None:
    """`azd up` must not ask for what the hooks find out."""
    assert {name for name, one in MAIN.of("param").items() if one.value is None} <= set(PARAMETERS)


def test_the_files_defaults_are_the_templates() -> None:
    """One truth, in two places."""
    declared = {name: str(one.value) for name, one in MAIN.of("param").items() if one.value is not None}
    in_file = {name: re.fullmatch(r"\$\{\w+=(.*)\}", parameter["value"]) for name, parameter in PARAMETERS.items()}

    assert {name: match[1] for name, match in in_file.items() if match} == {
        name: declared[name] for name, match in in_file.items() if match
    }


def test_every_variable_of_the_parameters_is_explained() -> None:
    """In docs/operations.md; those without a default are azd's or set by the first hook."""
    text = (ROOT / "docs/operations.md").read_text()
    hook = (ROOT / "infra/hooks/preflight.py").read_text()

    assert [name for name in variables() if name not in OF_AZD and f"`{name}`" not in text] == []
    assert [name for name, default in variables().items() if default is None and name not in OF_AZD and f'"{name}"' not in hook] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.path.name)
def test_modules_get_what_they_declare(template: Template) -> None:
    """All that they need, and nothing else."""
    for call in template.of("module").values():
        module = MODULES[Path(call.type).stem]
        body = call.value[0] if isinstance(call.value, list) else call.value
        given, declared = set(body["params"]), module.of("param")

        assert given <= set(declared), call.name
        assert {name for name, one in declared.items() if one.value is None} <= given, call.name


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.path.name)
def test_outputs_of_modules_exist(template: Template) -> None:
    """Those that the template reads."""
    text = template.path.read_text()
    calls = {name: MODULES[Path(call.type).stem] for name, call in template.of("module").items()}

    read = set(re.findall(r"\b(\w+)!?\.outputs\.(\w+)", text))
    assert {(name, output) for name, output in read if name not in calls or output not in calls[name].of("output")} == set()


def test_every_module_is_used() -> None:
    """None is left over."""
    used = {Path(call.type).stem for template in TEMPLATES for call in template.of("module").values()}

    assert used == set(MODULES)


def test_every_parameter_says_what_it_is() -> None:
    """Or stands right behind one whose description counts it in."""
    bare = []
    for template in TEMPLATES:
        described = False
        for one in template.of("param").values():
            described = "@description(" in one.decorators or described
            if not described:
                bare.append(f"{template.path.name}: {one.name}")

    assert bare == []


@pytest.mark.parametrize("name", sorted(LONGEST))
def test_names_are_short_enough(name: str) -> None:
    """With the 13 characters of the token."""
    given = re.findall(rf"\b{name}: '([^']*)'", MAIN.path.read_text())

    assert given
    assert [one for one in given if len(one.replace("${token}", "x" * TOKEN_LENGTH)) > LONGEST[name]] == []


def test_the_dashboard_is_a_workbook() -> None:
    """JSON whose queries read the log lines that the service writes."""
    items = json.loads((BICEP / "dashboard.workbook.json").read_text())["items"]
    events = {event for item in items for event in re.findall(r"event in \(([^)]*)\)", item["content"].get("query", ""))}
    named = {name.strip(" '") for group in events for name in group.split(",")}
    code = "\n".join(path.read_text() for folder in ("blob_triggers", "shared") for path in (ROOT / folder).rglob("*.py"))

    assert len([item for item in items if item["type"] == 3]) >= 8
    assert [name for name in named if f'"{name}"' not in code] == []
