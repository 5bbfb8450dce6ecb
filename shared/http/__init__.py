"""Requests to handlers, handlers to responses, errors to problems, endpoints to OpenAPI."""
