"""Every order by every role: what is said in the table of decision 0054, and what the desks do about it."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import product

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import CHAT_COMMANDS, CONFIRMED, Command, Verb
from bot.dispatch.desk import carry_out
from bot.dispatch.expert_desk import order_about_experts
from bot.dispatch.expert_orders import ExpertOrder, ExpertVerb
from bot.dispatch.message_desk import order_about_message
from bot.dispatch.message_orders import MessageOrder, MessageVerb
from bot.dispatch.people_desk import order_about_people
from bot.dispatch.people_orders import PeopleOrder, PeopleVerb
from bot.dispatch.permissions import PERMITTED, Order, asks_for_decision, decides, for_role, may
from bot.texts.letter import Choice, Choices, Letter, Paragraph
from bot.texts.people import help_for, role_lacks
from bot.texts.render import as_text
from bot.texts.rows import say_paragraph
from config.languages import INTERFACE_LANGUAGES
from storage.database import Database
from storage.states import Role
from tests.bot.dispatch.office import post
from tests.factories import add_officer
from tests.flows.databases import ON_SQLITE

EVERYBODYS = {"card", "queue", "help", "team", "file", "files", "why", "people", "digest", "experts"}
APPROVERS = EVERYBODYS | {"approve", "none"}
ADMINS_ALONE = {"invite", "remove", "link", "unlink"}
EVERY_ORDER = (*Verb, *MessageVerb, *PeopleVerb, *ExpertVerb)
MATRIX = [pytest.param(order, role, id=f"{order}-{role}") for order, role in product(EVERY_ORDER, Role)]


def expected(role: Role, order: Order) -> bool:
    match role:
        case Role.ADMIN:
            return True
        case Role.OFFICER:
            return order not in ADMINS_ALONE
        case Role.APPROVER:
            return order in APPROVERS
        case Role.OBSERVER:
            return order in EVERYBODYS


def letter(*actions: str) -> Letter:
    choices = tuple(Choice(action, action) for action in actions)
    return Letter("en", "A subject", (Paragraph("Words."), Choices((choices,))))


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.transaction() as opened:
        yield opened


@pytest.mark.parametrize(("order", "role"), MATRIX)
def test_table_says_for_every_order_and_role_whether_it_may_be_given(order: Order, role: Role) -> None:
    assert may(role, order) is expected(role, order)


def test_every_order_there_is_stands_in_the_table_once() -> None:
    assert sorted(PERMITTED) == sorted(order.value for order in EVERY_ORDER)
    assert len(PERMITTED) == len(EVERY_ORDER)


@ON_SQLITE
@pytest.mark.parametrize(("order", "role"), MATRIX)
async def test_desks_refuse_exactly_what_the_table_refuses(
    session: AsyncSession, order: Order, role: Role
) -> None:
    officer = await add_officer(session, role=role)
    match order:
        case Verb():
            said = await carry_out(post(session), officer, Command(order, target=1))
        case MessageVerb():
            said = await order_about_message(post(session), officer, MessageOrder(order, 1))
        case PeopleVerb():
            said = await order_about_people(post(session), officer, PeopleOrder(order))
        case ExpertVerb():
            said = await order_about_experts(post(session), officer, ExpertOrder("pensions", order))

    assert (said == role_lacks(role, language="en")) is not expected(role, order)


@pytest.mark.parametrize(
    ("role", "left"),
    [
        (Role.ADMIN, ["eligible:1", "approve:2:1", "yes:approve:2:1", "card:1", "lang:fr", "remove:3"]),
        (Role.OFFICER, ["eligible:1", "approve:2:1", "yes:approve:2:1", "card:1", "lang:fr"]),
        (Role.APPROVER, ["approve:2:1", "yes:approve:2:1", "card:1", "lang:fr"]),
        (Role.OBSERVER, ["card:1", "lang:fr"]),
    ],
)
def test_letter_offers_what_the_role_may_order(role: Role, left: list[str]) -> None:
    written = letter("eligible:1", "approve:2:1", f"{CONFIRMED}approve:2:1", "card:1", "lang:fr", "remove:3")

    offered = for_role(written, role)

    assert [
        one.action for block in offered.blocks if isinstance(block, Choices) for one in block.rows[0]
    ] == left


def test_letter_without_any_choice_left_has_no_empty_rows() -> None:
    assert for_role(letter("eligible:1"), Role.OBSERVER).blocks == (Paragraph("Words."),)


def test_who_cannot_decide_is_not_asked_what_they_decide() -> None:
    question = say_paragraph("en", "officer.new.ask")
    written = letter("eligible:1", "card:1")
    written = replace(written, blocks=(question, *written.blocks))

    assert [role for role in Role if question in for_role(written, role).blocks] == [Role.OFFICER, Role.ADMIN]


def test_approver_is_asked_by_teams_and_by_nothing_else() -> None:
    assert asks_for_decision(letter("approve:2:1", "card:1"), Role.APPROVER)
    assert not asks_for_decision(letter("eligible:1", "card:1"), Role.APPROVER)
    assert not asks_for_decision(letter("approve:2:1"), Role.OBSERVER)


def test_only_observers_decide_nothing() -> None:
    assert [role for role in Role if not decides(role)] == [Role.OBSERVER]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("role", Role)
def test_help_names_every_order_of_the_role_and_no_other(role: Role, language: str) -> None:
    words = set(re.findall(r"/[a-z]+", as_text(help_for(role, language=language))))

    named = {CHAT_COMMANDS[word] for word in words if word in CHAT_COMMANDS}
    assert named | {Verb.HELP} == {verb for verb in CHAT_COMMANDS.values() if may(role, verb)}
    assert {"/report", "/language", "/experts"} <= words
