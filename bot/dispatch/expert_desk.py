"""A search of the register of experts for people of the facility; observers are told of no one by name."""

from bot.dispatch.expert_orders import ExpertOrder, ExpertVerb
from bot.dispatch.permissions import may
from bot.dispatch.post import Post
from bot.texts.expert_lists import MOST_IN_A_LETTER, experts_found, search_how
from bot.texts.letter import Letter
from bot.texts.people import role_lacks
from intake.expert_search_words import Kind
from reporting.expert_search import search_experts, understood
from storage.people import Officer
from storage.states import Role

_SEES_NAMES = frozenset({Role.OFFICER, Role.APPROVER, Role.ADMIN})


async def order_about_experts(post: Post, officer: Officer, order: ExpertOrder) -> Letter:
    """The best of those who fit, with names and addresses for those who may see them."""
    if not may(officer.role, ExpertVerb.EXPERTS):
        return role_lacks(officer.role, language=officer.language)
    if not order.words:
        return search_how(language=officer.language)
    private = officer.role in _SEES_NAMES
    query = await understood(post.session, order.words)
    if not private:  # names, employers and CVs: to find somebody by them is to be told them
        query = query.without(query.of(Kind.WORD))
    if not query.parts:
        return search_how(language=officer.language)
    searched = await search_experts(post.session, query, most=MOST_IN_A_LETTER)
    return experts_found(searched, private=private, language=officer.language)
