"""How `muster show` tells one request: facts, teams, mission, answers, history; as blocks every renderer knows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.texts.letter import Block, Bullets, Facts, Heading, Letter
from bot.texts.reasons import reason_text, rule_text
from bot.texts.rows import (
    Row,
    area_words,
    country_words,
    facts_of,
    fine_percent,
    label,
    language_words,
    percent,
    periods_words,
    shortened,
    that_say_something,
    whole_days,
)
from config.texts import date_text, days_text, period_text, say
from reporting.case_cards import (
    CaseFile,
    InquiryCard,
    MemberCard,
    MissionCard,
    Person,
    ProposalCard,
    RequestCard,
    SeatCard,
    TeamCard,
)
from storage.turns import Turn

LETTERS = "ABCDEFGHIJ"
LONGEST_FIELD = 1200
LONGEST_WORDS = 300
BETWEEN = " · "


def case_letter(case: CaseFile, history: Sequence[str], *, now: datetime, language: str) -> Letter:
    """The whole case; `history` are its lines in words."""
    request = case.request
    blocks: list[Block] = [
        Heading(f"{request.code}  {request.title}"),
        facts_of(language, _request_rows(request, now, language)),
        *_as_written(request, language),
    ]
    for proposal in case.proposals:
        blocks += _proposal(proposal, language)
    for mission in case.missions:
        blocks += _mission(mission, language)
    if history:
        blocks += [Heading(say(language, "cli.show.history")), Bullets(tuple(history))]
    return Letter(language, request.code, that_say_something(blocks))


def _request_rows(request: RequestCard, now: datetime, language: str) -> Iterator[Row]:
    yield "status", _standing(request, now, language)
    yield "reason", request.reason
    yield "question", request.question
    yield "received_on", _received(request, language)
    yield "institution", request.institution
    yield "country", country_words(language, request.country)
    yield "contact", request.contact
    yield "areas", area_words(language, request.areas)
    yield "window", period_text(request.window, language) if request.window else ""
    yield "days", whole_days(request.days, language)
    yield "languages", language_words(language, request.languages)
    yield "experts", str(request.experts or "")
    yield "profiles", "; ".join(request.profiles)
    for name in ("background", "general_objective", "specific_objectives", "expected_results"):
        yield name, shortened(getattr(request, name), LONGEST_FIELD)
    yield "attachments", ", ".join(request.attachments)


def _standing(request: RequestCard, now: datetime, language: str) -> str:
    """Where the request stands, where it went, and whose turn it is since when."""
    words = [say(language, f"values.status.{request.status}")]
    if request.successors:
        words.append(say(language, "cli.show.successors", codes=", ".join(request.successors)))
    if request.hold_until:
        words.append(say(language, "cli.show.hold_until", date=date_text(request.hold_until, language)))
    if request.turn is not Turn.NOBODY:
        words.append(turn_words(request.turn, (now - request.status_since).days, language))
    return BETWEEN.join(words)


def turn_words(turn: Turn, days: int, language: str) -> str:
    """Whose turn it is and for how many days."""
    return say(language, "cli.requests.turn", turn=say(language, f"cli.turn.{turn}"), days=max(days, 0))


def _received(request: RequestCard, language: str) -> str:
    if request.received_at is None:
        return ""
    day = date_text(request.received_at.date(), language)
    key = "cli.show.printed" if request.date_as_printed else f"cli.show.by.{request.channel}"
    return say(language, key, date=day, printed=request.date_as_printed)


def _as_written(request: RequestCard, language: str) -> tuple[Block, ...]:
    """What could not be read, in the partner's own words."""
    rows = tuple(
        (say(language, f"form.{field}.label"), words) for field, words in request.kept_as_written.items()
    )
    return (Heading(say(language, "cli.show.as_written")), Facts(rows)) if rows else ()


def _proposal(proposal: ProposalCard, language: str) -> list[Block]:
    status = say(language, f"values.proposal.{proposal.status}")
    date_ = date_text(proposal.created_at.date(), language)
    blocks: list[Block] = [Heading(say(language, "cli.show.proposal", date=date_, status=status))]
    if proposal.decided_at:
        decided = _day(proposal.decided_at, language)
        by = say(language, "cli.show.decided", officer=proposal.decided_by or "?", date=decided)
        blocks.append(Facts(_labelled(language, (("decision", by), ("reason", proposal.reason)))))
    for team in proposal.teams:
        blocks += _team(team, language)
    return blocks


