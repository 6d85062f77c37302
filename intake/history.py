"""Where in the lines of a mail somebody else speaks: quotations, what announces them, all below a header block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.footers import is_mobile_footer
from intake.quote_marks import (
    BARE_FORWARD,
    LONGEST_LINE,
    QUOTED,
    SEPARATOR,
    has_address,
    has_headers_in_one_line,
    has_time,
    header_of,
    is_attribution,
    is_attribution_tail,
    is_run_together,
    may_end_attribution,
    may_start_attribution,
    own_words_before,
)

MAX_ATTRIBUTION = 5
HEADER_WINDOW = 12
_MOST_BETWEEN = 2
_LONGEST_NAME = 40
_WRAPPED_FROM = 55
_BRACKETS = (">", ")", "]")
_COLON = re.compile(r"[:：]")
_RULE = frozenset("_-=–—*⁓~ ")


_QUOTE_MARKS = re.compile(r"^(?:> ?){1,20}")


@dataclass(frozen=True, slots=True)
class _Announcement:
    length: int
    own_words: str = ""
    """What was written before it on its first line."""


def without_history(lines: Sequence[str]) -> list[str]:
    """The lines that are not history; answers below and between quotations stay."""
    last_quote = max((n for n, line in enumerate(lines) if QUOTED.match(line)), default=-1)
    kept: list[str] = []
    place = 0
    while place < len(lines):
        found = _announcement(lines, place, written=any(kept))
        if found is None:
            if is_mobile_footer(lines[place]) and place > last_quote and any(kept):
                # On a phone it stands below the words and above the history, marked or not.
                break
            if not QUOTED.match(lines[place]) and not _is_cut_from_quote(lines, place):
                kept.append(lines[place])
            place += 1
            continue
        place += found.length
        kept.extend([found.own_words] if found.own_words else [])
        if not _quote_follows(lines, place):
            break
    return _without_rules_at_end(kept)


def passed_on(lines: Sequence[str]) -> list[str]:
    """The lines below the first announcement of history, without the marks of quotation; none if nothing is announced."""
    for place in range(len(lines)):
        found = _announcement(lines, place, written=False)
        if found is not None:
            return [_QUOTE_MARKS.sub("", line) for line in lines[place + found.length :]]
    return []


def _announcement(lines: Sequence[str], place: int, *, written: bool) -> _Announcement | None:
    """What announces history at this place, if anything does."""
    line = lines[place].strip()[:LONGEST_LINE]
    if not line:
        return None
    if QUOTED.match(line):
        return None
    if SEPARATOR.fullmatch(line) or (BARE_FORWARD.fullmatch(line) and _has_history_below(lines, place + 1)):
        return _Announcement(1 + _header_block(lines, place + 1, written=True))
    block = _header_block(lines, place, written=written)
    return _Announcement(block) if block else _attribution(lines, place)


def _has_history_below(lines: Sequence[str], place: int) -> bool:
    return _quote_follows(lines, place) or _header_block(lines, place, written=True) > 0


def _header_block(lines: Sequence[str], place: int, *, written: bool) -> int:
    """Lines of a From / Sent / To / Subject block that starts here, empty lines before it included."""
    start = next((n for n in range(place, min(place + 3, len(lines))) if lines[n].strip()), -1)
    if start < 0 or not _COLON.search(lines[start][:_LONGEST_NAME]):
        return 0
    if has_headers_in_one_line(lines[start]):
        return start + 1 - place
    if header_of(lines[start]) in (None, "other"):
        return 0
    named = _headers(lines[start : start + HEADER_WINDOW])
    return start + max(named) + 1 - place if _are_mail_headers(lines[start:], named, written=written) else 0


def _headers(lines: Sequence[str]) -> dict[int, str]:
    """The kind of each line that names a header, until three lines in a row name none."""
    named: dict[int, str] = {}
    for n, line in enumerate(lines):
        kind = header_of(line)
        if kind is not None:
            named[n] = kind
        elif n - max(named) > _MOST_BETWEEN:
            break
    return named


def _are_mail_headers(lines: Sequence[str], named: dict[int, str], *, written: bool) -> bool:
    """Whether header-like lines are a mail's: a formal letter may begin 'From: ... To: ... Subject: ...' too."""
    kinds = set(named.values())
    # A long value may stand on the line below.
    people = (n for n, kind in named.items() if kind in {"sender", "receiver"})
    addressed = any(has_address(line) for n in people for line in lines[n : n + 2])
    timed = any(has_time(line) for n, kind in named.items() if kind == "date" for line in lines[n : n + 2])
    main = len(kinds - {"other"})
    if "sender" not in kinds:
        return addressed and timed and main >= 2
    if len(kinds) >= 3:
        return addressed or timed or (written and main >= 2)
    return main == 2 and (addressed or (timed and written))


def _attribution(lines: Sequence[str], place: int) -> _Announcement | None:
    line = lines[place].strip()
    if is_run_together(line):
        # All of the quotation is on this line and below, and nothing marks it.
        return _Announcement(len(lines) - place)
    if may_end_attribution(line):
        quote = _quote_follows(lines, place + 1)
        own_words = own_words_before(line)
        if own_words or is_attribution(line, before_quote=quote):
            return _Announcement(1, own_words)
    length = _long_attribution(lines, place)
    return _Announcement(length) if length else None


def _long_attribution(lines: Sequence[str], place: int) -> int:
    """Lines of an attribution that a program wrapped; 0 if none starts here."""
    following = lines[place + 1].lstrip() if place + 1 < len(lines) else ""
    if not may_start_attribution(lines[place]) and not following.startswith("<"):
        return 0
    joined = lines[place].strip()
    for length, line in enumerate(lines[place + 1 : place + MAX_ATTRIBUTION], 2):
        if _cannot_go_on(line, length) or len(joined) > LONGEST_LINE:
            return 0
        joined = f"{joined} {line.strip()}".rstrip()
        if may_end_attribution(line):
            if is_attribution(joined, before_quote=_quote_follows(lines, place + length)):
                return length
            if not line.endswith(_BRACKETS):
                return 0
    return 0


def _cannot_go_on(line: str, length: int) -> bool:
    """Whether a line is no part of an attribution: an empty one may be its second, where a name was broken off."""
    return (not line.strip() and length > 2) or (
        QUOTED.match(line) is not None and not is_attribution_tail(line)
    )


def _quote_follows(lines: Sequence[str], place: int) -> bool:
    following = next((line for line in lines[place : place + 4] if line.strip()), "")
    return QUOTED.match(following) is not None and not is_attribution_tail(following)


def _is_cut_from_quote(lines: Sequence[str], place: int) -> bool:
    """Whether a line between two quoted ones is the end of the first, cut off by a program that wraps."""
    if (
        not 0 < place < len(lines) - 1
        or not QUOTED.match(lines[place - 1])
        or not QUOTED.match(lines[place + 1])
    ):
        return False
    before, line = lines[place - 1].rstrip(), lines[place].strip()
    if not line:
        return False
    if " " not in line.rstrip(" >") and (
        before.rfind("(") > before.rfind(")") or line.startswith(("(http", "http"))
    ):
        return True
    return (
        len(before) >= _WRAPPED_FROM
        and before[-1] not in ".!?:;"
        and line[0].islower()
        and line.count(" ") >= 2
    )


def _without_rules_at_end(lines: Sequence[str]) -> list[str]:
    end = len(lines)
    while end and set(lines[end - 1]) <= _RULE:
        end -= 1
    return list(lines[:end])
