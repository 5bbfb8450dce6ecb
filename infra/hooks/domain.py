"""`python -m infra.hooks.domain`: a domain of your own, CUSTOM_DOMAIN, is bound to the app, with a certificate that Azure makes and renews.

Not in the templates: Azure binds a name only when its DNS records are there, makes a certificate only for a name that is bound, and would
take a certificate off again if a template bound the name anew without it. What is done already is left as it is.
"""

from typing import Any, Final

from infra.hooks.cli import azd_set, rest
from infra.hooks.environment import flag, optional, value
from infra.hooks.failure import Failure, main, say
from infra.hooks.patience import until
from infra.hooks.subscriptions import WEB_API

CERTIFICATE_SECONDS: Final = 900
SECURE: Final = "SniEnabled"


def ensure_domain() -> bool:
    """Bind the domain, if there is one, and give it its certificate.

    Returns:
        False when its DNS records are missing, which are printed then.

    Raises:
        Failure: there is no certificate for it.
    """
    name = optional("CUSTOM_DOMAIN")
    if not name:
        return True
    app = value("SERVICE_API_ID")
    bound = _listed(f"{app}/hostNameBindings", name)
    if bound.get("sslState") != SECURE:
        if not bound and not _bind(app, name):
            return False
        rest("put", f"{app}/hostNameBindings/{name}", WEB_API, _binding(sslState=SECURE, thumbprint=_thumbprint(app, name)))
    say(f"https://{name} leads to the app")
    if not flag("CUSTOM_DOMAIN_READY"):
        azd_set("CUSTOM_DOMAIN_READY", "true")
        say("Run `azd provision` once more: links in mails and tokens then name it. In a pipeline, set CUSTOM_DOMAIN_READY to true")
    return True


def _bind(app: str, name: str) -> bool:
    try:
        rest("put", f"{app}/hostNameBindings/{name}", WEB_API, _binding())
    except Failure as failure:
        say(f"{name} cannot be bound yet: {failure}")
        say("Make these records at your DNS, wait until they are seen, and run `python -m infra.hooks.domain`:")
        say(f"  {value('CUSTOM_DOMAIN_CNAME')}\n  {value('CUSTOM_DOMAIN_TXT')}")
        return False
    return True


def _binding(**more: str) -> dict[str, Any]:
    return {"properties": {"hostNameType": "Verified", "customHostNameDnsRecordType": "CName", **more}}


def _thumbprint(app: str, name: str) -> str:
    """Of the certificate, which is made when it is missing. Flex Consumption keeps certificates with the app."""
    known = name.replace(".", "-")
    if not _listed(f"{app}/certificates", known):
        properties = {"canonicalName": name, "hostNames": [name], "domainValidationMethod": "CNAME"}
        rest("put", f"{app}/certificates/{known}", WEB_API, {"location": value("AZURE_LOCATION"), "properties": properties})

    def made() -> str | None:
        return _listed(f"{app}/certificates", known).get("thumbprint")

    return until(f"the certificate of {name}", made, seconds=CERTIFICATE_SECONDS, pause=15)


def _listed(path: str, name: str) -> dict[str, Any]:
    """The properties of one of a list, whose names come with the app's in front; empty when it is not there."""
    for one in (rest("get", path, WEB_API) or {}).get("value", []):
        if one["name"].rpartition("/")[2].lower() == name.lower():
            found: dict[str, Any] = one["properties"]
            return found
    return {}


def _by_hand() -> None:
    if not ensure_domain():
        raise Failure("The domain's DNS records are missing.")


if __name__ == "__main__":
    main(_by_hand)
