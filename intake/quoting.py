"""The new words of a reply: without quoted history, announcements of it, footers and signatures."""

from collections.abc import Sequence

from intake.markup import read_markup
from intake.quote_marks import (
    BANNER,
    HEADER_FROM,
    HEADER_OTHER,
    LEGAL,
    LONGEST_LINE,
    MOBILE,
    QUOTED,
    RUN_TOGETHER,
    SEPARATOR,
    SIGNATURE,
    is_attribution,
)

MAX_TEXT = 200_000
MAX_LINES = 5_000
MAX_SIGNATURE = 25
MAX_FOOTER = 80
MAX_ATTRIBUTION = 4
HEADER_WINDOW = 8


def reply_text(plain: str | None, html: str | None) -> str:
    """What the person wrote now. Marks in the HTML are trusted first; then the words of either part."""
    if html:
        shown = read_markup(html)
        text = written_now(shown.text) if shown.quoted or not (plain or "").strip() else ""
        # Some programs let people write inside their signature.
        text = text or ("" if (plain or "").strip() else written_now(read_markup(html, signatures=True).text))
        if text:
            return text
    return written_now(plain or "")


def written_now(text: str) -> str:
    """The lines of a plain text that are neither history nor footer; answers below and between quotes stay."""
    lines = [line.rstrip() for line in text[:MAX_TEXT].splitlines()[:MAX_LINES]]
    lines = _without_banner(lines)
    lines = _without_history(lines)
    lines = _without_footer([line for line in lines if not _is_mobile_footer(line)])
    return "\n".join(_squeezed(lines))


def _without_history(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    while place < len(lines):
        length = _announcement(lines, place)
        if length and not _quote_follows(lines, place + length):
            break
        if not length and not QUOTED.match(lines[place]):
            kept.append(lines[place])
        place += length or 1
    return kept


def _announcement(lines: Sequence[str], place: int) -> int:
    """How many lines from here announce history; 0 if none."""
    line = lines[place].strip()
    if not line or QUOTED.match(line):
        return 0
    if RUN_TOGETHER.match(line[:LONGEST_LINE]):
        return 1
    if SEPARATOR.fullmatch(line[:LONGEST_LINE]):
        return 1 + _header_block(lines, place + 1)
    if _is_rule(line):
        block = _header_block(lines, place + 1)
        return 1 + block if block else 0
    return _header_block(lines, place) or _attribution(lines, place)


def _header_block(lines: Sequence[str], place: int) -> int:
    """Lines of a From / Sent / To / Subject block that starts here (blank lines before it allowed)."""
    start = place
    while start < min(place + 2, len(lines)) and not lines[start].strip():
        start += 1
    if start >= len(lines) or not HEADER_FROM.match(lines[start][:LONGEST_LINE]):
        return 0
    window = lines[start + 1 : start + 1 + HEADER_WINDOW]
    others = [n for n, line in enumerate(window) if HEADER_OTHER.match(line[:LONGEST_LINE])]
    return start + 2 + others[-1] - place if len(others) >= 2 else 0


def _attribution(lines: Sequence[str], place: int) -> int:
    joined = ""
    for length in range(1, MAX_ATTRIBUTION + 1):
        if place + length > len(lines) or not lines[place + length - 1].strip():
            return 0
        joined = f"{joined} {lines[place + length - 1].strip()}".strip()
        if len(joined) > LONGEST_LINE:
            return 0
        if not _may_end_attribution(joined):
            continue
        if is_attribution(joined, before_quote=_quote_follows(lines, place + length)):
            return length
    return 0


def _may_end_attribution(text: str) -> bool:
    # Cheap test first: nearly every line of a mail ends otherwise.
    return text.endswith((":", "：")) or text[-8:].lower().endswith(("wrote", "écrit", "scritto", "schrieb"))


def _quote_follows(lines: Sequence[str], place: int) -> bool:
    following = next((line for line in lines[place : place + 4] if line.strip()), "")
    return QUOTED.match(following) is not None


def _is_rule(line: str) -> bool:
    return len(line) >= 5 and set(line) <= set("_-=–—*")


def _is_mobile_footer(line: str) -> bool:
    return len(line) <= 350 and MOBILE.fullmatch(line.strip()) is not None


def _without_banner(lines: Sequence[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if start >= len(lines) or not BANNER.match(lines[start][:LONGEST_LINE]):
        return list(lines)
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    return list(lines[end:])


def _without_footer(lines: Sequence[str]) -> list[str]:
    below = sum(1 for line in lines if line.strip())
    written = False
    for place, line in enumerate(lines):
        below -= bool(line.strip())
        longest = _footer_length(lines, place, below_something=written)
        if below <= longest:
            return list(lines[:place])
        written = written or bool(line.strip())
    return list(lines)


def _footer_length(lines: Sequence[str], place: int, *, below_something: bool) -> int:
    """How many lines may follow if a footer starts here; -1 if none starts."""
    if SIGNATURE.fullmatch(lines[place]):
        return MAX_SIGNATURE
    # A legal notice is a paragraph of its own below something; a mail may well begin with such words.
    if not below_something or lines[place - 1].strip() or not lines[place].strip():
        return -1
    notice = LEGAL.match(" ".join(lines[place : place + 5])[:LONGEST_LINE])
    return MAX_FOOTER if notice else -1


def _squeezed(lines: Sequence[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    end = next((n for n in range(len(lines), 0, -1) if lines[n - 1].strip()), 0)
    kept = lines[start:end]
    return [line for n, line in enumerate(kept) if line.strip() or kept[n - 1].strip()]
