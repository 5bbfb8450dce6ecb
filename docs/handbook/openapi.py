"""Writes the OpenAPI document that the web app's client is made from: `python -m docs.handbook.openapi`."""

from json import dumps
from pathlib import Path

import auth_functions
import transform_functions
from shared import __version__
from shared.http import openapi
from site_functions import site_endpoints

FILE = Path(__file__).parent.parent.parent / "web" / ".angular" / "openapi.json"


def text() -> str:
    """The document of this code, for no server in particular."""
    endpoints = (*auth_functions.ENDPOINTS, *transform_functions.ENDPOINTS)
    documented = [declared for declared in (*endpoints, *site_endpoints(endpoints)) if declared.method != "ANY"]
    return dumps(openapi.document(documented, version=__version__, server="/"))


def main() -> None:
    """Write it where `npm run client` reads it."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
