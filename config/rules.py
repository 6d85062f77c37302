"""How teams are chosen: weights, hard rules and wishes of rules.toml, checked before anything uses them."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from config.languages import Level
from config.rule_params import WISHES_ONLY, Limits, MistakeError, checked_number, checked_params

_FILE = Path(__file__).parent / "rules.toml"
_GENERAL = frozenset(
    {
        "default_seats",
        "unknown_availability",
        "min_language",
        "load_cap",
        "plan_loss",
        "weights",
        "hard",
        "wish",
    }
)
_PARTS = ("topic", "language", "availability", "experience")
_SEATS = Limits(1, 12, default=2, whole=True)
_MISSIONS = Limits(1, 366, default=4, whole=True)
_SHARE = Limits(0, 1, default=0.5)
_LOSS = Limits(0, 1, default=0.02)
_WEIGHT_OF_PART = Limits(0, 1)
_WEIGHT_OF_WISH = Limits(0, 10)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a score counts; together 1."""

    topic: float = 0.45
    language: float = 0.2
    availability: float = 0.2
    experience: float = 0.15


@dataclass(frozen=True, slots=True)
class Rule:
    """What every team must meet."""

    name: str
    kind: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wish:
    """What makes a team better by its weight."""

    name: str
    kind: str
    weight: float
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything the facility decided about teams."""

    weights: Weights
    hard: tuple[Rule, ...]
    wishes: tuple[Wish, ...]
    default_seats: int = 2
    unknown_availability: float = 0.5
    min_language: Level = Level.B2
    load_cap: int = 4
    plan_loss: float = 0.02
    """The share of a plan's total that may be lost so that the worst served requests are served better."""

    def as_json(self) -> dict[str, object]:
        """Everything as plain values, to be kept with a proposal that was made under these rules."""
        return {
            "weights": asdict(self.weights),
            "hard": [{"name": rule.name, "kind": rule.kind, **_plain(rule.params)} for rule in self.hard],
            "wishes": [
                {"name": wish.name, "kind": wish.kind, "weight": wish.weight, **_plain(wish.params)}
                for wish in self.wishes
            ],
            "default_seats": self.default_seats,
            "unknown_availability": self.unknown_availability,
            "min_language": self.min_language.label,
            "load_cap": self.load_cap,
            "plan_loss": self.plan_loss,
        }


class RulesError(Exception):
    """The rules file cannot be used; the message names the file, the rule and the mistake."""


def load_rules(path: Path | None = None) -> Rules:
    """The rules of the file, or the ones that come with Muster."""
    file = path or _FILE
    try:
        return _rules(tomllib.loads(file.read_text(encoding="utf-8")))
    except MistakeError as mistake:
        raise RulesError(f"{file}: {mistake}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"{file} cannot be read: {error}") from error


def _rules(table: Mapping[str, Any]) -> Rules:
    for unknown in sorted(table.keys() - _GENERAL):
        raise MistakeError(f"general: {unknown!r} is not known; known: {', '.join(sorted(_GENERAL))}")
    return Rules(
        weights=_weights(_section(table, "weights")),
        hard=tuple(_rule(name, entry) for name, entry in _section(table, "hard").items()),
        wishes=tuple(_wish(name, entry) for name, entry in _section(table, "wish").items()),
        default_seats=int(checked_number("general", table, "default_seats", _SEATS)),
        unknown_availability=checked_number("general", table, "unknown_availability", _SHARE),
        min_language=_level(table.get("min_language", Level.B2.label)),
        load_cap=int(checked_number("general", table, "load_cap", _MISSIONS)),
        plan_loss=checked_number("general", table, "plan_loss", _LOSS),
    )


def _section(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise MistakeError(f"{name!r} must be a table, [{name}]")
    return section


def _weights(table: Mapping[str, Any]) -> Weights:
    if not table:
        return Weights()
    for unknown in sorted(table.keys() - set(_PARTS)):
        raise MistakeError(f"weights: {unknown!r} is not known; known: {', '.join(_PARTS)}")
    weights = Weights(**{part: checked_number("weights", table, part, _WEIGHT_OF_PART) for part in _PARTS})
    total = weights.topic + weights.language + weights.availability + weights.experience
    if abs(total - 1) > 0.001:
        raise MistakeError(f"weights: the four must add up to 1, not {total:g}")
    return weights


def _rule(name: str, entry: object) -> Rule:
    kind, params = _kind_and_params(f"rule {name!r}", entry)
    if kind in WISHES_ONLY:
        raise MistakeError(f"rule {name!r}: {kind} can only be a wish")
    return Rule(name, kind, params)


def _wish(name: str, entry: object) -> Wish:
    where = f"wish {name!r}"
    table = _table(where, entry)
    weight = checked_number(where, table, "weight", _WEIGHT_OF_WISH)
    kind, params = _kind_and_params(where, {key: value for key, value in table.items() if key != "weight"})
    return Wish(name, kind, weight, params)


def _kind_and_params(where: str, entry: object) -> tuple[str, Mapping[str, object]]:
    table = _table(where, entry)
    kind = str(table.get("kind", ""))
    params = {key: value for key, value in table.items() if key != "kind"}
    return kind, MappingProxyType(checked_params(where, kind, params))


def _table(where: str, entry: object) -> Mapping[str, object]:
    if not isinstance(entry, dict):
        raise MistakeError(f"{where} must be a table with a kind")
    return entry


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(value) if isinstance(value, Mapping) else value for name, value in params.items()}


def _level(text: object) -> Level:
    level = Level.read(str(text))
    if level is None:
        raise MistakeError(f"general: min_language must be a level such as B2, not {text!r}")
    return level
