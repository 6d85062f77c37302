"""The closer look at the files of a mail, before anything follows from it: no viruses, then what documents say."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.dispatch.closer_look import NotYet
from bot.mail.documents import read_documents
from bot.mail.virus_scan import Away, Clean, Infected, Scanner, Verdict
from intake.fields import read_filled_form
from intake.message import AS_NEW, Attachment, Kind, Message, Why, Withheld
from intake.tokens import Purpose, claims_in

AGAIN_AFTER = timedelta(minutes=1)
PATIENCE = timedelta(hours=1)
"""How long a mail with files waits for a scanner that is away; then its words are heard without them."""
SCAN_SECONDS = 12.0
READERS = 2
"""So many messages have their documents read at a time: each takes a processor."""
_OF_PARTNERS = frozenset({Purpose.REQUEST, Purpose.DRAFT})


@dataclass(frozen=True, slots=True)
class Examination:
    """How this facility looks at files."""

    mail_address: str
    scanner: Scanner | None = None
    _reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(READERS))

    async def __call__(self, message: Message, now: datetime) -> Message | NotYet:
        """The message with what its documents say and without what nobody should open; or wait for the scanner."""
        if not message.attachments:
            return message
        if self.scanner is not None:
            scanned = await self._scanned(message, self.scanner, now)
            if isinstance(scanned, NotYet):
                return scanned
            message = scanned
        if not self._may_hold_request(message):
            return message
        async with self._reading:
            return replace(message, attachments=await read_documents(message.attachments))

    async def _scanned(self, message: Message, scanner: Scanner, now: datetime) -> Message | NotYet:
        kept: list[Attachment] = []
        withheld = list(message.withheld)
        away = ""
        verdicts = await _verdicts(scanner, message.attachments)
        for attachment, verdict in zip(message.attachments, verdicts, strict=True):
            match verdict:
                case Clean():
                    kept.append(attachment)
                case Infected(virus):
                    withheld.append(Withheld(attachment.filename, Why.INFECTED, virus))
                case Away(away):
                    withheld.append(Withheld(attachment.filename, Why.UNCHECKED))
        if away and now - message.received_at < PATIENCE:
            return NotYet(f"virus scanner: {away}", AGAIN_AFTER)
        return replace(message, attachments=tuple(kept), withheld=tuple(withheld))

    def _may_hold_request(self, message: Message) -> bool:
        """Whether a form or a letter among the files would be read: of a partner's mail that is none itself."""
        purposes = {claim.purpose for claim in claims_in(message.recipients, self.mail_address)}
        by_partner = message.kind is Kind.PERSON and purposes <= _OF_PARTNERS
        return (by_partner or message.attached_to == AS_NEW) and read_filled_form(message.text) is None


async def _verdicts(scanner: Scanner, files: Sequence[Attachment]) -> list[Verdict]:
    """One for each file; a scanner that fails once is not asked about the rest."""
    verdicts: list[Verdict] = []
    try:
        async with asyncio.timeout(SCAN_SECONDS):
            await _ask(scanner, files, verdicts)
    except TimeoutError:
        verdicts.append(Away(f"no answer within {SCAN_SECONDS:g} seconds"))
    return verdicts + verdicts[-1:] * (len(files) - len(verdicts))


async def _ask(scanner: Scanner, files: Sequence[Attachment], verdicts: list[Verdict]) -> None:
    """Add the verdicts one by one, so that those there are stay when time is up."""
    for file in files:
        verdicts.append(await scanner.scan(file.content))
        if isinstance(verdicts[-1], Away):
            return
