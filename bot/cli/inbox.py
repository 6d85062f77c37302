"""Messages that wait: for their turn, for an officer, or for another try; seen and settled from the terminal."""

from dataclasses import asdict

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, narrate, print_json, show, stop, tell
from bot.dispatch.message_desk import settle_message, told
from bot.dispatch.message_orders import MessageOrder, MessageVerb
from bot.dispatch.post import Post
from bot.facility import Facility
from bot.texts.letter import Letter
from bot.texts.open_message import OpenMessage, message_card, no_longer_open, open_messages
from bot.texts.render import as_terminal
from bot.texts.rows import without_choices
from config.texts import say
from storage import inbox
from storage.mail import Inbox
from storage.open_messages import open_message as find_message
from storage.open_messages import open_messages as find_messages

OPERATOR = "operator"


def list_messages(*, as_json: bool) -> None:
    """Print what waits: how many messages for their turn, and each one that waits for a person."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> tuple[int, list[OpenMessage]]:
        async with facility.database.snapshot() as session:
            post = Post(session, facility.house, facility.now())
            found = [await told(post, row) for row in await find_messages(session)]
            return await inbox.waiting(session), found

    waiting, found = with_facility(settings, look)
    if as_json:
        print_json({"waiting": waiting, "open": [asdict(message) for message in found]})
        return
    show(as_terminal(without_choices(open_messages(found, language=settings.language))))
    if found:
        tell(settings, "inbox.show", muster=command(), number=found[0].number)
    if waiting:
        narrate(say(settings.language, "inbox.waiting", count=waiting))


def show_message(number: int) -> None:
    """Print one message and the commands that settle it; exit code 1 if it waits no more."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> OpenMessage | None:
        async with facility.database.transaction() as session:
            row = await find_message(session, number)
            if row is not None:
                return await told(Post(session, facility.house, facility.now()), row)
            if await session.get(Inbox, number) is None:
                stop(say(settings.language, "cli.inbox.no_such", number=number))
            return None

    found = with_facility(settings, look)
    if found is None:
        stop(say(settings.language, "inbox.settled"))
    show(as_terminal(message_card(found, language=settings.language)))
    words = {"muster": command(), "number": number}
    if found.attachable:
        tell(settings, "inbox.attach", code=found.code or "2026-03", **words)
        tell(settings, "inbox.take", **words)
    if found.dead:
        tell(settings, "inbox.retry", **words)
    tell(settings, "inbox.discard", **words)


def settle(verb: str, number: int, *, name: str = "", code: str = "") -> None:
    """Settle one message and print what became of it; exit code 1 if it waits no more."""
    settings = facility_or_stop()
    order = MessageOrder(MessageVerb(verb), number, code=code, name=name)

    async def work(facility: Facility) -> Letter:
        async with facility.database.transaction() as session:
            post = Post(session, facility.house, facility.now())
            return await settle_message(post, order, by=OPERATOR, language=settings.language)

    letter = with_facility(settings, work)
    if letter == no_longer_open(language=settings.language):
        stop(say(settings.language, "inbox.settled"))
    show(as_terminal(without_choices(letter)))
