"""A rules file with other weights: every comment and every rule stays as it was written."""

import re
from collections.abc import Iterator
from dataclasses import asdict

from config.rules import Rules

_SECTION = re.compile(r"\s{0,20}\[([^\[\]]{1,200})\]")
_VALUE = re.compile(r"(\s{0,20}([a-z_]{1,40})\s{0,20}=\s{0,20})([0-9.eE+-]{1,40})(.{0,1000})\Z")


def fragment(rules: Rules) -> str:
    """The weights alone, as a rules file has them."""
    blocks = {"weights": asdict(rules.weights)}
    blocks |= {f"wish.{wish.name}": {"weight": wish.weight} for wish in rules.wishes}
    return "\n".join(_block(name, values) for name, values in blocks.items())


def rewritten(text: str, rules: Rules) -> str:
    """The text of a rules file with the weights of these rules; parts that were left to their defaults are added."""
    wanted = asdict(rules.weights)
    if not any(_section_of(line) == "weights" for line in text.splitlines()):
        text = f"{text.rstrip()}\n\n{_block('weights', wanted)}"
    return "".join(f"{line}\n" for line in _lines(text, rules))


def _lines(text: str, rules: Rules) -> Iterator[str]:
    wishes = {f"wish.{wish.name}": {"weight": wish.weight} for wish in rules.wishes}
    wanted = wishes | {"weights": asdict(rules.weights)}
    section = ""
    for line in text.splitlines():
        section = _section_of(line) or section
        found = _VALUE.match(line)
        values = wanted.get(section, {})
        if found and found[2] in values:
            yield f"{found[1]}{_number(values[found[2]])}{found[4]}"
        else:
            yield line


def _section_of(line: str) -> str:
    found = _SECTION.match(line)
    return found[1].replace('"', "").replace(" ", "") if found else ""


def _block(name: str, values: dict[str, float]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_number(value)}" for key, value in values.items()), ""])


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").removesuffix(".") + (".0" if float(value).is_integer() else "")
