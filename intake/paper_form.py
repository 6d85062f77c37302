"""The printed request form: its questions in groups, the hints beside them, and how to tell them from answers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.field_list import FIELDS, Field

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "institution": ("institution", "country", "contact_name", "contact_email", "contact_phone"),
        "request": (
            "title",
            "areas",
            "background",
            "general_objective",
            "specific_objectives",
            "expected_results",
        ),
        "mission": ("window", "duration_days", "languages", "experts", "profiles"),
    }
)
"""Which questions stand together, in their order; headings are `docx.group.<name>`."""

LONGEST_HINT = 6
"""Lines of a narrow column."""


def printed_label(field: Field, language: str) -> str:
    """The label as it stands on paper."""
    optional = "" if field.required else f" ({say(language, 'form.blank.optional')})"
    return field.label(language) + optional


def printed_hint(field: Field, language: str) -> str:
    """What is printed below the label: what is wanted, and an example."""
    wanted, example = (say(language, f"form.{field.key}.{name}") for name in ("help", "example"))
    return say(language, "docx.hint", help=wanted, example=example)


def without_hint(key: str, text: str) -> str:
    """The words behind a label without the printed hint, however its lines were broken."""
    for hint in _hints(key):
        rest = _behind(hint, text)
        if rest is not None:
            return rest.strip()
    return text.strip()


def lines_of_hint(key: str, lines: Sequence[str]) -> int:
    """How many of the lines below a label are its printed hint, which may hold a word that is a label itself."""
    for many in range(min(LONGEST_HINT, len(lines)), 0, -1):
        if _signs(" ".join(lines[:many])) in _hints(key):
            return many
    return 0


@cache
def headings() -> frozenset[str]:
    """The folded headings of groups of questions, in all languages."""
    return frozenset(fold(say(code, f"docx.group.{name}")) for code in INTERFACE_LANGUAGES for name in GROUPS)


@cache
def ends() -> frozenset[str]:
    """The folded headings below which nothing is asked any more."""
    return frozenset(fold(say(code, "docx.signature.heading")) for code in INTERFACE_LANGUAGES)


@cache
def _hints(key: str) -> tuple[str, ...]:
    """Every hint for a field with nothing but its letters and digits, the longest first."""
    return tuple(sorted(set(_signs_of_hints(key)), key=len, reverse=True))


def _signs_of_hints(key: str) -> Iterator[str]:
    for language in INTERFACE_LANGUAGES:
        hint = _signs(printed_hint(FIELDS[key], language))
        yield hint
        yield _signs(say(language, "form.blank.optional")) + hint  # where the label was broken before it


def _signs(text: str) -> str:
    return "".join(fold(text).split())


def _behind(hint: str, text: str) -> str | None:
    """What follows the hint, None if the text does not begin with it."""
    seen = ""
    for place, letter in enumerate(text):
        seen += _signs(letter)
        if not hint.startswith(seen):
            return None
        if seen == hint:
            return text[place + 1 :].lstrip(" \t.;)\u00a0»”'\"")
    return None
