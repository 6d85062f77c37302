"""Who may order what: one table by order and role, asked by every desk that carries orders out (decision 0054)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.dispatch.commands import CONFIRMED, DECIDING, Verb
from bot.dispatch.expert_orders import ExpertVerb
from bot.dispatch.message_orders import MessageVerb
from bot.dispatch.people_orders import PeopleVerb
from bot.texts.letter import Block, Choice, Choices, Letter
from bot.texts.rows import without_question
from storage.states import Role

Order = Verb | MessageVerb | PeopleVerb | ExpertVerb

_EVERYBODY = frozenset(Role)
_WORKING = frozenset({Role.OFFICER, Role.ADMIN})
_APPROVING = _WORKING | {Role.APPROVER}
_MANAGING = frozenset({Role.ADMIN})

PERMITTED: Mapping[str, frozenset[Role]] = MappingProxyType(
    {verb.value: _WORKING for verb in (*Verb, *MessageVerb)}
    | {verb.value: _EVERYBODY for verb in Verb if verb not in DECIDING}
    | {verb.value: _WORKING for verb in (Verb.PLAN, ExpertVerb.CV)}
    | {verb.value: _APPROVING for verb in (Verb.APPROVE, Verb.NONE)}
    | {verb.value: _MANAGING for verb in PeopleVerb}
    | {verb.value: _EVERYBODY for verb in (PeopleVerb.PEOPLE, PeopleVerb.DIGEST, ExpertVerb.EXPERTS)}
)
"""By order; a new order about requests or messages is the officers' unless something else is said here."""


def may(role: Role, order: Order) -> bool:
    """Whether somebody in this role may order this."""
    return role in PERMITTED[order.value]


def decides(role: Role) -> bool:
    """Whether somebody in this role may decide anything at all."""
    return any(role in PERMITTED[verb.value] for verb in DECIDING)


def for_role(letter: Letter, role: Role) -> Letter:
    """The letter with only those choices that somebody in this role may order."""
    if role in _MANAGING:
        return letter
    blocks = (_permitted(block, role) if isinstance(block, Choices) else block for block in letter.blocks)
    left = replace(letter, blocks=tuple(block for block in blocks if block is not None))
    return left if asks_for_decision(left, role) else without_question(left)


def asks_for_decision(letter: Letter, role: Role) -> bool:
    """Whether somebody in this role can decide something by a choice in this letter."""
    return any(
        _verb(choice) in DECIDING and _is_permitted(choice, role)
        for block in letter.blocks
        if isinstance(block, Choices)
        for row in block.rows
        for choice in row
    )


def _permitted(choices: Choices, role: Role) -> Block | None:
    rows = (tuple(choice for choice in row if _is_permitted(choice, role)) for row in choices.rows)
    left = tuple(row for row in rows if row)
    return Choices(left) if left else None


def _is_permitted(choice: Choice, role: Role) -> bool:
    """Choices that are no orders, such as a language, are everybody's."""
    return role in PERMITTED.get(_verb(choice), _EVERYBODY)


def _verb(choice: Choice) -> str:
    return choice.action.removeprefix(CONFIRMED).partition(":")[0]
