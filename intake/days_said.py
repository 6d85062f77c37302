"""Which days somebody says were rendered: `EX-0012 1.5+5+2, Moreau 2+5+2`, one after another or one to a line."""

import re
from dataclasses import dataclass

from config.expert_days import WRITTEN, ExpertDays, read_parts

LONGEST = 2_000
_DAYS = re.compile(rf"(?<![\d.,+])(?:{WRITTEN}|(?<!\S)0(?![\d.,+]))(?![\d+])")
_BETWEEN = " \t\n\r,;:.=()-–—•*"


@dataclass(frozen=True, slots=True)
class DaysSaid:
    """Who, as it was written, and the days of each; nobody at all where the words hold no days."""

    lines: tuple[tuple[str, ExpertDays], ...] = ()
    unread: tuple[str, ...] = ()
    """What stands without a name, without days, or is no quarter of a day."""


def read_days(text: str) -> DaysSaid:
    """The days that the words name; a 0 alone is somebody who did not go."""
    text = text[:LONGEST]
    lines: list[tuple[str, ExpertDays]] = []
    unread: list[str] = []
    position = 0
    for match in _DAYS.finditer(text):
        who = text[position : match.start()].strip(_BETWEEN)
        position = match.end()
        days = ExpertDays() if match[0] == "0" else read_parts(match[0])
        if days is None or not who:
            unread.append(f"{who} {match[0]}".strip())
        else:
            lines.append((who, days))
    if rest := text[position:].strip(_BETWEEN):
        unread.append(rest)
    return DaysSaid(tuple(lines), tuple(unread))
