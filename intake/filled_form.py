"""Which lines of a message are a form: 'Label: value' in any of four languages, quoted, bulleted or bold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz, process

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.field_list import FIELDS, FieldKind, labels
from intake.flowing import flowing

LONGEST_FORM = 40_000
FEWEST_LABELS = 3
_LONGEST_LABEL = 90
_ALIKE = 88.0
_OF_LETTERS = frozenset({"title", "contact_name", "contact_email", "contact_phone"})
"""'Objet:', 'Tél.:' and 'E-mail:' stand in every letter."""
_MOST_FUZZY = 400
"""Lines of a hostile text that are compared with the list of labels."""

_QUOTE = re.compile(r"^(?:[ \t]{0,8}>){1,8}[ \t]?")
_MARKS = re.compile(r"^[\s#*_•▪‣·–—-]{0,12}(?:\(?\d{1,2}[.)]\s{1,4})?[\s*_]{0,6}")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]{0,200}[)\]}]")
_COLON = re.compile(r"[ \t\u00a0\u202f]{0,4}[:：﹕]")
_WHOLE_BRACKET = re.compile(r"^[ \t]*\[([^\[\]]{0,600})\][ \t]*$", re.MULTILINE)
_ONLY_SIGNS = re.compile(r"(?:[\s._…\-–—[\](){}*:;,/]|[xX]{3,}+)*+")
_SIGN_OFF = re.compile(
    r"^(?:--\s*$|__+\s*$|(?:best |kind |warm )?regards|yours |sincerely|with best|thank you|thanks|"
    r"cordialement|bien cordialement|bien à vous|veuillez agréer|salutations|meilleures salutations|merci|"
    r"atentamente|saludos|un cordial saludo|cordialmente|gracias|atenciosamente|com os melhores|"
    r"cumprimentos|obrigad)",
    re.IGNORECASE,
)
_OF_LINES = frozenset({FieldKind.TEXT, FieldKind.LIST})
_ONE_LINE = frozenset(FieldKind) - {FieldKind.TEXT, FieldKind.LIST, FieldKind.AREAS}


@dataclass(slots=True)
class _Section:
    """A label and the lines that follow it."""

    name: str
    lines: list[str] = field(default_factory=list)


def sections(text: str) -> dict[str, str]:
    """Field -> value for every label in the text, '' where nothing was filled in; empty if it is no form."""
    found: dict[str, str] = {}
    cut = list(_sections(text[:LONGEST_FORM]))
    if not is_form({section.name for section in cut}):
        return {}
    for section in cut:
        value = _value(section)
        if not found.get(section.name):
            found[section.name] = value
    return found


def is_form(names: set[str]) -> bool:
    """Three labels, and not only those of a letter's head and signature."""
    return len(names) >= FEWEST_LABELS and len(names - _OF_LETTERS) >= FEWEST_LABELS - 1


def labelled(text: str) -> dict[str, str]:
    """Field -> value for the labels of a short reply, where even one label counts."""
    found: dict[str, str] = {}
    for section in _sections(text[:LONGEST_FORM]):
        found.setdefault(section.name, _value(section))
    return found


def field_named(words: str) -> str | None:
    """The field that a label stands for which somebody set apart: in a cell of its own, or as a field's name."""
    label = _plain(words).rstrip(" \t\u00a0\u202f:：﹕*")
    found = _label_of(f"{label}:", may_guess=True) if label and ":" not in label else None
    return found[0] if found is not None else None


def value_of(name: str, words: str) -> str:
    """What was written behind the label of this field, without what a blank form holds there."""
    return _value(_Section(name, words[:LONGEST_FORM].splitlines()))


def before_form(text: str) -> str:
    """What was written above the first label."""
    lines: list[str] = []
    for line in text[:LONGEST_FORM].splitlines():
        if _label_of(_plain(line), may_guess=False) is not None:
            break
        lines.append(line)
    return "\n".join(lines)


