"""Who is registered, who was asked and who agreed: experts by what they can do, and answers by who they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from reporting.history import History, PastExpert
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted
from storage.states import InquiryStatus

FEWEST = 5
"""Of fewer answers no rate is told: one more would change it by a fifth."""
_UNKNOWN = "unknown"
_YES, _NO, _SILENT, _OPEN = "agreed", "said_no", "silent", "open"
_OUTCOMES: Mapping[InquiryStatus, str] = {
    InquiryStatus.ACCEPTED: _YES,
    InquiryStatus.DECLINED: _NO,
    InquiryStatus.EXPIRED: _SILENT,
    InquiryStatus.ASKED: _OPEN,
    InquiryStatus.DOUBTFUL: _OPEN,
}
"""Questions that Muster took back are not in it: nobody was let answer them."""
_Groups = Callable[[PastExpert], Iterable[str]]


def acceptance(history: History) -> Table:
    """Answers to questions by gender, occupation, region and working language of who was asked."""
    experts = history.expert()
    asked = [
        (experts[one.expert], _OUTCOMES[one.status])
        for one in history.course.inquiries
        if one.expert in experts and one.status in _OUTCOMES
    ]
    groups: tuple[tuple[Naming, _Groups], ...] = (
        (Naming.GENDER, lambda one: (one.gender,)),
        (Naming.OCCUPATION, lambda one: (one.occupation,)),
        (Naming.REGION, lambda one: (one.region,)),
        (Naming.LANGUAGE, lambda one: history.course.skills.languages.get(one.code, ())),
    )
    lines = (line for naming, keys_of in groups for line in _answers_by(naming, keys_of, asked))
    keys = ("asked", _YES, _NO, _SILENT, _OPEN)
    return Table(
        "acceptance",
        (*(Column(key) for key in keys), Column("rate", Unit.PERCENT)),
        tuple(lines),
        Line(Naming.TOTAL, "", _answers(Counter(outcome for _, outcome in asked))),
    )


def expert_statistics(history: History) -> Table:
    """The register by area, working language and occupation: who is in it, whose days are known, who was asked."""
    skills, asked, agreed = history.course.skills, set[str](), set[str]()
    for one in history.course.inquiries:
        asked.add(one.expert)
        agreed.update([one.expert] if one.status is InquiryStatus.ACCEPTED else [])
    groups: tuple[tuple[Naming, _Groups], ...] = (
        (Naming.OCCUPATION, lambda one: (one.occupation,)),
        (Naming.LANGUAGE, lambda one: skills.languages.get(one.code, ())),
        (Naming.AREA, lambda one: skills.areas.get(one.code, ())),
    )

    def facts(one: PastExpert) -> tuple[bool, ...]:
        return True, one.code in skills.calendars, one.code in asked, one.code in agreed

    facts_of = [(one, facts(one)) for one in history.experts]
    lines = (line for naming, keys_of in groups for line in _people_by(naming, keys_of, facts_of))
    whole = tuple(map(sum, zip(*(known for _, known in facts_of), strict=True))) or (0, 0, 0, 0)
    return Table(
        "experts",
        tuple(Column(key) for key in ("in_register", "days_known", "were_asked", "have_agreed")),
        tuple(lines),
        Line(Naming.TOTAL, "", whole),
    )


def _nothing_told(naming: Naming) -> str:
    """The key of those of whom the register does not say it; regions have a label for no key."""
    return "" if naming is Naming.REGION else _UNKNOWN


def _answers_by(naming: Naming, keys_of: _Groups, asked: Iterable[tuple[PastExpert, str]]) -> Iterator[Line]:
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for expert, outcome in asked:
        for key in keys_of(expert):
            outcomes[key or _nothing_told(naming)][outcome] += 1
    yield from (Line(naming, key, _answers(own)) for key, own in sorted(outcomes.items()))


def _answers(outcomes: Counter[str]) -> tuple[Cell, ...]:
    """The rate is of those whose answer, or silence, is final."""
    final = outcomes[_YES] + outcomes[_NO] + outcomes[_SILENT]
    numbers = (outcomes[key] for key in (_YES, _NO, _SILENT, _OPEN))
    rate = Fraction(outcomes[_YES], final) if final >= FEWEST else None
    return (outcomes.total(), *map(counted, numbers), rate)


def _people_by(
    naming: Naming, keys_of: _Groups, facts_of: Iterable[tuple[PastExpert, tuple[bool, ...]]]
) -> Iterator[Line]:
    sums: dict[str, list[int]] = {}
    for expert, facts in facts_of:
        for key in keys_of(expert):
            own = sums.setdefault(key or _nothing_told(naming), [0] * len(facts))
            for place, fact in enumerate(facts):
                own[place] += fact
    for key, (registered, *others) in sorted(sums.items()):
        yield Line(naming, key, (registered, *map(counted, others)))
