"""A secret that is made once and kept in a file nobody else can read."""

import os
import secrets
from pathlib import Path

SHORTEST = 32


class UnusableSecretError(Exception):
    """The file of the signing secret is damaged; restore it from a backup, or remove it to have a new one made."""


def kept_secret(path: Path) -> bytes:
    """The secret in the file, made if there is none; of two processes that start at once, both get the same."""
    try:
        return _read(path)
    except FileNotFoundError:
        _make(path)
        return _read(path)


def _read(path: Path) -> bytes:
    secret = path.read_bytes().strip()
    if len(secret) < SHORTEST:
        raise UnusableSecretError(f"{path} holds fewer than {SHORTEST} characters")
    return secret


def _make(path: Path) -> None:
    """Write a draft and link it into place, so that nobody ever reads half a secret or replaces another's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(
        os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(secrets.token_hex(SHORTEST))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
