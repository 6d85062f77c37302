"""A stored proposal as officers read it: in the letter that brings it, and in the card of its request."""

from collections.abc import Callable
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.facts import request_facts, team_facts
from bot.dispatch.house import House
from bot.dispatch.team_picture import picture_of
from bot.dispatch.team_prices import nearly_team, rule_prices
from bot.texts import officer_teams as letters
from bot.texts.letter import Block, Letter
from matching.need import Search
from matching.proposal_json import search_from_json
from storage.missions import Proposal
from storage.queries import open_proposal
from storage.requests import Request
from storage.states import RequestStatus


async def proposal_letter(
    session: AsyncSession, request: Request, proposal: Proposal, house: House
) -> Callable[[str], Letter]:
    """The letter that puts the teams before officers, in any language, with its picture."""
    facts = await request_facts(session, request)
    teams = await team_facts(session, proposal, house)
    found = _found(proposal)
    prices = await rule_prices(session, found, proposal.basis.get("rules"))
    nearly = await nearly_team(session, found, proposal.basis.get("rules"))

    def write(language: str) -> Letter:
        letter = letters.proposal(
            facts,
            teams=teams,
            proposal_id=proposal.id or 0,
            certificate=found.certificate,
            obstacles=found.obstacles,
            prices=prices,
            nearly=nearly,
            language=language,
        )
        return replace(letter, picture=picture_of(proposal, facts, teams, language=language))

    return write


async def undecided_teams(session: AsyncSession, request: Request) -> Proposal | None:
    """The proposal whose teams wait for an officer's word; None if no team does."""
    if request.status is not RequestStatus.ELIGIBLE:
        return None
    proposal = await open_proposal(session, request.id or 0)
    return proposal if proposal is not None and proposal.teams else None


async def undecided_blocks(
    session: AsyncSession, request: Request, house: House, *, language: str
) -> tuple[Block, ...]:
    """The undecided teams as part of a card; nothing if there are none."""
    proposal = await undecided_teams(session, request)
    if proposal is None:
        return ()
    found = _found(proposal)
    return letters.teams_shown(
        await request_facts(session, request),
        teams=await team_facts(session, proposal, house),
        proposal_id=proposal.id or 0,
        certificate=found.certificate,
        prices=await rule_prices(session, found, proposal.basis.get("rules")),
        language=language,
    )


def _found(proposal: Proposal) -> Search:
    stored = proposal.basis["search"]
    assert isinstance(stored, dict)  # noqa: S101 - store_proposal writes one; this tells mypy
    return search_from_json({**stored, "teams": proposal.teams})
