"""The catalogues as files: whoever adds a key in one language is told here what the others lack."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from config.languages import INTERFACE_LANGUAGES
from config.rules import load_rules
from config.texts import DOMAINS, keys
from storage import states

_ROOT = Path(__file__).parents[2]
_OTHERS = INTERFACE_LANGUAGES[1:]
_EVERY_FILE = [(language, domain) for language in INTERFACE_LANGUAGES for domain in DOMAINS]


def _file(language: str, domain: str) -> Path:
    return _ROOT / "config" / "texts" / language / f"{domain}.po"


def _sentences(language: str, domain: str) -> dict[str, tuple[str, ...]]:
    with _file(language, domain).open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    return {_key(message.id): _forms(message.string) for message in catalogue if message.id}


def _key(found: object) -> str:
    return found if isinstance(found, str) else str(found[0] if isinstance(found, list | tuple) else found)


def _forms(found: object) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found) if isinstance(found, list | tuple) else ()


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_language_has_every_catalogue() -> None:
    domains = {
        language: sorted(file.stem for file in _file(language, "x").parent.glob("*.po"))
        for language in INTERFACE_LANGUAGES
    }

    assert domains == {language: list(DOMAINS) for language in INTERFACE_LANGUAGES}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", _OTHERS)
def test_no_key_is_missing_in_any_language(language: str, domain: str) -> None:
    english, other = keys("en", domain), keys(language, domain)

    assert (sorted(english - other), sorted(other - english)) == ([], [])


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", _OTHERS)
def test_placeholders_are_the_same_in_every_language(language: str, domain: str) -> None:
    english, other = _sentences("en", domain), _sentences(language, domain)

    different = {
        key: (_placeholders(english[key][-1]), _placeholders(other[key][-1]))
        for key in english.keys() & other.keys()
        if _placeholders(english[key][-1]) != _placeholders(other[key][-1])
    }

    assert different == {}


@pytest.mark.parametrize(("language", "domain"), _EVERY_FILE)
def test_placeholders_are_plain_names(language: str, domain: str) -> None:
    names = {
        name
        for forms in _sentences(language, domain).values()
        for form in forms
        for name in _placeholders(form)
    }

    assert {name for name in names if not name.isidentifier()} == set()


@pytest.mark.parametrize(("language", "domain"), _EVERY_FILE)
def test_no_sentence_is_empty_or_has_space_at_its_ends(language: str, domain: str) -> None:
    sentences = _sentences(language, domain)

    assert {
        key for key, forms in sentences.items() if not all(forms) or any(f != f.strip() for f in forms)
    } == set()


@pytest.mark.parametrize(("language", "domain"), _EVERY_FILE)
def test_singular_uses_no_placeholder_the_plural_lacks(language: str, domain: str) -> None:
    sentences = _sentences(language, domain)

    assert {
        key for key, forms in sentences.items() if not _placeholders(forms[0]) <= _placeholders(forms[-1])
    } == set()


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", _OTHERS)
def test_plurals_are_plurals_in_every_language(language: str, domain: str) -> None:
    english, other = _sentences("en", domain), _sentences(language, domain)

    assert {k for k in english.keys() & other.keys() if len(english[k]) != len(other[k])} == set()


@pytest.mark.parametrize(("language", "domain"), _EVERY_FILE)
def test_keys_start_with_their_domain_and_stand_once(language: str, domain: str) -> None:
    written = re.findall(
        r'^msgid "(.+)"$', _file(language, domain).read_text(encoding="utf-8"), flags=re.MULTILINE
    )

    assert [key for key in written if not key.startswith(f"{domain}.")] == []
    assert [key for key, count in Counter(written).items() if count > 1] == []


@pytest.mark.parametrize(
    "name", ["RequestStatus", "ProposalStatus", "MissionStatus", "SeatStatus", "InquiryStatus", "Role"]
)
def test_every_status_and_role_has_a_label(name: str) -> None:
    kind = "status" if name == "RequestStatus" else name.removesuffix("Status").lower()

    wanted = {f"values.{kind}.{value}" for value in getattr(states, name)}

    assert wanted - keys("en", "values") == set()


def test_every_rule_and_wish_has_a_label() -> None:
    rules = load_rules()

    wanted = {
        f"values.rule.{name}" for name in (*(r.name for r in rules.hard), *(w.name for w in rules.wishes))
    }

    assert wanted - keys("en", "values") == set()


def test_every_key_the_program_says_is_in_the_catalogues() -> None:
    known = {key for domain in DOMAINS for key in keys("en", domain)}

    assert sorted(f"{place}: {key}" for place, key in _said() if key not in known) == []


def _said() -> Iterator[tuple[str, str]]:
    """Every literal key given to say() or say_many(), with the file it stands in."""
    for package in ("bot", "config", "intake", "matching", "reporting", "storage"):
        for file in (_ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and ast.unparse(node.func) in {"say", "say_many"}
                    and len(node.args) > 1
                ):
                    key = node.args[1]
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield str(file.relative_to(_ROOT)), key.value


@pytest.mark.parametrize("domain", DOMAINS)
def test_french_sentences_have_one_kind_of_apostrophe(domain: str) -> None:
    straight = [key for key, forms in _sentences("fr", domain).items() if any("'" in form for form in forms)]

    assert straight == []
