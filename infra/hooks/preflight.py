"""Before anything is made: is somebody logged in, is the region right, and who administers the database?"""

from datetime import UTC, datetime
from typing import Any, Final

from infra.hooks.cli import az, azd_set
from infra.hooks.environment import optional, value
from infra.hooks.failure import Failure, main, say

PROVIDERS: Final = (
    "Microsoft.App",
    "Microsoft.Communication",
    "Microsoft.DBforMySQL",
    "Microsoft.EventGrid",
    "Microsoft.Insights",
    "Microsoft.KeyVault",
    "Microsoft.Network",
    "Microsoft.OperationalInsights",
    "Microsoft.Storage",
    "Microsoft.Web",
)
LONGEST_USER: Final = 32  # of MySQL


def preflight() -> None:
    """Check, and keep what the templates need in azd's environment.

    Raises:
        Failure: something is missing; the message says what to do.
    """
    account = _account()
    _check_region(value("AZURE_LOCATION"))
    for provider in PROVIDERS:
        if az("provider", "show", "--namespace", provider, "--query", "registrationState") != "Registered":
            say(f"Registering {provider}")
            az("provider", "register", "--namespace", provider)
    _keep_administrator(account)
    if not optional("BUDGET_START"):
        azd_set("BUDGET_START", datetime.now(UTC).strftime("%Y-%m-01"))


def _account() -> dict[str, Any]:
    try:
        account: dict[str, Any] = az("account", "show")
    except Failure as failure:
        raise Failure(f"The hooks use the Azure CLI: run `az login`. {failure}") from None
    wanted = optional("AZURE_SUBSCRIPTION_ID")
    if wanted and account["id"] != wanted:
        az("account", "set", "--subscription", wanted)
        account = az("account", "show")
    say(f"Subscription {account['name']}, as {account['user']['name']}")
    return account


def _check_region(location: str) -> None:
    offered = [one["name"].replace(" ", "").lower() for one in az("functionapp", "list-flexconsumption-locations")]
    if location.lower() not in offered:
        raise Failure(f"Flex Consumption is not offered in {location}. It is in: {', '.join(sorted(offered))}.")


def _keep_administrator(account: dict[str, Any]) -> None:
    person = account["user"]["type"] == "user"
    azd_set("AZURE_PRINCIPAL_TYPE", "User" if person else "ServicePrincipal")
    name = optional("DATABASE_ADMIN_NAME")
    if not (name and optional("DATABASE_ADMIN_ID")):
        name, id_ = _own_identity(account["user"]["name"], person=person)
        azd_set("DATABASE_ADMIN_NAME", name)
        azd_set("DATABASE_ADMIN_ID", id_)
        say(f"The database's administrator will be {name}. For a team, make it a group: docs/operations.md, Administrators.")
    if len(name) > LONGEST_USER:
        raise Failure(
            f"MySQL takes user names of {LONGEST_USER} characters, and {name} has {len(name)}. Make a group with a shorter name, and "
            "`azd env set DATABASE_ADMIN_NAME` and `DATABASE_ADMIN_ID` to its name and object id."
        )


def _own_identity(login: str, *, person: bool) -> tuple[str, str]:
    try:
        found = az("ad", "signed-in-user", "show") if person else az("ad", "sp", "show", "--id", login)
    except Failure:
        raise Failure(
            "Entra ID does not say who you are. Set the database's administrator yourself: `azd env set DATABASE_ADMIN_NAME` and "
            "`DATABASE_ADMIN_ID` (object id)."
        ) from None
    return found["userPrincipalName" if person else "displayName"], found["id"]


if __name__ == "__main__":
    main(preflight)
