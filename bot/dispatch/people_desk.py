"""Orders about people: who is invited, who is removed, who gets a digest when."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from sqlmodel import select

from bot.dispatch.digest_hours import set_digest
from bot.dispatch.invitations import Invitee, add_officer, is_last_admin, remove_officer
from bot.dispatch.menus import offer_menu
from bot.dispatch.people_orders import PeopleOrder, PeopleVerb, is_address, name_of, read_wanted
from bot.dispatch.permissions import may
from bot.dispatch.post import Post, mail
from bot.texts import people as letters
from bot.texts.letter import Letter
from intake.message import Channel
from storage.chats import bot_name, officer_group, takes_letters, unlink_group
from storage.people import Officer
from storage.queries import active_officers, officer_by_email
from storage.states import Role

INVITATION_LASTS = timedelta(days=14)


async def order_about_people(post: Post, officer: Officer, order: PeopleOrder) -> Letter:
    """Do what somebody of the facility orders, if the role allows it, and say what was done."""
    if not may(officer.role, order.verb):
        return letters.role_lacks(officer.role, language=officer.language)
    return await _DOINGS[order.verb](post, officer, order)


async def _invite(post: Post, officer: Officer, order: PeopleOrder) -> Letter:
    wanted = read_wanted(order.words)
    if wanted is None:
        return letters.invite_how(language=officer.language)
    known = (await post.session.exec(select(Officer).where(Officer.email == wanted.email))).first()
    role = wanted.role or (known.role if known and known.active else Role.OFFICER)
    if known is not None and known.role is not role and await is_last_admin(post.session, known):
        return letters.last_admin(name=known.name, language=officer.language)
    name = wanted.name or (known.name if known else name_of(wanted.email))
    invited, secret = await add_officer(
        post.session,
        Invitee(name, wanted.email, role),
        language=officer.language,
        now=post.now,
        lasts=INVITATION_LASTS,
        actor=f"officer:{officer.id}",
    )
    return await _tell_invited(post, officer, invited, secret)


async def _tell_invited(post: Post, officer: Officer, invited: Officer, secret: str) -> Letter:
    bot = await bot_name(post.session, Channel.TELEGRAM)
    link, line = f"https://t.me/{bot}?start={secret}" if bot else "", f"/start {secret}"
    expires = post.house.today(post.now + INVITATION_LASTS)
    written = letters.your_invitation(
        name=invited.name, role=invited.role, link=link, line=line, expires=expires, language=invited.language
    )
    about = f"officer:{invited.id}"
    await mail(post, written, to=invited.email, to_name=invited.name, about=about, reply_to=None)
    return letters.invited(
        name=invited.name,
        email=invited.email,
        role=invited.role,
        link=link,
        line=line,
        expires=expires,
        language=officer.language,
    )


async def _people(post: Post, officer: Officer, _: PeopleOrder) -> Letter:
    on_file = [
        letters.PersonOnFile(one.name, one.email, one.role, await _way_to(post, one))
        for one in await active_officers(post.session)
    ]
    group = await officer_group(post.session)
    manages = may(officer.role, PeopleVerb.INVITE)
    title = (group.title or group.chat) if group else ""
    return letters.people(on_file, group=title, manages=manages, language=officer.language)


async def _way_to(post: Post, officer: Officer) -> str:
    if not await takes_letters(post.session, officer.chat):
        return Channel.MAIL
    return (officer.chat or "").partition(":")[0]


async def _remove(post: Post, officer: Officer, order: PeopleOrder) -> Letter:
    """A typed order is asked about; the button that answers it removes."""
    if order.target:
        return await _removed(post, officer, order.target)
    if not is_address(order.words):
        return letters.remove_how(language=officer.language)
    meant = await officer_by_email(post.session, order.words)
    if meant is None:
        return letters.not_on_file(email=order.words, language=officer.language)
    if await is_last_admin(post.session, meant):
        return letters.last_admin(name=meant.name, language=officer.language)
    return letters.remove_sure(
        number=meant.id or 0, name=meant.name, email=meant.email, language=officer.language
    )


async def _removed(post: Post, officer: Officer, number: int) -> Letter:
    meant = await post.session.get(Officer, number)
    if meant is None:
        return letters.remove_how(language=officer.language)
    if not await remove_officer(post.session, meant, actor=f"officer:{officer.id}", now=post.now):
        return letters.last_admin(name=meant.name, language=officer.language)
    return letters.removed(name=meant.name, language=officer.language)


async def _link(post: Post, officer: Officer, order: PeopleOrder) -> Letter:
    """A group is linked from within the group; this was written elsewhere."""
    group = await officer_group(post.session)
    if order.verb is PeopleVerb.LINK or group is None:
        return letters.link_where(language=officer.language)
    await unlink_group(post.session, group.chat)
    await offer_menu(post.session, group.chat, now=post.now)
    return letters.group_unlinked(language=officer.language)


async def _digest(post: Post, officer: Officer, order: PeopleOrder) -> Letter:
    return set_digest(post, officer, order.words)


_DOINGS: Mapping[PeopleVerb, Callable[[Post, Officer, PeopleOrder], Awaitable[Letter]]] = {
    PeopleVerb.INVITE: _invite,
    PeopleVerb.PEOPLE: _people,
    PeopleVerb.REMOVE: _remove,
    PeopleVerb.LINK: _link,
    PeopleVerb.UNLINK: _link,
    PeopleVerb.DIGEST: _digest,
}
