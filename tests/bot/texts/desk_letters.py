"""Every letter of the officers' desk, with facts in no language; `every_letter` has them too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.texts import (
    officer,
    officer_confirm,
    officer_documents,
    officer_merge,
    officer_queue,
    officer_steer,
    officer_teams,
    officer_why,
)
from bot.texts.choices import choices_now, request_choices
from bot.texts.facts import MemberFacts, RequestFacts, TeamFacts
from bot.texts.letter import Letter
from bot.texts.officer_confirm import Details
from bot.texts.officer_queue import Filter, QueueRow
from bot.texts.officer_steer import Person
from config.periods import Period
from intake.alike import Outline
from matching.need import Assessment, Member, Part, Reason, Team
from matching.why_not import Barred, Costs, InBestTeam, NotAmongThem, NoTeamWith

MOMENT = datetime(2026, 1, 13, 8, 5, tzinfo=UTC)
FINAL = Period(date(2026, 3, 9), date(2026, 3, 17))
ROWS = tuple(
    QueueRow(
        id=number,
        code=f"2026-0{number}",
        title="Ztitle",
        country="TG",
        status=status,
        turn=turn,
        days=days,
        late=days > 3,
        officer_id=7 if officer else None,
        officer=officer,
    )
    for number, (status, turn, days, officer) in enumerate(
        (
            ("received", "officer", 9, ""),
            ("checking", "partner", 5, "Zofficer"),
            ("eligible", "officer", 1, "Zofficer"),
            ("formulated", "experts", 0, ""),
            ("on_hold", "nobody", 0, ""),
        ),
        start=1,
    )
)
OTHER = Outline(4, "2026-04", "Zother", "TG", ("cash_transfers",), "received")
PEOPLE = (Person(1, "EX-0001", "Zfirst Zlast", "BE"), Person(2, "EX-0002", "Zsecond Zlast", "PT"))
DETAILS = {
    "eligible": Details(),
    "complete": Details(),
    "reject": Details(reason="Zreason"),
    "ask": Details(reason="Zreason"),
    "approve": Details(names=("Zfirst", "Zsecond"), period=FINAL, cost_eur=4500, fees=1),
    "none": Details(reason="Zreason"),
    "teams": Details(),
    "take": Details(names=("Zfirst",)),
    "pass": Details(names=("Zfirst",)),
    "hold": Details(reason="Zreason", until=FINAL.end),
    "resume": Details(),
    "merge": Details(code="2026-04", title="Zother"),
}


def outcome(*keys: str, score: float = 1.9) -> Team:
    """A team as far as answers about it go."""
    part = Part(0.5, Reason("topic.nothing"))
    members = tuple(
        Member(seat, key, Assessment(key, part, part, part, part, 0.5)) for seat, key in enumerate(keys)
    )
    return Team(members, score, FINAL, ())


ANSWERS = (
    NotAmongThem(),
    InBestTeam(outcome("EX-0001", "EX-0002")),
    Barred(Reason("pool.excluded")),
    NoTeamWith((Reason("obstacle.without_rule", {"rule": "gender_balance"}),)),
    Costs(outcome("EX-0002", "EX-0003"), outcome("EX-0001", "EX-0004", score=1.8), proven=True),
    Costs(outcome("EX-0002", "EX-0003"), outcome("EX-0001", "EX-0003"), proven=False),
)


def full_team(team: TeamFacts) -> TeamFacts:
    """A team whose members' scores are told part by part."""
    reasons = (Reason("topic.nothing"),) * 4
    members = tuple(
        replace(member, parts=(0.94, 0.85, 0.5, 0.0), reasons=reasons, id=number)
        for number, member in enumerate(team.members, start=1)
    )
    return replace(team, members=members, pinned=("Zfirst",), excluded=("Zthird",), fees=1)


