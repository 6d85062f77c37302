"""The newest refresh token on disk: Microsoft hands out a new one with each answer, and the first ends after 90 days."""

import hashlib
import json
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "oauth-refresh-token"


class RefreshTokens:
    """The token that the operator wrote down or has agreed to by `muster oauth`, and the newest that came of it."""

    def __init__(self, written: str, file: Path | None = None, *, application: str = "") -> None:
        self.written = written
        self._application = application
        """Whose token it is if none was written down: one that was agreed to for another application is no good."""
        self._file = file
        self._read = self._kept()
        self._newest = self._read or written

    def newest(self) -> str:
        """The one to use; '' if the application asks in its own name. A new consent counts without a restart."""
        kept = self._kept()
        if kept and kept != self._read:
            self._read = self._newest = kept
        return self._newest

    def keep(self, token: str) -> bool:
        """Use this one from now on, also after a restart; False if it could not be written down."""
        if token == self._newest:
            return True
        self._newest = token
        return self._file is None or self._write(self._file, token)

    def _write(self, file: Path, token: str) -> bool:
        fresh = file.with_suffix(".new")
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                json.dump({"of": self._origin(), "token": token}, out)
            fresh.replace(file)
        except OSError as error:
            log.warning("oauth.refresh_token_not_kept error=%s", type(error).__name__)
            return False
        self._read = token
        return True

    def _kept(self) -> str:
        """What an earlier process kept, unless the operator has written down another token since."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8")) if self._file else None
        except (OSError, ValueError):
            return ""
        if isinstance(found, dict) and found.get("of") == self._origin():
            return str(found.get("token") or "")
        return ""

    def _origin(self) -> str:
        return hashlib.sha256((self.written or self._application).encode()).hexdigest()