def _team(team: TeamCard, language: str) -> list[Block]:
    key = "cli.show.team_chosen" if team.chosen else "cli.show.team"
    title = say(
        language,
        key,
        letter=LETTERS[(team.rank - 1) % len(LETTERS)],
        score=fine_percent(team.score, language),
        dates=period_text(team.period, language),
    )
    return [
        Heading(title),
        Bullets(tuple(_member(member, language) for member in team.members)),
        Facts(_labelled(language, _rule_rows(team, language))),
    ]


def _member(member: MemberCard, language: str) -> str:
    seat = f"{BETWEEN}{member.seat}" if member.seat else ""
    reasons = BETWEEN.join(reason_text(reason, language) for reason in member.reasons)
    return f"{_person(member.person, language)}{seat}{BETWEEN}{percent(member.score, language)}\n{reasons}"


def _person(person: Person, language: str) -> str:
    country = country_words(language, person.country)
    wish = say(language, "cli.show.opted_out") if person.opted_out else ""
    known = ", ".join(part for part in ((country, person.code) if country else ()) + (wish,) if part)
    return f"{person.name} ({known})" if known else person.name


def _rule_rows(team: TeamCard, language: str) -> Iterator[Row]:
    for name, hard, met in (
        ("rules_met", True, True),
        ("rules_unmet", True, False),
        ("wishes_met", False, True),
        ("wishes_unmet", False, False),
    ):
        rules = (rule for rule in team.rules if rule.hard is hard and rule.met is met)
        yield name, BETWEEN.join(rule_text(rule, language) for rule in rules)


def _mission(mission: MissionCard, language: str) -> list[Block]:
    title = say(
        language,
        "cli.show.mission",
        dates=period_text(mission.window, language),
        status=say(language, f"values.mission.{mission.status}"),
    )
    paid = mission.preparation_quarter_days + mission.on_site_quarter_days + mission.reporting_quarter_days
    rows = (
        ("days", whole_days(mission.on_site_days, language)),
        ("total", days_text(paid, language)),
        ("confirmed", _day(mission.confirmed_at, language)),
    )
    blocks: list[Block] = [Heading(title), Facts(_labelled(language, rows))]
    blocks.append(Bullets(tuple(_seat(seat, language) for seat in mission.seats)))
    if mission.inquiries:
        blocks.append(Heading(say(language, "cli.show.inquiries")))
        blocks.append(Bullets(tuple(_inquiry(inquiry, language) for inquiry in mission.inquiries)))
    return blocks


def _seat(seat: SeatCard, language: str) -> str:
    holder = _person(seat.holder, language) if seat.holder else ""
    words = (seat.label, holder, say(language, f"values.seat.{seat.status}"))
    return f"{say(language, 'cli.show.seat', n=seat.position)} {BETWEEN.join(word for word in words if word)}"


def _inquiry(inquiry: InquiryCard, language: str) -> str:
    who = f"{_person(inquiry.person, language)}{BETWEEN}{_outcome(inquiry, language)}"
    steps = (
        ("asked", inquiry.asked_at),
        ("reminded", inquiry.reminded_at),
        ("answered", inquiry.answered_at),
        ("reply_by", None if inquiry.answered_at else inquiry.reply_by),
    )
    when = BETWEEN.join(
        say(language, f"cli.show.{name}", date=_day(at, language)) for name, at in steps if at
    )
    said = _quoted(shortened(inquiry.words, LONGEST_WORDS), language)
    note = say(language, "cli.show.absence", words=inquiry.note) if inquiry.note else ""
    return "\n".join(line for line in (who, when, *_days_said(inquiry, language), said, note) if line)


def _outcome(inquiry: InquiryCard, language: str) -> str:
    """What came of the question; an officer's decision is not put into the expert's mouth."""
    if inquiry.passed_over_by:
        return say(language, "cli.show.passed_over", officer=inquiry.passed_over_by)
    return say(language, f"values.inquiry.{inquiry.status}")


def _days_said(inquiry: InquiryCard, language: str) -> Iterator[str]:
    for name, periods in (("free", inquiry.free), ("busy", inquiry.busy)):
        if periods:
            yield f"{label(language, name)}: {periods_words(periods, language)}"


def _quoted(words: str, language: str) -> str:
    return say(language, "cli.show.words", words=words) if words else ""


def _labelled(language: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with their labels; those the shared catalogue lacks are the terminal's own."""
    own = {"decision", "confirmed"}
    return tuple(
        (say(language, f"cli.show.label.{name}") if name in own else label(language, name), value)
        for name, value in rows
        if value
    )


def _day(at: datetime | date | None, language: str) -> str:
    if at is None:
        return ""
    return date_text(at.date() if isinstance(at, datetime) else at, language)
