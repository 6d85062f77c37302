"""Which commands a chat offers beside its text box: an officer's their role's, the officers' group its own, a partner's theirs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import Verb
from bot.dispatch.expert_orders import ExpertVerb
from bot.dispatch.message_orders import MessageVerb
from bot.dispatch.people_orders import PeopleVerb
from bot.dispatch.permissions import Order, may
from bot.texts.partner_commands import COMMANDS
from config.texts import say
from intake.message import Channel
from storage.chats import officer_group
from storage.jobs import enqueue
from storage.people import Officer
from storage.queries import officer_by_chat
from storage.states import Role

MENU = "menu"
"""The payload's key, and the beginning of the destination: a menu keeps no letter waiting."""
Menu = tuple[tuple[str, str], ...]
"""Commands without their slash, each with what it is for; an empty one gives the chat what everybody has."""

_DESK: Mapping[str, Order | None] = MappingProxyType(
    {
        "queue": Verb.QUEUE,
        "plan": Verb.PLAN,
        "show": Verb.CARD,
        "documents": Verb.FILES,
        "inbox": MessageVerb.LIST,
        "experts": ExpertVerb.EXPERTS,
        "cv": ExpertVerb.CV,
        "report": None,
        "people": PeopleVerb.PEOPLE,
        "invite": PeopleVerb.INVITE,
        "digest": PeopleVerb.DIGEST,
        "language": None,
        "help": None,
    }
)
"""With the order that a role must be allowed to give; None is for everybody."""
_GROUP = ("queue", "plan", "show", "report", "language", "unlink", "help")


def partner_menu(language: str) -> Menu:
    """What a partner can type."""
    return tuple((name, say(language, f"commands.{name}")) for name in COMMANDS)


def desk_menu(role: Role, language: str) -> Menu:
    """What somebody in this role can type in a chat of their own."""
    return _desk((name for name, order in _DESK.items() if order is None or may(role, order)), language)


def group_menu(language: str) -> Menu:
    """What officers can type in their group."""
    return _desk(_GROUP, language)


def _desk(names: Iterable[str], language: str) -> Menu:
    return tuple((name, say(language, f"desk_commands.{name}")) for name in names)


def menu_from_json(stored: object) -> Menu:
    """The menu of a job; an unreadable one is empty."""
    lines = stored if isinstance(stored, list) else []
    return tuple((str(line[0]), str(line[1])) for line in lines if isinstance(line, list) and len(line) == 2)


async def offer_menu(session: AsyncSession, chat: str | None, *, now: datetime, language: str = "") -> None:
    """Have a chat offer the commands of whoever it belongs to now; a partner's in the language they have chosen, if any."""
    channel, _, number = (chat or "").partition(":")
    if channel != Channel.TELEGRAM:
        return
    menu = await _menu_of(session, f"{channel}:{number}")
    if menu is None:
        menu = partner_menu(language) if language else ()
    await enqueue(
        session,
        kind=Channel.TELEGRAM,
        destination=f"{MENU}:{chat}",
        payload={"chat_id": int(number), MENU: [list(line) for line in menu]},
        due_at=now,
        now=now,
    )


async def _menu_of(session: AsyncSession, chat: str) -> Menu | None:
    group = await officer_group(session)
    if group is not None and group.chat == chat:
        return group_menu(group.language)
    officer = await officer_by_chat(session, chat)
    return None if officer is None else desk_menu(officer.role, officer.language)


async def facility_menus(session: AsyncSession) -> list[tuple[int, Menu]]:
    """The chats of the facility's people, each with its commands; for those linked before there were any."""
    group = await officer_group(session)
    linked = col(Officer.active), col(Officer.chat).startswith(f"{Channel.TELEGRAM}:")
    officers = (await session.exec(select(Officer).where(*linked).order_by(col(Officer.id)))).all()
    menus = [(officer.chat or "", desk_menu(officer.role, officer.language)) for officer in officers]
    menus += [(group.chat, group_menu(group.language))] if group else []
    return [(int(chat.partition(":")[2]), menu) for chat, menu in menus]
