"""The OpenAPI 3.1 document: a pure walk over the declared endpoints and their models."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from shared import errors
from shared.errors import LienzoError
from shared.http import problems
from shared.http.endpoint import Endpoint
from shared.http.model import Problem

TITLE = "Lienzo"
DESCRIPTION = """Register, upload pictures, transform them with recipes, save the results and find them again.

Every call below *Accounts* needs `Authorization: Bearer <accessToken>`. Every error is `application/problem+json` (RFC 9457) with a
stable `code`; validation errors list a JSON pointer to each fault."""
REFERENCE = "#/components/schemas/{model}"

Document = dict[str, Any]


def document(endpoints: Sequence[Endpoint], *, version: str, server: str) -> Document:
    """Describe the API.

    Args:
        endpoints: every endpoint, in the order in which they shall be shown.
        version: of the API.
        server: base URL.
    """
    names, schemas = _schemas(endpoints)
    paths: dict[str, Document] = {}
    for declared in endpoints:
        paths.setdefault(f"/{declared.route}", {})[declared.method.lower()] = _operation(declared, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": version, "description": DESCRIPTION},
        "servers": [{"url": server}],
        "tags": [{"name": tag} for tag in dict.fromkeys(declared.tag for declared in endpoints)],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"accessToken": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


Names = Mapping[tuple[Any, JsonSchemaMode], Document]


def _schemas(endpoints: Sequence[Endpoint]) -> tuple[Names, Document]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for declared in endpoints:
        if declared.body:
            wanted[declared.body, "validation"] = None
        if declared.model and issubclass(declared.model, BaseModel):
            wanted[declared.model, "serialization"] = None
    names, definitions = models_json_schema(list(wanted), ref_template=REFERENCE)
    schemas: Document = definitions.get("$defs", {})
    return names, schemas


def _operation(declared: Endpoint, names: Names) -> Document:
    summary, _, text = inspect.cleandoc(declared.handler.__doc__ or declared.name).partition("\n")
    made: Document = {
        "operationId": declared.name,
        "tags": [declared.tag],
        "summary": summary.rstrip("."),
        "description": text.strip(),
        "parameters": _parameters(declared),
        "responses": _responses(declared, names),
        "security": [] if declared.public else [{"accessToken": []}],
    }
    if declared.body:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": names[declared.body, "validation"]}}}
    if declared.accepts:
        made["requestBody"] = {
            "required": True,
            "content": {accepted: {"schema": _upload(accepted, declared)} for accepted in declared.accepts},
        }
    return made


def _upload(media_type: str, declared: Endpoint) -> Document:
    if media_type != "multipart/form-data":
        return {"type": "string", "contentMediaType": media_type}
    properties = {"file": {"type": "string", "contentMediaType": "application/octet-stream", "description": "The picture."}}
    for part, description in declared.parts.items():
        properties[part] = {"type": "string", "description": description}
    return {"type": "object", "properties": properties, "required": ["file"]}


def _parameters(declared: Endpoint) -> list[Document]:
    made = [{"name": name, "in": "path", "required": True, "schema": adapter.json_schema()} for name, adapter in declared.path.items()]
    if declared.query:
        schema = declared.query.model_json_schema(ref_template=REFERENCE)
        for name, of_name in schema.get("properties", {}).items():
            description = of_name.pop("description", "")
            made.append(
                {"name": name, "in": "query", "required": name in schema.get("required", []), "description": description, "schema": of_name}
            )
    return made


def _responses(declared: Endpoint, names: Names) -> Document:
    made: Document = {}
    if declared.status not in declared.answers:
        made[str(declared.status)] = {"description": "OK" if declared.model else "Done; no content", **_content(declared, names)}
    for status, description in declared.answers.items():
        made[str(status)] = {"description": description} | (_content(declared, names) if status not in {202, 204, 304} else {})
    by_status: dict[int, list[str]] = {}
    for error in _problems(declared):
        status = problems.kind(error).status
        codes = by_status.setdefault(status, [])
        if error.code not in codes:
            codes.append(error.code)
    content = {problems.MEDIA_TYPE: {"schema": names[Problem, "serialization"]}}
    for status, codes in sorted(by_status.items()):
        made[str(status)] = {"description": " · ".join(f"`{code}`" for code in codes), "content": content}
    return made


def _content(declared: Endpoint, names: Names) -> Document:
    if declared.model is None:
        return {}
    if declared.model is bytes:
        return {"content": {media_type: {"schema": {"type": "string", "contentMediaType": media_type}} for media_type in declared.produces}}
    return {"content": {"application/json": {"schema": names[declared.model, "serialization"]}}}


def _problems(declared: Endpoint) -> list[type[LienzoError]]:
    """What this call may refuse with: its own problems and those of every call of its shape."""
    made = list(declared.problems)
    if not declared.public:
        made += [errors.Unauthorized]
    if declared.path:
        made += [errors.NotFound]
    if declared.body:
        made += [errors.MalformedRequest, errors.TooLarge, errors.UnsupportedMedia]
    if declared.body or declared.query:
        made += [errors.InvalidInput]
    return [*made, problems.Unexpected, errors.DatabaseUnavailable, errors.StoreUnavailable]