def _sections(text: str) -> Iterator[_Section]:
    current: _Section | None = None
    guesses = 0
    for raw in text.splitlines():
        line = _plain(raw)
        guesses += ":" in line
        label = _label_of(line, may_guess=guesses < _MOST_FUZZY)
        if label is not None:
            if current is not None:
                yield current
            current = _Section(label[0], [label[1]])
        elif current is not None:
            current.lines.append(_QUOTE.sub("", raw))
    if current is not None:
        yield current


def _plain(line: str) -> str:
    """The line without quote signs, bullets, numbers and bold marks."""
    return _MARKS.sub("", _QUOTE.sub("", line)).strip()


def _label_of(line: str, *, may_guess: bool) -> tuple[str, str] | None:
    """The field a line names and what stands behind the colon."""
    colon = _COLON.search(line, 0, _LONGEST_LABEL + 220)
    if colon is None:
        name = labels().get(fold(_BRACKETS.sub(" ", line))) if len(line) <= _LONGEST_LABEL else None
        return (name, "") if name is not None and not line.endswith((".", ",", ";", "?")) else None
    written = fold(_BRACKETS.sub(" ", line[: colon.start()]))
    name = labels().get(written)
    if name is None and may_guess and 5 <= len(written) <= _LONGEST_LABEL:
        name = _near_label(written)
    return (name, line[colon.end() :].strip(" \t*_")) if name is not None else None


def _near_label(written: str) -> str | None:
    near = process.extractOne(written, labels().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return labels()[near[0]] if near is not None else None


def _value(section: _Section) -> str:
    """The words behind a label without help texts, placeholders and the closing of the letter."""
    text = _WHOLE_BRACKET.sub(_unbracketed, "\n".join(section.lines)).strip()
    lines = list(_until_sign_off(text.splitlines()))
    if FIELDS[section.name].kind in _ONE_LINE:
        lines = list(_first_paragraph(lines))
    value = "\n".join(line.rstrip() for line in lines).strip().strip("*_").strip()
    if FIELDS[section.name].kind in _OF_LINES:
        value = flowing(value)
    return "" if is_placeholder(value) else value


def _unbracketed(match: "re.Match[str]") -> str:
    return "" if is_placeholder(match.group(1)) else match.group(1)


def is_placeholder(text: str) -> bool:
    """Whether the words are only what a blank form holds: '[...]', '____', its own help text."""
    if _ONLY_SIGNS.fullmatch(text):
        return True
    inner = text.strip().removeprefix("[").removesuffix("]")
    return fold(inner) in _form_words() or (text.strip().startswith("[") and fold(inner) in labels())


@cache
def _form_words() -> frozenset[str]:
    """The help texts Muster prints into a form, folded."""
    texts = (say(language, f"form.{name}.help") for language in INTERFACE_LANGUAGES for name in FIELDS)
    frames = (say(language, "form.blank.optional") for language in INTERFACE_LANGUAGES)
    return frozenset(fold(text) for text in (*texts, *frames))


def _until_sign_off(lines: list[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place and _SIGN_OFF.match(line.strip()):
            return
        yield line


def _first_paragraph(lines: list[str]) -> Iterator[str]:
    begun = False
    for line in lines:
        if begun and not line.strip():
            return
        begun = begun or bool(line.strip())
        yield line


def form_text(language: str, written: Mapping[str, str]) -> str:
    """The form to fill in, with the values that are known; `sections` reads what comes back."""
    parts = [say(language, "form.blank.intro"), "", *_form_lines(language, written)]
    return "\n".join(parts).rstrip() + "\n"


def _form_lines(language: str, written: Mapping[str, str]) -> Iterator[str]:
    for wanted in FIELDS.values():
        if not wanted.in_mail:
            continue
        optional = "" if wanted.required else f" ({say(language, 'form.blank.optional')})"
        label = wanted.label(language) + optional
        yield f"{label}: {written.get(wanted.key, '')}".rstrip(" ")
        if not written.get(wanted.key):
            yield f"[{say(language, f'form.{wanted.key}.help')}]"
        yield ""
