"""The kinds of rules an officer may write and the parameters each kind takes."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from config.languages import Level

ATTRIBUTES = (
    *("country", "region", "eligibility", "occupation", "employment", "gender", "employer"),
    *("years", "missions_abroad", "missions_this_year"),
)
"""What a rule may look at in an expert; fields of `matching.need.Candidate`."""

GROUPED = ("country", "region", "eligibility", "occupation", "employment", "gender")
"""Attributes that make groups whose past choices are counted."""

WISHES_ONLY = frozenset({"under_represented"})
"""Kinds that may make a team better, never bar one."""


class MistakeError(Exception):
    """An officer wrote something in rules.toml that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: whether a value is right for it, and what it wants to have."""

    wants: str
    accepts: Callable[[object], bool]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a number may be; without a default it must be given."""

    least: float
    most: float
    default: float | None = None
    whole: bool = False


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_value(value: object) -> bool:
    return all(map(_is_scalar, value)) and bool(value) if isinstance(value, list) else _is_scalar(value)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


_COUNT = Param("a whole number from 1", _is_count)
_LEVEL = Param("a level such as B2", lambda value: Level.read(str(value)) is not None)
_SHARE = Param("a number from 0 to 1", _is_share)
_AMONG = Param("a table with attribute and value", lambda value: isinstance(value, dict))
_VALUE = Param("a text, a number, or a list of them", _is_value, required=True)
_ATTRIBUTE = Param(f"one of {', '.join(ATTRIBUTES)}", lambda value: value in ATTRIBUTES, required=True)
_GROUP = Param(f"one of {', '.join(GROUPED)}", lambda value: value in GROUPED, required=True)
_COUNTRY = Param("country", lambda value: value == "country")

KINDS: Mapping[str, Mapping[str, Param]] = MappingProxyType(
    {
        "distinct": {"attribute": _ATTRIBUTE, "minimum": _COUNT, "among": _AMONG},
        "at_least": {"attribute": _ATTRIBUTE, "value": _VALUE, "count": _COUNT},
        "language_cover": {"all": _LEVEL, "one": _LEVEL},
        "areas_covered": {"share": _SHARE},
        "common_days": {},
        "no_conflict": {"attribute": _COUNTRY},
        "load_cap": {"missions": _COUNT},
        "under_represented": {"attribute": _GROUP, "share": _SHARE},
    }
)


def checked_params(where: str, kind: str, params: Mapping[str, object]) -> dict[str, object]:
    """The parameters, lists as tuples, if the kind takes them; else a mistake that names the rule."""
    if kind not in KINDS:
        raise MistakeError(f"{where} has kind {kind!r}; known: {', '.join(KINDS)}")
    known = KINDS[kind]
    for name in params.keys() - known.keys():
        raise MistakeError(f"{where}: {kind} has no {name!r}; known: {', '.join(known) or 'none'}")
    for name, param in known.items():
        _check(where, name, param, params)
    return {name: _frozen(f"{where}, {name}", value) for name, value in params.items()}


def checked_number(where: str, table: Mapping[str, object], name: str, limits: Limits) -> float:
    """The number of that name within its limits, or its default."""
    value = table.get(name, limits.default)
    is_number = isinstance(value, int if limits.whole else int | float) and not isinstance(value, bool)
    number = float(str(value)) if is_number else math.nan
    if not limits.least <= number <= limits.most:
        kind = "whole number" if limits.whole else "number"
        wanted = f"a {kind} from {limits.least:g} to {limits.most:g}"
        raise MistakeError(f"{where}: {name} must be {wanted}, not {value!r}")
    return number


def _check(where: str, name: str, param: Param, params: Mapping[str, object]) -> None:
    if name not in params:
        if param.required:
            raise MistakeError(f"{where} needs {name!r}: {param.wants}")
        return
    if not param.accepts(params[name]):
        raise MistakeError(f"{where}: {name} must be {param.wants}, not {params[name]!r}")


def _frozen(where: str, value: object) -> object:
    if isinstance(value, dict):
        return MappingProxyType(checked_params(where, "at_least", value))
    return tuple(value) if isinstance(value, list) else value