def desk_letters(facts: RequestFacts, team: TeamFacts, language: str) -> Iterator[Letter]:
    """The queue, second taps, merging, documents, steering, team cards and answers."""
    yield from _queues(language)
    for decision, details in DETAILS.items():
        rank = 1 if decision == "approve" else 0
        yield officer_confirm.are_you_sure(
            facts, decision=decision, target=3, rank=rank, details=details, language=language
        )
    numbered = officer_confirm.are_you_sure(
        facts, decision="reject", target=3, details=DETAILS["reject"], language=language
    )
    yield officer_confirm.numbered(numbered, "1f3a9c2b")
    yield officer_confirm.question_spent(facts, request_choices(facts, language=language), language=language)
    yield officer.request_card(
        replace(facts, status="merged", successors=("2026-04",), officer="Zofficer"),
        beside=officer.Beside(
            decided="Zdecided", documents=[officer.Document(9, "zfile.pdf")], similar=[("2026-04", "Zother")]
        ),
        language=language,
    )
    yield officer.already_decided(facts, by="Zofficer", at=MOMENT, decision="merge", language=language)
    yield officer_merge.choose(facts, [OTHER], language=language)
    yield officer_merge.choose(facts, [], words="Zwords", language=language)
    yield officer_merge.merged(facts, replace(facts, id=4, code="2026-04"), language=language)
    yield officer_merge.cannot(facts, language=language)
    yield from _documents(facts, language)
    yield from _steering(facts, language)
    yield from _teams(facts, team, language)


def _documents(facts: RequestFacts, language: str) -> Iterator[Letter]:
    papers = [
        officer_documents.Paper(9, "zfile.pdf", 300),
        officer_documents.Paper(10, "zlarge.pdf", 9_000_000),
    ]
    asked = officer_documents.Asked(facts, papers, papers)
    yield officer_documents.document_follows(facts, papers, language=language)
    yield officer_documents.document_by_hand(facts, papers, language=language)
    yield officer_documents.documents_refused(facts, papers, language=language)
    for taken, most in ((papers, 10_000_000), (papers[:1], 10_000_000), ([], 100)):
        yield officer_documents.documents_attached(asked, taken, most=most, language=language)
    yield officer_documents.no_such_document(facts, papers, language=language)
    yield officer_documents.no_such_document(facts, [], language=language)


def _queues(language: str) -> Iterator[Letter]:
    yield officer_queue.queue([], Filter(), 0, total=0, language=language)
    yield officer_queue.queue([], Filter(late=True), 0, total=5, language=language)
    yield officer_queue.queue(ROWS, Filter(), 0, total=5, language=language)
    yield officer_queue.queue(ROWS * 4, Filter(turn="officer", mine=True), 1, total=20, language=language)
    yield officer_queue.no_such_filter("Zwords", language=language)


def _steering(facts: RequestFacts, language: str) -> Iterator[Letter]:
    for order in ("swap", "pin", "exclude", "why"):
        yield officer_steer.who(facts, order=order, proposal_id=2, language=language)
        yield officer_steer.who(facts, order=order, words="Zwords", proposal_id=2, language=language)
        yield officer_steer.who(facts, order=order, people=PEOPLE, proposal_id=2, language=language)
    yield officer_steer.searching(facts, pinned=["Zfirst"], excluded=["Zsecond"], language=language)
    yield officer_steer.searching(facts, pinned=[], excluded=[], language=language)
    yield officer_steer.looking(facts, "Zfirst", language=language)
    yield officer_steer.no_more(facts, language=language)
    yield officer_steer.no_team_so(
        facts,
        [Reason("obstacle.pin_unknown", {"expert": "EX-0009"})],
        choices=choices_now(facts, language=language),
        language=language,
    )


def _teams(facts: RequestFacts, team: TeamFacts, language: str) -> Iterator[Letter]:
    gone = MemberFacts("EX-0009", "", "", "", "", "", 0.7)
    for shown in (full_team(team), replace(team, members=(gone,), cost_eur=None)):
        yield officer_teams.team_card(facts, shown, of=3, proposal_id=2, language=language)
    for decision in ("approve", "none", "superseded", "hold", "other"):
        yield officer_teams.teams_spent(
            facts, decision=decision, rank=1, reason="Zreason", by="Zofficer", at=MOMENT, language=language
        )
    for answer in ANSWERS:
        yield officer_why.why_not_letter(
            facts,
            answer,
            expert_id=1,
            code="EX-0001",
            names={"EX-0001": "Zfirst", "EX-0002": "Zsecond"},
            proposal_id=2,
            language=language,
        )
