"""What a bot has told Telegram about itself: its commands and descriptions, by scope and language."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.peers.telegram_wire import Params, Refusal

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
Key = tuple[str, str]
_DEFAULT = {"type": "default"}


@dataclass(slots=True)
class Menu:
    """The newest commands of each scope and language, and the descriptions by language."""

    commands: dict[Key, list[Params]] = field(default_factory=dict)
    texts: dict[Key, str] = field(default_factory=dict)
    """By (field, language): `description`, `short_description`, `name`."""
    buttons: list[Params] = field(default_factory=list)
    """The calls of setChatMenuButton."""

    def of(self, language: str = "", **scope: Any) -> list[tuple[str, str]]:
        """(command, description) as a person with this language sees them: theirs, or else the default ones."""
        wanted = _key({"scope": scope or _DEFAULT, "language_code": language})
        found = self.commands.get(wanted) or self.commands.get((wanted[0], "")) or []
        return [(each["command"], each["description"]) for each in found]

    def set(self, params: Params) -> bool:
        """setMyCommands."""
        given = params.get("commands", [])
        if len(given) > 100:
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for each in given:
            if not _COMMAND.fullmatch(each.get("command", "")):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(each.get("description", "").strip()) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[_key(params)] = given
        return True

    def get(self, params: Params) -> list[Params]:
        """getMyCommands."""
        return self.commands.get(_key(params), [])

    def delete(self, params: Params) -> bool:
        """deleteMyCommands."""
        self.commands.pop(_key(params), None)
        return True

    def describe(self, name: str, params: Params) -> bool:
        """setMyDescription and its like."""
        longest = {"description": 512, "short_description": 120, "name": 64}[name]
        text = str(params.get(name, ""))
        if len(text) > longest:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        self.texts[name, params.get("language_code", "")] = text
        return True

    def button(self, params: Params) -> bool:
        """setChatMenuButton."""
        self.buttons.append(params)
        return True


def _key(params: Params) -> Key:
    return json.dumps(params.get("scope") or _DEFAULT, sort_keys=True), params.get("language_code", "")
