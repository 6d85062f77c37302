"""What is wrong with the settings, each problem a plain sentence: where it stands, the mistake, an example."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

_Limits = Mapping[str, Any]

_MISTAKES: Mapping[str, Callable[[_Limits], str]] = MappingProxyType(
    {
        "value_error": lambda limits: str(limits["error"]),
        "literal_error": lambda limits: f"must be {limits['expected']}",
        "greater_than": lambda limits: f"must be more than {limits['gt']:.12g}",
        "greater_than_equal": lambda limits: f"must be at least {limits['ge']:.12g}",
        "less_than_equal": lambda limits: f"must be at most {limits['le']:.12g}",
        "int_parsing": lambda _: "must be a whole number",
        "int_type": lambda _: "must be a whole number",
        "int_from_float": lambda _: "must be a whole number",
        "float_parsing": lambda _: "must be a number",
        "float_type": lambda _: "must be a number",
        "string_type": lambda _: "must be a text in quotes",
        "path_type": lambda _: "must be a path in quotes",
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """The settings file, and which settings it decides because no variable does."""

    file: Path
    decides: Collection[str] = ()


def complaints(
    error: ValidationError, fields: Mapping[str, FieldInfo], *, prefix: str, source: Source
) -> tuple[str, ...]:
    """One sentence for each problem that was found."""
    return tuple(_complaint(detail, fields, prefix, source) for detail in error.errors())


def strays(variables: Iterable[str], fields: Mapping[str, FieldInfo], *, prefix: str) -> Iterator[str]:
    """One sentence for each variable that looks like a setting and is none."""
    for variable in variables:
        name = variable.lower().removeprefix(prefix.lower())
        if variable.upper().startswith(prefix) and name not in fields:
            close = get_close_matches(name, fields, n=1)
            hint = f"; did you mean {prefix}{close[0].upper()}?" if close else "; it is ignored."
            yield f"The environment has {variable[:60]!r}, which is no setting{hint}"


def _complaint(detail: ErrorDetails, fields: Mapping[str, FieldInfo], prefix: str, source: Source) -> str:
    name = str(detail["loc"][0])
    field = fields.get(name)
    if field is None:
        return _unknown(name, fields, source.file)
    said = (
        "" if field.annotation is SecretStr or detail["input"] == "" else f", not {_shown(detail['input'])}"
    )
    example = (field.examples or [""])[0]
    place = f"{name} in {source.file}" if name in source.decides else f"{prefix}{name.upper()}"
    return f"{place} {_mistake(detail)}{said} (example: {example})."


def _mistake(detail: ErrorDetails) -> str:
    phrase = _MISTAKES.get(detail["type"])
    return phrase(detail.get("ctx", {})) if phrase else f"cannot be used: {detail['msg']}"


def _unknown(name: str, fields: Mapping[str, FieldInfo], file: Path) -> str:
    close = get_close_matches(name, fields, n=1)
    hint = f"; did you mean {close[0]}?" if close else "; remove it."
    return f"{file} has {name!r}, which is no setting{hint}"


def _shown(value: object) -> str:
    """The value as written, cut before it floods the terminal."""
    return repr(str(value)[:60])
