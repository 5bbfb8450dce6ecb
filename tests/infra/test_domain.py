"""A domain of one's own: DNS records first, then the binding, then the certificate."""

import json

import pytest

from infra.hooks.domain import ensure_domain
from tests.infra.conftest import Azure
from tests.infra.environment import ENVIRONMENT
from tests.infra.templates import FUNCTIONS, MAIN

NAME = "pictures.example.com"
APP = ENVIRONMENT["SERVICE_API_ID"]
BINDINGS, CERTIFICATES = f"{APP}/hostNameBindings", f"{APP}/certificates"
BOUND = {"name": f"func-lienzo-x/{NAME}", "properties": {"sslState": "Disabled"}}
SECURE = {"name": f"func-lienzo-x/{NAME}", "properties": {"sslState": "SniEnabled", "thumbprint": "AB"}}
WITHOUT = {"name": "func-lienzo-x/pictures-example-com", "properties": {}}
CERTIFICATE = {"name": "func-lienzo-x/pictures-example-com", "properties": {"thumbprint": "AB"}}


@pytest.fixture(autouse=True)
def chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment with a domain."""
    monkeypatch.setenv("CUSTOM_DOMAIN", NAME)
    monkeypatch.setenv("CUSTOM_DOMAIN_READY", "false")


def there(azure: Azure, bindings: object = None, certificates: list[object] | None = None) -> Azure:
    """What the app has; the lists of certificates come one after the other."""
    azure.answers(f"--method get --url {BINDINGS}?", output={"value": [bindings] if bindings else []})
    azure.answers(
        f"--method get --url {CERTIFICATES}?", each=[{"output": {"value": [one] if one else []}} for one in certificates or [None]]
    )
    return azure.answers("azd env set", output="")


def test_without_a_domain_nothing_is_asked(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app has its own address."""
    monkeypatch.setenv("CUSTOM_DOMAIN", "")
    azure.answers("azd env get-values", output="")

    assert ensure_domain()
    assert azure.calls("az rest") == []


def test_a_domain_is_bound_and_gets_its_certificate(azure: Azure) -> None:
    """In this order, and is the service's address from the next deployment on."""
    there(azure, None, [None, WITHOUT, CERTIFICATE]).answers("--method put", output={})

    assert ensure_domain()

    first, certificate, last = azure.calls("--method put")
    assert f"{BINDINGS}/{NAME}?" in " ".join(first["asked"])
    assert "thumbprint" not in first["body"]
    assert f"{CERTIFICATES}/pictures-example-com?" in " ".join(certificate["asked"])
    assert json.loads(certificate["body"])["properties"]["canonicalName"] == NAME
    assert json.loads(last["body"])["properties"] == {
        "hostNameType": "Verified",
        "customHostNameDnsRecordType": "CName",
        "sslState": "SniEnabled",
        "thumbprint": "AB",
    }
    assert azure.calls("azd env set CUSTOM_DOMAIN_READY true")


def test_missing_dns_records_are_named(azure: Azure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing else is tried."""
    monkeypatch.setenv("CUSTOM_DOMAIN_CNAME", f"{NAME} CNAME func-lienzo-x.azurewebsites.net")
    monkeypatch.setenv("CUSTOM_DOMAIN_TXT", f"asuid.{NAME} TXT 1234")
    there(azure).answers("--method put", error="A TXT record pointing from asuid.pictures.example.com to 1234 was not found")

    assert not ensure_domain()

    said = capsys.readouterr().out
    assert f"{NAME} CNAME func-lienzo-x.azurewebsites.net" in said
    assert f"asuid.{NAME} TXT 1234" in said
    assert len(azure.calls("--method put")) == 1
    assert azure.calls("azd env set") == []


def test_a_domain_that_is_secure_is_left_alone(azure: Azure) -> None:
    """A binding that is made anew would lose its certificate for a while."""
    there(azure, SECURE)

    assert ensure_domain()
    assert azure.calls("--method put") == []


def test_what_was_interrupted_goes_on(azure: Azure) -> None:
    """Bound, with a certificate, but not yet together."""
    there(azure, BOUND, [CERTIFICATE]).answers("--method put", output={})

    assert ensure_domain()

    (call,) = azure.calls("--method put")
    assert json.loads(call["body"])["properties"]["thumbprint"] == "AB"


def test_the_domain_is_the_services_address_only_when_it_works() -> None:
    """Mails would lead nowhere until then."""
    assert MAIN.of("module")["functions"].value["params"]["customDomain"] == "customDomainReady ? customDomain: ''"


def test_the_app_may_have_certificates_of_its_own() -> None:
    """Flex Consumption has no others, and asks for it when the app is made."""
    (app,) = FUNCTIONS.resource("Microsoft.Web/sites")

    assert app["properties"]["siteScopedCertificatesEnabled"] == "true"


@pytest.mark.parametrize(("name", "kind"), [("CUSTOM_DOMAIN_CNAME", "CNAME"), ("CUSTOM_DOMAIN_TXT", "TXT")])
def test_the_dns_records_are_outputs(name: str, kind: str) -> None:
    """None without a domain."""
    output = MAIN.of("output")[name].value

    assert output.startswith("empty(customDomain) ? ''")
    assert f" {kind} " in output
