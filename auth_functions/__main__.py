"""`python -m auth_functions`: signing keys, accounts and the journal of security events, for operators."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import get_args

from pydantic import ValidationError

from auth_functions.addresses import Address
from auth_functions.journal import Name
from auth_functions.operation import Operation
from shared.config import Settings
from shared.database import Event
from shared.errors import LienzoError
from shared.resources import Resources

SHORT_HASH = 8
MOST_EVENTS, MOST_DAYS = 100_000, 90


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        The exit status: 0 when it was done, 1 when it could not be. A command that is not understood ends the process with 2.
    """
    options = _parser().parse_args(arguments)
    run: Callable[[Operation, argparse.Namespace], None] = options.run
    try:
        run(Operation(Resources.from_settings(Settings())), options)
    except ValidationError as error:
        # Without what was found there, which may be a secret. A fault of several settings together names them itself.
        return _failed(*("".join(f"LIENZO_{name}: ".upper() for name in fault["loc"]) + fault["msg"] for fault in error.errors()))
    except LienzoError as error:
        return _failed(error.message, *(f"  {name}: {value}" for name, value in error.facts.items()))
    return 0


def _failed(*lines: str) -> int:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m auth_functions", description="Accounts and keys of the settings on this machine.")
    topics = parser.add_subparsers(required=True, metavar="{keys,users,audit}")

    keys = topics.add_parser("keys", help="the keys that sign access tokens").add_subparsers(required=True)
    keys.add_parser("new", help="print a new private JWK Set for LIENZO_SIGNING_KEYS").set_defaults(run=_keys_new)
    keys.add_parser("rotate", help="add a key, remove those whose tokens have expired; nobody is logged out").set_defaults(run=_keys_rotate)

    users = topics.add_parser("users", help="the accounts").add_subparsers(required=True)
    users.add_parser("list", help="list them").set_defaults(run=_users_list)
    for name, text in (("disable", "shut an account and end its sessions"), ("enable", "open it again")):
        command = users.add_parser(name, help=text)
        command.add_argument("email", type=_address, help="its e-mail address")
        command.set_defaults(run=_users_set, disabled=name == "disable")

    audit = topics.add_parser("audit", help="what happened to accounts, newest first")
    audit.add_argument("--days", type=_number(MOST_DAYS), default=7, metavar="N", help="how far back (7; they are kept for 90)")
    audit.add_argument("--limit", type=_number(MOST_EVENTS), default=100, metavar="N", help="most events (100)")
    audit.add_argument("--email", type=_address, help="of one address, whether or not it has an account")
    audit.add_argument("--event", choices=get_args(Name), metavar="NAME", help=f"of one kind: {', '.join(get_args(Name))}")
    audit.add_argument("--json", action="store_true", help="one JSON object a line")
    audit.set_defaults(run=_audit)
    return parser


def _address(text: str) -> str:
    """An argument that is an e-mail address."""
    try:
        Address.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _number(most: int) -> Callable[[str], int]:
    """An argument that is a number from 1 to `most`."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"expected a number from 1 to {most}, not {text!r}")
        return int(text)

    return parse


def _keys_new(operation: Operation, _options: argparse.Namespace) -> None:
    sys.stdout.write(f"{operation.new_keys()}\n")


def _keys_rotate(operation: Operation, _options: argparse.Namespace) -> None:
    document, lines = operation.rotate_keys()
    # The keys alone go to the standard output, so that they can be piped into a vault and need not be shown.
    for line in lines:
        sys.stderr.write(f"{line}\n")
    if document:
        sys.stdout.write(f"{document}\n")


def _users_list(operation: Operation, _options: argparse.Namespace) -> None:
    for user in operation.users():
        state = "disabled" if user.disabled_at else "verified" if user.verified_at else "not verified"
        sys.stdout.write(f"{user.id}  {user.created_at:%Y-%m-%d}  {state:12}  {user.email}\n")


def _users_set(operation: Operation, options: argparse.Namespace) -> None:
    user = operation.set_disabled(options.email, disabled=options.disabled)
    effect = "disabled; its sessions have ended, and its access tokens stop working within a minute" if options.disabled else "enabled"
    sys.stdout.write(f"{user.id} is {effect}\n")


def _audit(operation: Operation, options: argparse.Namespace) -> None:
    for event in operation.events(days=options.days, limit=options.limit, email=options.email, name=options.event):
        facts = _facts(event)
        if options.json:
            sys.stdout.write(json.dumps(facts) + "\n")
        else:
            rest = "  ".join(f"{name}={value}" for name, value in facts.items() if name not in {"at", "event"})
            sys.stdout.write(f"{facts['at']}  {facts['event']:18}  {rest}\n")


def _facts(event: Event) -> dict[str, str]:
    """What is there, as text. The hashes are shortened: they are only compared with each other."""
    found = {
        "at": event.at.isoformat(timespec="milliseconds"),
        "event": event.name,
        "reason": event.reason,
        "user": event.user_id and str(event.user_id),
        "session": event.session_id and str(event.session_id),
        "emailHash": event.email_hash and event.email_hash.hex()[:SHORT_HASH],
        "addressHash": event.address_hash and event.address_hash.hex()[:SHORT_HASH],
        "client": event.client,
        "requestId": event.request_id,
    }
    return {name: value for name, value in found.items() if value}


if __name__ == "__main__":
    sys.exit(main())
