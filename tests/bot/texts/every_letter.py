"""Every letter Muster can write, with facts in no language, so that each word of prose is the catalogue's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.texts import (
    calendar_news,
    digest,
    expert,
    expert_lists,
    files,
    newsletter,
    officer,
    officer_desk,
    officer_halt,
    officer_mission,
    officer_teams,
    open_message,
    papers,
    partner,
    partner_status,
    people,
    report_letter,
)
from bot.texts.choices import choices_now
from bot.texts.facts import (
    AlternateFacts,
    AnswerFacts,
    AskedFacts,
    MemberFacts,
    MissionFacts,
    PersonFacts,
    RequestFacts,
    SeatFacts,
    TeamFacts,
)
from bot.texts.letter import Block, Bullets, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.officer_queue import QueueRow
from bot.texts.open_message import OpenMessage
from bot.texts.team_prices import NearlyTeam, RulePrice
from config.periods import Period
from intake.expert_search import Part, Query
from intake.expert_search_words import Kind
from intake.fields import Problem
from intake.message import Why
from matching.need import Certificate, Reason, RuleOutcome
from reporting.expert_search import Found, InTheWay, Searched
from reporting.expert_search_words import Hit
from storage.states import RequestStatus, Role
from tests.bot.texts.cv_letters_all import cv_letters
from tests.bot.texts.desk_letters import desk_letters
from tests.bot.texts.mission_end_letters import mission_end_letters
from tests.bot.texts.planning_letters import planning_letters
from tests.bot.texts.talk_letters import talk_letters

WINDOW = Period(date(2026, 3, 3), date(2026, 3, 28))
FINAL = Period(date(2026, 3, 9), date(2026, 3, 17))
FREE = Period(date(2026, 3, 12), date(2026, 3, 20))
BUSY = Period(date(2026, 3, 16), date(2026, 3, 16))


MOMENT = datetime(2026, 1, 13, 8, 5, tzinfo=UTC)
ASKED = AlternateFacts("Zsecond", BUSY.end)

TROUBLE = Problem("window", "missing", {"label": "Zlabel", "ask": "Zask", "example": "Zexample"})

REQUEST = RequestFacts(
    id=3,
    code="2026-03",
    status="received",
    title="Ztitle",
    institution="Zinstitution",
    country="TG",
    contact_name="Zcontact",
    areas=("cash_transfers",),
    background="Zbackground",
    general_objective="Zobjective",
    specific_objectives="Zspecific",
    expected_results="Zresults",
    window=WINDOW,
    days=7,
    languages=("fr",),
    experts=2,
    profiles=("Zprofile",),
    received_on=date(2026, 1, 12),
    attachments=("zfile.pdf",),
)
MISSION = MissionFacts(
    id=1,
    code="2026-03",
    title="Ztitle",
    institution="Zinstitution",
    country="TG",
    window=WINDOW,
    on_site_days=7,
    aim="Zaim",
    areas=("cash_transfers",),
    preparation_quarter_days=8,
    on_site_quarter_days=28,
    reporting_quarter_days=6,
    languages=("fr",),
    allowance=250,
    colleagues=(PersonFacts("Zcolleague", "ES"),),
    reply_by=date(2026, 1, 22),
)
CONFIRMED = replace(MISSION, confirmed=True, window=FINAL, allowance=None, reply_by=None)
TEAM_OF = (PersonFacts("Zfirst", "BE"), PersonFacts("Zsecond", "ES"))
REASONS = (
    Reason("language.native", {"language": "fr", "level": "native"}),
    Reason("experience.years_missions", {"years": 21, "missions": 6}),
)
RULES = (
    RuleOutcome("mission_experience", True, True, REASONS[1]),
    RuleOutcome("no_conflict", True, False, Reason("rule.no_conflict.broken", {"count": 1})),
    RuleOutcome("gender_balance", False, True, REASONS[1]),
    RuleOutcome("public_private_mix", False, False, REASONS[0]),
)
CERTIFICATE = Certificate(
    candidates=322, barred={"language": 250, "load": 31}, nodes=99, proven=True, gap=0.0
)

PRICE = RulePrice("two_member_states", 0.84, 0.82, ("Zfirst",), ("Zsecond",))

IN_DOUBT = AskedFacts(7, "Zfirst", "Zlast", "BE", "doubtful")


def team(rank: int = 1, *, cost: int | None = 5250) -> TeamFacts:
    first = MemberFacts("EX-0001", "Zfirst", "BE", "public", "active", "Zseat", 0.88, REASONS)
    second = MemberFacts("EX-0020", "Zsecond", "ES", "private", "retired", "", 0.76, REASONS)
    return TeamFacts(rank, 0.82, (first, second), FINAL, RULES, cost)


def answer(verdict: str) -> AnswerFacts:
    return AnswerFacts(
        verdict,
        free=(FREE,) if verdict == "some_dates" else (),
        busy=(BUSY,) if verdict == "some_dates" else (),
        condition="Zcondition" if verdict == "conditions" else "",
        quote="Zquote",
    )


def every_letter(language: str) -> Iterator[Letter]:
    """All of them in one language."""
    for letters in (
        _dialogue,
        _status,
        _desk_of_requests,
        _teams,
        _answers,
        _halts,
        _desk,
        _people,
        _digest,
        _open_messages,
        _files,
        _experts,
    ):
        yield from letters(language)
    yield from talk_letters(REQUEST, language)
    yield from cv_letters(language)
    yield from _roster(language)
    yield from mission_end_letters(REQUEST, language)
    yield from planning_letters(language)
    yield from _reports(language)


def _reports(language: str) -> Iterator[Letter]:
    yield report_letter.which_report("", by_mail=False, language=language)
    yield report_letter.no_such_report("99", [], language=language)
    yield report_letter.enough_reports(40, language=language)
    yield report_letter.report_failed("table2", language=language)


def _dialogue(language: str) -> Iterator[Letter]:
    trouble = (TROUBLE,)
    yield partner.welcome(language=language)
    yield partner.welcome(known_name="Zcontact", language=language)
    yield partner.welcome(draft_waits=True, language=language)
    yield partner.resumed(partner.say_again("window", language=language))
    yield partner.unclear_in_review(rows_of_choices=[[("Zlabel", "f:send")]], language=language)
    yield partner.choose_language(language=language)
    yield partner.language_chosen(language=language)
    yield partner.question(
        "window",
        number=7,
        of=12,
        problems=trouble,
        example="Zexample",
        current="Zcurrent",
        rows=[[("Zlabel", "form:back")]],
        language=language,
    )
    yield partner.say_again("window", language=language)
    yield partner.review([("Zlabel", "Zvalue")], problems=trouble, language=language)
    yield partner.ask_missing(trouble, rows=[("Zlabel", "Zvalue")], title="Ztitle", language=language)
    yield partner.ask_missing(trouble * 2, language=language)
    yield partner.same_request(
        "2026-03", title="Ztitle", received_on=BUSY.start, request_id=4, language=language
    )
    yield partner.kept_same("2026-03", language=language)
    yield partner.not_understood(form="Zform", language=language)
    short: tuple[Callable[..., Letter], ...] = (
        partner.cancelled,
        partner.saved,
        partner.nothing_open,
        partner.not_understood,
    )
    yield from (letter(language=language) for letter in short)


def _status(language: str) -> Iterator[Letter]:
    yield partner_status.acknowledgement(REQUEST, language=language)
    yield partner_status.officer_asks(
        REQUEST, question="Zquestion", officer_name="Zofficer", language=language
    )
    yield partner_status.answer_passed_on(REQUEST, language=language)
    for status in RequestStatus:
        facts = replace(REQUEST, status=status, reason="Zreason", until=FINAL.end, successors=("2026-01",))
        yield partner_status.status_changed(facts, language=language)
        yield partner_status.status([facts], language=language)
    yield partner_status.status([], language=language)
    draft = replace(REQUEST, code="", status="draft", received_on=None)
    yield partner_status.status([replace(REQUEST, question="Zquestion"), draft], language=language)
    yield partner_status.no_such_request("2026-99", language=language)
    yield partner_status.mission_confirmed(REQUEST, CONFIRMED, members=TEAM_OF, language=language)
    yield partner_status.mission_reopened(REQUEST, CONFIRMED, language=language)


def _desk_of_requests(language: str) -> Iterator[Letter]:
    doubtful = replace(REQUEST, verified=False, kept_as_written={"window": "Zwritten"})
    yield officer.new_request(doubtful, similar=[("2026-01", "Zearlier")], language=language)
    yield officer.request_card(doubtful, history=["Zhistory"], language=language)
    seats = (
        SeatFacts(1, "Zseat", "asked", (IN_DOUBT,)),
        SeatFacts(2, "", "vacant", (AskedFacts(8, "Zsecond", "Zlast", "ES", "declined"),)),
    )
    yield officer.request_card(
        replace(REQUEST, status="formulated"),
        now_open=officer_mission.mission_shown(MISSION, seats, language=language),
        language=language,
    )
    for decision in ("eligible", "reject", "ask", "approve", "none", "teams", "take", "pass", "complete"):
        yield officer.decision_noted(REQUEST, decision=decision, detail="Zdetail", language=language)
    for decision in (
        "eligible", "reject", "ask", "approve", "none", "superseded", "hold", "resume", "cancel", "take", "pass", "complete",
        "other",
    ):  # fmt: skip
        yield officer.already_decided(REQUEST, by="Zofficer", at=MOMENT, decision=decision, language=language)
    for decision in ("reject", "none", "cancel"):
        yield officer.give_reason(REQUEST, decision=decision, language=language)
    yield officer.which_team(REQUEST, language=language)
    yield officer.give_question(REQUEST, language=language)
    yield officer.decision_noted(REQUEST, decision="pass", detail="Zdetail", asked=ASKED, language=language)
    yield officer.nothing_in_doubt(REQUEST, language=language)
    waiting = [replace(IN_DOUBT, inquiry_id=number) for number in (7, 8)]
    yield officer.whose_answer(REQUEST, waiting, language=language)
    yield officer.partner_replied(replace(REQUEST, question="Zquestion"), text="Zreply", language=language)
    for author in ("Zauthor", ""):
        yield officer.partner_replied(
            REQUEST, text="Zreply", author=author, attached_by="Zofficer", language=language
        )
    fitting = choices_now(REQUEST, language=language)
    yield officer.not_a_decision(REQUEST, text="Zreply", choices=fitting, language=language)


def _teams(language: str) -> Iterator[Letter]:
    stopped = replace(CERTIFICATE, proven=False, gap=0.031)
    for price in (PRICE, replace(PRICE, joining=(), leaving=())):
        yield officer_teams.proposal(
            REQUEST,
            proposal_id=2,
            teams=[team(1)],
            certificate=CERTIFICATE,
            prices=[price],
            language=language,
        )
    yield officer_teams.proposal(
        REQUEST,
        proposal_id=2,
        teams=[],
        certificate=CERTIFICATE,
        nearly=NearlyTeam("two_member_states", 0.78, ("Zfirst", "Zsecond")),
        language=language,
    )
    yield officer_teams.proposal(
        REQUEST,
        proposal_id=2,
        teams=[team(1), team(2, cost=None)],
        certificate=CERTIFICATE,
        language=language,
    )
    yield officer_teams.proposal(
        REQUEST, proposal_id=2, teams=[team()], certificate=stopped, language=language
    )
    yield officer_teams.no_team(
        REQUEST,
        certificate=CERTIFICATE,
        obstacles=[Reason("obstacle.without_rule", {"rule": "gender_balance"})],
        language=language,
    )
    gone = replace(team(), members=(MemberFacts("EX-0009", "", "", "", "", "", 0.7),))
    yield officer_teams.proposal(
        REQUEST, proposal_id=2, teams=[gone], certificate=CERTIFICATE, language=language
    )
    changes = [("Zfirst", change) for change in ("gone", "flagged", "unreachable", "booked", "rules")]
    for standing in ((2,), ()):
        yield officer_teams.team_changed(
            replace(REQUEST, status="eligible"),
            letter="A",
            changes=changes,
            proposal_id=2,
            standing=standing,
            language=language,
        )
    doubtful = replace(REQUEST, kept_as_written={"window": "Zwritten"})
    yield officer_teams.dates_over(REQUEST, WINDOW, language=language)
    yield officer_teams.not_ready(doubtful, ("window", "languages"), language=language)


def _answers(language: str) -> Iterator[Letter]:
    steps = ("waiting", "", "confirmed", "review", "", "too_late")
    verdicts = ("yes", "no", "some_dates", "conditions", "unclear", "yes")
    for verdict in (
        "other_dates",
        "which_dates",
        "remote_only",
        "employer",
        "maybe",
        "never_again",
        "passed_over",
    ):
        yield officer_mission.expert_answered(
            REQUEST, expert="Zfirst", answer=answer(verdict), language=language
        )
    yield officer_mission.expert_asks(
        REQUEST, expert="Zfirst", address="z@z.example", quote="Zquote", language=language
    )
    for verdict, step in zip(verdicts, steps, strict=True):
        yield officer_mission.expert_answered(
            REQUEST, expert="Zfirst", answer=answer(verdict), next_step=step, language=language
        )
    yield officer_mission.expert_answered(
        REQUEST, expert="Zfirst", answer=answer("yes"), taken=True, next_step="called_off", language=language
    )
    for cause in ("", *CAUSES):
        yield officer_mission.unreachable(
            REQUEST,
            expert="Zfirst",
            address="z@z.example",
            quote="Zquote",
            cause=cause,
            asked=ASKED,
            language=language,
        )
    yield officer_mission.unreachable(
        REQUEST, expert="Zfirst", address="z@z.example", quote="Zquote", given_up=False, language=language
    )
    yield officer_mission.no_alternate(REQUEST, seat="Zseat", language=language)
    yield officer_mission.no_alternate(REQUEST, seat="", language=language)
    for leaning in ("", "yes", "no", "some_dates", "conditions"):
        yield officer_mission.answer_unclear(
            REQUEST, expert="Zfirst", quote="Zquote", leaning=leaning, in_doubt=IN_DOUBT, language=language
        )
    yield officer_mission.too_few_days(
        REQUEST,
        MISSION,
        who=IN_DOUBT,
        address="z@z.example",
        answer=answer("some_dates"),
        language=language,
    )
    yield officer_mission.expert_silent(
        REQUEST, expert="Zfirst", asked_on=BUSY.start, asked=ASKED, language=language
    )
    yield officer_mission.expert_silent(
        REQUEST, expert="Zfirst", asked_on=date(2026, 1, 12), silent=False, language=language
    )
    yield calendar_news.accepts_other_days(
        REQUEST, expert="Zfirst", days=BUSY, mission=CONFIRMED.window, language=language
    )
    yield officer_mission.expert_writes(REQUEST, expert="Zfirst", quote="Zquote", language=language)
    yield officer_mission.mission_confirmed(REQUEST, CONFIRMED, members=TEAM_OF, language=language)


CAUSES = ("unknown_address", "unknown_domain", "closed", "full", "too_large", "refused", "not_reached")


def _halts(language: str) -> Iterator[Letter]:
    eligible, held = replace(REQUEST, status="eligible"), replace(REQUEST, status="on_hold", reason="Zreason")
    approved = replace(REQUEST, status="approved")
    for told in (["Zfirst", "Zsecond"], []):
        yield officer_halt.are_you_sure(approved, MISSION, reason="Zreason", told=told, language=language)
        yield officer_halt.mission_called_off(eligible, reason="Zreason", told=told, language=language)
    yield officer_halt.mission_called_off(
        eligible, reason="Zreason", told=["Zfirst"], by="Zofficer", language=language
    )
    for by in ("", "Zofficer"):
        yield officer_halt.put_on_hold(held, until=FINAL.end, by=by, language=language)
        yield officer_halt.goes_on(eligible, by=by, language=language)
    yield officer_halt.goes_on(REQUEST, reason="Zreason", day_has_come=True, language=language)
    short = (
        officer_halt.mission_kept,
        officer_halt.no_mission,
        officer_halt.give_day,
        officer_halt.call_off_first,
        officer_halt.cannot_wait,
        officer_halt.not_on_hold,
    )
    yield from (letter(held, language=language) for letter in short)
    for mission in (MISSION, CONFIRMED):
        yield partner_status.mission_called_off(eligible, mission, language=language)
        for accepted in (True, False):
            yield expert.called_off("Zfirst", mission, accepted=accepted, language=language)
    yield partner_status.team_lost(eligible, language=language)
    yield partner_status.goes_on(REQUEST, language=language)
    yield expert.after_the_end("Zfirst", CONFIRMED, language=language)
    yield expert.taken("Zfirst", MISSION, language=language)


LOOKS = (
    "dead",
    "not_delivered",
    "no_match",
    "bounced",
    "altered_token",
    "not_a_party",
    "unknown_sender",
    "unclear",
    "not_understood",
    "not_understood_again",
    "too_large",
    "too_large_told",
    "too_large_untold",
    "loop",
    "no_token",
    "bounce_in_doubt",
    "not_answered",
    "forged",
    "other",
)
LOOKS_AT_FILES = ("attachment_unread", *(f"attachment_{why}" for why in Why))


def _desk(language: str) -> Iterator[Letter]:
    yield from desk_letters(REQUEST, team(), language)
    yield officer_desk.officer_help(language=language)
    yield officer_desk.officer_help(role="observer", language=language)
    for words, near in (("/zfoo", "/queue"), ("zwords", ""), ("", "")):
        yield officer_desk.not_understood(words, near=near, language=language)
    yield officer_desk.only_oneself("2026-01", words="zwords", language=language)
    yield officer_desk.language_set(language=language)
    yield officer_desk.no_such("2026-99", language=language)
    yield officer_desk.no_such("", language=language)
    yield officer_desk.not_permitted(language=language)
    yield officer_desk.reply_to_my_mail(code="2026-03", language=language)
    yield officer_desk.reply_to_my_mail(language=language)
    yield officer_desk.invitation(
        name="Zofficer", role="officer", chat_command="/start z", expires=BUSY.end, language=language
    )
    yield officer_desk.linked(name="Zofficer", role="approver", language=language)
    yield officer_desk.invitation_spent(language=language)
    for reason in LOOKS:
        yield officer_desk.look_at_message(
            reason=reason,
            sender="z@z.example",
            text_subject="Zsubject",
            excerpt="Zexcerpt",
            language=language,
        )


def _files(language: str) -> Iterator[Letter]:
    names = ("zfirst.pdf", "zsecond.docx")
    yield files.unread_files(names, form="Zform", language=language)
    yield files.beside_unread_files(partner.say_again("window", language=language), names)
    for why in Why:
        yield files.withheld_files(names, why=why, language=language)
    yield files.mail_too_large(31, most=26, language=language)
    for reason in LOOKS_AT_FILES:
        yield officer_desk.look_at_message(
            reason=reason, sender="z@z.example", text_subject="Zsubject", files=names, language=language
        )


def _roster(language: str) -> Iterator[Letter]:
    """Searches of the register: of every kind, for somebody who may see names and for somebody who may not."""
    parts = (
        Part(Kind.AREA, "Zarea", "Zwritten", guessed=True),
        Part(Kind.LANGUAGE, "zz", level="native"),
        Part(Kind.ELIGIBILITY, "european"),
        Part(Kind.OCCUPATION, "public"),
        Part(Kind.EMPLOYMENT, "retired"),
        Part(Kind.GENDER, "woman"),
        *(Part(kind, value) for kind in (Kind.FLAGGED, Kind.MOBILISED) for value in ("yes", "no")),
        Part(Kind.WORD, "zname", "Zname"),
    )
    hits = tuple(Hit("Zname", "zfound", place, 100.0) for place in ("name", "employer", "text"))
    found = Found(
        "EX-0001", "Zname", "z@experts.example", "ZZ", "", "european", "public", "retired", "woman",
        (("zz", "native"),), ("Zarea",), never_asked=True, hits=hits,
    )  # fmt: skip
    query = Query(parts)
    for total in (1, 3):
        searched = Searched(query, total, (found,))
        for private in (True, False):
            yield expert_lists.experts_found(searched, private=private, language=language)
        nobody = Searched(query, 0, in_the_way=(InTheWay(parts[:1], total),))
        yield expert_lists.experts_found(nobody, private=True, language=language)
    yield expert_lists.experts_found(Searched(Query(), 0), private=True, language=language)
    yield expert_lists.search_how(language=language)


def _people(language: str) -> Iterator[Letter]:
    until = date(2026, 1, 26)
    for role in Role:
        yield people.role_lacks(role, language=language)
        yield people.help_for(role, language=language)
    on_file = [
        people.PersonOnFile(f"Z{way}", "z@facility.example", role, way)
        for way, role in zip(("telegram", "terminal", "mail"), Role, strict=False)
    ]
    yield people.people(on_file[:1], manages=False, language=language)
    yield people.people(on_file, group="Zgroup", manages=True, language=language)
    yield people.invite_how(language=language)
    for link in ("", "https://t.me/zbot?start=z"):
        facts = {"name": "Zofficer", "role": "approver", "link": link, "line": "/start z", "expires": until}
        yield people.your_invitation(**facts, language=language)  # type: ignore[arg-type]
        yield people.your_invitation(**facts | {"role": "observer"}, language=language)  # type: ignore[arg-type]
        yield people.invited(**facts, email="z@facility.example", language=language)  # type: ignore[arg-type]
    yield people.remove_how(language=language)
    yield people.not_on_file(email="z@facility.example", language=language)
    yield people.remove_sure(number=3, name="Zofficer", email="z@facility.example", language=language)
    yield people.removed(name="Zofficer", language=language)
    yield people.last_admin(name="Zofficer", language=language)
    yield people.group_linked(language=language)
    yield people.group_unlinked(language=language)
    yield people.no_group(language=language)
    yield people.link_where(language=language)
    yield people.group_lost(title="Zgroup", language=language)
    for how in ("edited", "forwarded"):
        yield people.not_written_now(how, language=language)
    yield people.chat_moved(name="Zofficer", language=language)
    yield people.reply_here(people.remove_how(language=language), name="Zofficer")


def _digest(language: str) -> Iterator[Letter]:
    turns = ("officer", "partner", "experts")
    rows = [
        QueueRow(3, "2026-03", "Ztitle", "TG", "received", turn, days, late=late)
        for turn in turns
        for days, late in ((0, False), (1, False), (4, False), (1, True), (9, True))
    ]
    for by_mail in (True, False):
        day = digest.DayFacts(
            BUSY.start,
            waiting=rows * (8 if by_mail else 2),
            silent=[digest.SilentFacts("2026-03", "Zexpert", FREE.start)],
            messages=1 + by_mail,
            missions=[digest.MissionSoon("2026-03", "Ztitle", WINDOW, "planned")],
            holds=[digest.HoldSoon("2026-03", "Ztitle", FREE.end)],
            to_decide=rows[:1],
        )
        yield digest.digest(day, by_mail=by_mail, language=language)
    yield digest.digest_set(hour=7, language=language)
    yield digest.digest_set(hour=None, language=language)
    yield newsletter.unsubscribed(facility="Zfacility", language=language)
    yield digest.digest_how(language=language)


def _open_messages(language: str) -> Iterator[Letter]:
    waiting = OpenMessage(12, "z@z.example", "Zsubject", "not_a_party", BUSY.start, "2026-03", "Zexcerpt")
    yield open_message.open_messages((), language=language)
    yield open_message.open_messages((waiting,), language=language)
    for shown in (waiting, replace(waiting, code="", reason="unproven"), replace(waiting, dead=True)):
        yield open_message.open_message(shown, language=language)
    yield open_message.is_this_yours(code="2026-03", order="Zorder", number=12, language=language)
    yield open_message.disowned(language=language)
    yield open_message.attached(sender="z@z.example", code="2026-03", language=language)
    yield open_message.taken_up(sender="z@z.example", language=language)
    yield open_message.attach_where(language=language)
    yield open_message.attach_where(code="2026-03", language=language)
    yield open_message.attach_where(code="2026-03", names=("Zfirst", "Zsecond"), language=language)
    yield open_message.discarded(sender="z@z.example", language=language)
    yield open_message.tried_again(sender="z@z.example", language=language)
    yield open_message.no_longer_open(language=language)


def _experts(language: str) -> Iterator[Letter]:
    alone = replace(MISSION, allowance=None, colleagues=(), reply_by=None)
    yield expert.inquiry("Zfirst", MISSION, language=language)
    yield expert.inquiry("Zfirst", alone, language=language)
    yield expert.reminder("Zfirst", MISSION, language=language)
    yield papers.report_is_late("Zfirst", CONFIRMED, due=BUSY.end, language=language)
    for verdict in (
        "yes", "no", "some_dates", "conditions", "other_dates", "which_dates", "remote_only", "employer", "maybe",
        "question", "never_again",
    ):  # fmt: skip
        yield expert.echo("Zfirst", MISSION, answer=answer(verdict), language=language)
    yield expert.too_few_days("Zfirst", MISSION, answer=answer("some_dates"), language=language)
    yield expert.unclear("Zfirst", MISSION, quote="Zquote", language=language)
    yield expert.confirmed("Zfirst", CONFIRMED, language=language)
    yield expert.not_needed("Zfirst", MISSION, language=language)
    yield expert.passed_over("Zfirst", MISSION, language=language)
    yield expert.already_closed("Zfirst", MISSION, language=language)
    yield expert.reopened("Zfirst", CONFIRMED, language=language)
    yield expert.passed_on("Zfirst", CONFIRMED, language=language)


def words_of(letter: Letter) -> str:
    """Every word of a letter that a person may read, line by line."""
    lines = [letter.subject, *(line for block in letter.blocks for line in _lines(block))]
    if letter.event:
        lines.extend((letter.event.summary, letter.event.location, letter.event.description))
    return "\n".join(lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text) | Heading(text) | Quote(text):
            yield text
        case Facts(rows):
            yield from (f"{label}: {value}" for label, value in rows)
        case Bullets(items):
            yield from items
        case Choices(rows):
            yield from (f"{c.label}\n{c.word}\n{c.hint}" for row in rows for c in row)
