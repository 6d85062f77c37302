"""The stages of a request as the list of requests calls them, and as somebody types them."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from bot.cli.slips import alike
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import keys, say
from storage.states import RequestStatus

_PRINTED: Mapping[str, RequestStatus] = MappingProxyType(
    {
        "request": RequestStatus.CHECKING,
        "ongoing": RequestStatus.APPROVED,
        "completed": RequestStatus.COMPLETED,
        "merged": RequestStatus.MERGED,
        "rejected": RequestStatus.REJECTED,
        "closed": RequestStatus.CLOSED,
    }
)


def stage_word(status: RequestStatus, language: str) -> str:
    """The stage in a word or two, so that a list has room for titles."""
    key = f"cli.stage.{status}"
    return say(language, key if key in keys(language, "cli") else f"values.status.{status}")


def stages_called(wanted: str) -> frozenset[RequestStatus]:
    """The stages of this name: the code's, the one shown, or the one that the public report prints."""
    word = fold(wanted)
    return frozenset(status for name, status in _names() if name == word)


def stages_like(wanted: str, language: str) -> list[str]:
    """The stages that may be meant by a misspelt name, as they are shown."""
    return alike(wanted, {name: stage_word(status, language) for name, status in _names()})


@cache
def _names() -> tuple[tuple[str, RequestStatus], ...]:
    return tuple((fold(name), status) for name, status in _spelt())


def _spelt() -> Iterator[tuple[str, RequestStatus]]:
    for status in RequestStatus:
        yield status, status
        for language in INTERFACE_LANGUAGES:
            yield say(language, f"values.status.{status}"), status
            yield stage_word(status, language), status
    for language in INTERFACE_LANGUAGES:
        for name, status in _PRINTED.items():
            yield say(language, f"values.printed.{name}"), status
