"""The register of experts for people of the facility: a search, in which observers are told of no one by name, and CVs."""

from bot.dispatch.cv_files import send_cv
from bot.dispatch.expert_orders import ExpertOrder, ExpertVerb
from bot.dispatch.permissions import may
from bot.dispatch.post import Post
from bot.texts.cv_files import expert_card
from bot.texts.expert_lists import MOST_IN_A_LETTER, experts_found, search_how
from bot.texts.letter import Letter
from bot.texts.people import role_lacks
from intake.expert_search_words import Kind
from intake.store_cv import held_of
from reporting.expert_search import search_experts, understood
from storage.expert_cvs import cvs_of
from storage.people import Expert, Officer
from storage.queries import expert_by_code
from storage.states import Role

_SEES_NAMES = frozenset({Role.OFFICER, Role.APPROVER, Role.ADMIN})


async def order_about_experts(post: Post, officer: Officer, order: ExpertOrder) -> Letter:
    """The best of those who fit, with names and addresses for those who may see them; or a CV, for officers alone."""
    if not may(officer.role, order.verb):
        return role_lacks(officer.role, language=officer.language)
    if order.verb is ExpertVerb.CV:
        return await send_cv(post, officer, order)
    if not order.words:
        return search_how(language=officer.language)
    private = officer.role in _SEES_NAMES
    if private and (expert := await expert_by_code(post.session, order.words)) is not None:
        return await _card(post, officer, expert)
    query = await understood(post.session, order.words)
    if not private:  # names, employers and CVs: to find somebody by them is to be told them
        query = query.without(query.of(Kind.WORD))
    if not query.parts:
        return search_how(language=officer.language)
    searched = await search_experts(post.session, query, most=MOST_IN_A_LETTER)
    return experts_found(searched, private=private, language=officer.language)


async def _card(post: Post, officer: Officer, expert: Expert) -> Letter:
    """Everything about one expert; who may not have the CV is not told of it."""
    shows_cvs = may(officer.role, ExpertVerb.CV)
    cvs = await cvs_of(post.session, expert.id or 0) if shows_cvs else []
    held = await held_of(post.session, expert)
    return expert_card(held, expert.code, cvs, language=officer.language)
