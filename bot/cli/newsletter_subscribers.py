"""`muster newsletter subscribers`: who agreed to get news, and who takes it back."""

from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, narrate, print_json, show, stop
from bot.dispatch.people_orders import is_address
from bot.facility import Facility
from bot.texts.printable import one_line
from config.settings import Settings
from config.texts import date_text, say
from storage.newsletters import (
    Added,
    Consent,
    NewsletterSubscription,
    subscribe,
    subscription_of,
    subscriptions,
    unsubscribe,
)

_OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who is to get a list, as it is typed."""

    address: str
    list_name: str
    consent: str
    name: str
    language: str
    again: bool


def add(wish: Wish) -> None:
    """Take down that somebody agreed; a sentence if that is not known, or if they do not want it."""
    settings = facility_or_stop()
    address = _address_or_stop(settings, "add", wish.address)
    if not wish.consent.strip():
        stop(say(settings.language, "newsletter.consent"))
    consent = Consent(
        address,
        one_line(wish.consent)[:300],
        _OPERATOR,
        wish.list_name,
        one_line(wish.name)[:100],
        wish.language,
        again=wish.again,
    )

    async def work(facility: Facility) -> Added:
        async with facility.database.transaction() as session:
            return await subscribe(session, consent, now=facility.now())

    added = with_facility(settings, work)
    words = say(
        settings.language, f"newsletter.{added}", address=address, list=wish.list_name, muster=command()
    )
    if added in {Added.LEFT, Added.OPTED_OUT}:
        stop(words)
    narrate(words)


def remove(email: str, list_name: str) -> None:
    """Take somebody off a list; that they were on it stays known, so that nobody adds them unasked."""
    settings = facility_or_stop()
    address = _address_or_stop(settings, "remove", email)

    async def work(facility: Facility) -> bool:
        async with facility.database.transaction() as session:
            row = await subscription_of(session, address, list_name=list_name)
            return row is not None and await unsubscribe(session, row, by=_OPERATOR, now=facility.now())

    if not with_facility(settings, work):
        stop(say(settings.language, "newsletter.not_on_it", address=address, list=list_name))
    narrate(say(settings.language, "newsletter.removed", address=address, list=list_name))


def list_subscribers(list_name: str, *, as_json: bool) -> None:
    """Print everybody who ever agreed to this list, and whether they get it now."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> list[NewsletterSubscription]:
        async with facility.database.snapshot() as session:
            return list(await subscriptions(session, list_name=list_name))

    rows = with_facility(settings, look)
    if as_json:
        print_json([row.model_dump(exclude={"id"}) for row in rows])
    elif not rows:
        narrate(say(settings.language, "newsletter.list.none", list=list_name))
    else:
        show(_table(rows, settings.language))


def _table(rows: list[NewsletterSubscription], language: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for key in ("address", "name", "language", "state", "source"):
        table.add_column(say(language, f"newsletter.list.{key}"), overflow="fold")
    for row in rows:
        cells = (row.address, row.name, row.language or language, _state(row, language), row.source)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def _state(row: NewsletterSubscription, language: str) -> str:
    moment, key = row.subscribed_at, "yes"
    if row.unsubscribed_at is not None:
        moment, key = row.unsubscribed_at, "left"
    elif row.bounced_at is not None:
        moment, key = row.bounced_at, "bounced"
    return say(language, f"newsletter.state.{key}", date=date_text(moment.date(), language))


def _address_or_stop(settings: Settings, action: str, typed: str) -> str:
    address = typed.strip().lower()
    if not address:
        stop(say(settings.language, "newsletter.which", muster=command(), action=action))
    if not is_address(address):
        stop(say(settings.language, "newsletter.address", address=one_line(typed)[:60]))
    return address
