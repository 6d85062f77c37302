"""Documents for tests of renderings: a small table, a figure, an annex full of hostile words, and the real facility."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from reporting.history import History, PastActivity, Rendered
from reporting.interim import interim
from reporting.paper import Chapter, Paper, paper_of
from reporting.spans import Span
from storage.states import RequestStatus
from tests.reporting.past import expert, facility, request

MOMENT = datetime(2016, 12, 31, 12, 0, tzinfo=UTC)
HALF_YEAR = Span(date(2016, 4, 1), date(2016, 9, 30))
HOSTILE = (
    '#eval("1 + 1") #read("/etc/passwd")',
    '\\ " unbalanced [ ( { $x$ `raw` */ // <label> @ref',
    "=HYPERLINK(0)",
    "</td></table><script>alert(1)</script>",
    "مرحبا بالعالم 😀 Việt Nam",
    "control \x00\x07\u202e signs \ud800",
    "{{ 7 * 7 }} {% raw %} {0}",
)
_GOLDEN = Path(__file__).parent / "renderings" / "golden"


@cache
def small() -> History:
    """Two requests, three experts, and days whose roundings do not add up."""
    return History(
        MOMENT,
        (
            replace(request("2016-01"), received_on=date(2016, 5, 2), title="Pensions", institution="CNSS"),
            replace(
                request("2016-02", "VN", RequestStatus.APPROVED),
                received_on=date(2016, 11, 2),
                title="Health insurance",
                activities=(PastActivity("1", "Study", "", date(2016, 12, 1)),),
            ),
        ),
        (
            expert("EX-0001"),
            expert("EX-0002", "FR", occupation="private"),
            expert("EX-0003", gender="man"),
        ),
        (
            Rendered("2016-01", "EX-0001", 6),
            Rendered("2016-01", "EX-0002", 2),
            Rendered("2016-02", "EX-0003", 5),
        ),
    )


def paper(name: str, history: History | None = None, span: Span | None = None, language: str = "en") -> Paper:
    return paper_of(name, history or small(), span, language=language, facility="Facility <& Co> #1")


@cache
def hostile(name: str = "annex-b") -> Paper:
    """A report whose words come from people who mean harm."""
    begun = (PastActivity("1", "Study", "", MOMENT.date()),)
    requests = tuple(
        replace(
            request(f"2016-{n:02}", status=RequestStatus.APPROVED),
            title=words,
            institution=words,
            activities=begun,
        )
        for n, words in enumerate(HOSTILE, start=1)
    )
    return paper(name, History(MOMENT, requests))


@cache
def chapters(language: str = "en") -> Paper:
    """A short document of chapters: one table that rounds, one wide annex, no pictures."""
    whole = interim(facility(), None, language=language, facility="Social Protection Facility")
    kept: Sequence[str] = ("table4", "annex-b")
    shortened = (
        Chapter(one.title, one.sentences, tuple(part for part in one.parts if part.page.name in kept))
        for one in whole.chapters
    )
    return replace(whole, chapters=tuple(one for one in shortened if one.parts))


def golden(name: str, written: bytes) -> None:
    """The bytes are those of the golden file; delete the file, run the test twice and look, if they should differ."""
    file = _GOLDEN / name
    if not file.exists():
        file.write_bytes(written)
        raise AssertionError(f"{file} is new: look at it")
    assert written.decode() == file.read_bytes().decode()
