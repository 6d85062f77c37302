"""Secrets of single-use links: given out once, and only their hash is kept."""

import secrets
from hashlib import sha256

SECRET_BYTES = 24


def new_secret() -> str:
    """What a link ends with."""
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_hash(secret: str) -> str:
    """What is kept of it. A plain hash is enough: the secret is 24 random bytes, not a password."""
    return sha256(secret.encode(errors="replace")).hexdigest()
