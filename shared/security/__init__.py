"""Secrets: password hashes, access tokens and refresh tokens."""
