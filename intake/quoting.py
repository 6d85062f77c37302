"""The new words of a reply: without quoted history, announcements of it, footers and signatures."""

from collections.abc import Sequence

from intake.footers import without_banner, without_footer
from intake.history import passed_on, without_history
from intake.markup import read_markup
from intake.own_letters import without_own_letter

MAX_TEXT = 200_000
MAX_LINES = 5_000
# Marks of writing direction and of nothing at all: they hide announcements from every pattern.
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
)


def reply_text(plain: str | None, html: str | None) -> str:
    """What the person wrote now. Marks in the HTML are trusted first; then the words of either part."""
    has_plain = bool(plain and plain.strip())
    if html:
        shown = read_markup(html)
        text = written_now(shown.text) if shown.quoted or not has_plain else ""
        if not text and not has_plain:
            # Some programs let people write inside their signature.
            text = written_now(read_markup(html, signatures=True).text)
        if text:
            return text
    return written_now(plain or "")


def forwarded_text(plain: str | None, html: str | None) -> str:
    """The words of a mail that was passed on without a comment, so that `reply_text` finds nothing in it."""
    text = plain if plain and plain.strip() else read_markup(html or "", history=True).text
    lines = text[:MAX_TEXT].translate(_INVISIBLE).splitlines()[:MAX_LINES]
    return written_now("\n".join(passed_on([line.rstrip() for line in lines])))


def written_now(text: str) -> str:
    """The lines of a plain text that are neither history nor footer; answers below and between quotes stay."""
    lines = [line.rstrip() for line in text[:MAX_TEXT].translate(_INVISIBLE).splitlines()[:MAX_LINES]]
    theirs = without_own_letter(without_history(without_banner(lines)))
    return "\n".join(_squeezed(without_footer(theirs)))


def _squeezed(lines: Sequence[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    end = next((n for n in range(len(lines), 0, -1) if lines[n - 1].strip()), 0)
    kept = lines[start:end]
    return [line for n, line in enumerate(kept) if line.strip() or kept[n - 1].strip()]
