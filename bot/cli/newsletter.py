"""`muster newsletter check, send, status`: an issue from its file to the job table, and how far it is."""

import hashlib
import hmac
import re
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from rich.text import Text

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, errors, from_here, narrate, print_json, stop
from bot.dispatch.people_orders import is_address
from bot.facility import Facility
from bot.texts.newsletter import Imprint, newsletter_html, newsletter_text
from bot.texts.printable import one_line
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES, language_name
from config.settings import Settings
from config.texts import date_text, list_text, say, say_many
from intake.markdown_letter import LONGEST, Fault, MarkdownLetter, read_letter
from storage.jobs import enqueue
from storage.journal import record
from storage.newsletter_issues import Draft, OtherWordsError, Progress, begin, progress, put_copies, readers
from storage.newsletters import LIST

_AT_ONCE = 200
"""Copies put into the job table in one transaction: others write in between, and a kill costs at most these."""
_LIST_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_COUNTS = ("sent", "waiting", "came_back", "not_delivered", "left")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of an issue."""

    file: Path
    language: str
    list_name: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it was read, and as it is to be sent."""

    settings: Settings
    letter: MarkdownLetter
    draft: Draft

    def say(self, key: str, **values: object) -> str:
        """A sentence in the facility's language."""
        return say(self.settings.language, f"newsletter.{key}", **values)

    def count(self, key: str, n: int, **values: object) -> str:
        """A sentence with a number."""
        return say_many(self.settings.language, f"newsletter.{key}", n, **values)

    def about(self) -> str:
        """What this is, in a sentence."""
        draft = self.draft
        language = language_name(draft.language, self.settings.language)
        return self.say(
            "about", subject=draft.subject, language=language, issue=draft.name, list=draft.list_name
        )


def check(wanted: Wanted, folder: Path | None) -> None:
    """Write the preview, and say what would be sent to how many."""
    issue = _issue(wanted)
    files = _write_preview(issue, folder or wanted.file.parent, wanted.file.stem)
    narrate(issue.about())
    narrate(issue.say("written", files=", ".join(str(from_here(file)) for file in files)))
    _stop_at_faults(issue)
    narrate(
        issue.count("readers", len(with_facility(issue.settings, lambda facility: _readers(facility, issue))))
    )


def send(wanted: Wanted, *, to: str, sure: bool) -> None:
    """Put a copy for each reader into the job table, or one test copy."""
    issue = _issue(wanted)
    _stop_at_faults(issue)
    if not issue.settings.smtp_host:
        stop(issue.say("no_server"))
    if to:
        _send_test(issue, to)
        return
    left = len(with_facility(issue.settings, lambda facility: _readers(facility, issue)))
    narrate(issue.about())
    if not left:
        narrate(issue.say("nobody_left"))
        return
    narrate(issue.count("readers", left))
    if not sure and not _agreed(issue):
        stop(issue.say("not_sent"))
    sent = with_facility(issue.settings, lambda facility: put_issue(facility, issue.draft))
    if sent is None:
        stop(issue.say("other_words", issue=issue.draft.name))
    narrate(issue.count("on_its_way", sent, muster=command()))
    narrate(issue.say("not_running", muster=command()))


def status(*, as_json: bool) -> None:
    """Print how far each issue is."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> list[Progress]:
        async with facility.database.snapshot() as session:
            return await progress(session)

    found = with_facility(settings, look)
    if as_json:
        print_json([asdict(one) for one in found])
    elif not found:
        narrate(say(settings.language, "newsletter.status.none"))
    for one in () if as_json else found:
        narrate(status_lines(one, settings.language))


def status_lines(one: Progress, language: str) -> str:
    """An issue and its numbers: `sent 120, waiting 3, came back 2`."""
    counts = {key: getattr(one, key) for key in _COUNTS}
    told = [say(language, f"newsletter.status.{key}", n=n) for key, n in counts.items() if n or key == "sent"]
    subjects = list_text([f"{subject} ({code})" for code, subject in one.subjects], language)
    title = say(
        language,
        "newsletter.status.issue",
        date=date_text(one.begun_at.date(), language),
        issue=one.name,
        list=one.list_name,
        subjects=subjects,
    )
    return f"{title}\n  {', '.join(told)}"


async def put_issue(facility: Facility, draft: Draft) -> int | None:
    """How many copies are on their way now; None if other words have gone out under this name.

    Each transaction takes some readers who have no copy yet, so this goes on wherever an earlier one stopped.
    """
    apart, begun, total = apart_by(facility.settings), facility.now(), 0
    while True:
        try:
            async with facility.database.transaction() as session:
                edition = await begin(session, draft, now=facility.now())
                language = facility.settings.language
                left = await readers(session, draft, facility_language=language, at_most=_AT_ONCE)
                added = await put_copies(
                    session,
                    edition,
                    left,
                    first_due=begun + apart * total,
                    apart=apart,
                    message_id=lambda address: _message_id(
                        facility, f"{draft.list_name} {draft.name} {address}"
                    ),
                    now=facility.now(),
                )
                if not left:
                    facts: dict[str, object] = {"language": draft.language, "copies": total}
                    subject = f"issue:{edition.issue_id}"
                    record(
                        session,
                        at=facility.now(),
                        actor="operator",
                        event="newsletter.sent",
                        subject=subject,
                        facts=facts,
                    )
                    return total
        except OtherWordsError:
            return None
        total += added


def apart_by(settings: Settings) -> timedelta:
    """The time from one copy to the next: half the provider's pace is left for letters to people."""
    seconds = 2 / settings.mail_rate_per_second
    per_minute = settings.mail_rate_per_minute
    return timedelta(seconds=max(seconds, 120 / per_minute if per_minute else 0))


async def _readers(facility: Facility, issue: Issue) -> list[str]:
    async with facility.database.snapshot() as session:
        found = await readers(session, issue.draft, facility_language=facility.settings.language)
    return [one.address for one in found]


def _issue(wanted: Wanted) -> Issue:
    """The issue in the file; the command line wins over its head, and that over its name."""
    settings = facility_or_stop()
    try:
        with wanted.file.open("rb") as file:
            text = file.read(4 * LONGEST + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        _stop_with(settings, Fault("unreadable", detail=wanted.file.name))
    letter = read_letter(text)
    name, _, ending = wanted.file.stem.rpartition(".")
    if ending not in INTERFACE_LANGUAGES or not name:
        name, ending = wanted.file.stem, ""
    language = wanted.language or letter.language.lower() or ending or settings.language
    list_name = wanted.list_name or letter.list_name or LIST
    if language not in INTERFACE_LANGUAGES:
        letter = replace(letter, faults=(*letter.faults, Fault("language", detail=one_line(language)[:40])))
        language = settings.language
    if not _LIST_NAME.fullmatch(list_name):
        _stop_with(settings, Fault("list", detail=one_line(list_name)[:40]))
    draft = Draft(list_name, one_line(letter.issue or name)[:100], language, letter.subject, text)
    return Issue(settings, letter, draft)


def _write_preview(issue: Issue, folder: Path, stem: str) -> tuple[Path, Path]:
    link = f"{issue.settings.public_url}/unsubscribe/preview" if issue.settings.public_url else ""
    imprint = Imprint(issue.settings.facility_name, issue.draft.language, link)
    page, text = folder / f"{stem}.html", folder / f"{stem}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        page.write_text(newsletter_html(issue.letter, imprint), encoding="utf-8")
        text.write_text(newsletter_text(issue.letter, imprint), encoding="utf-8")
    except OSError as error:
        stop(say(issue.settings.language, "cli.trouble.system", error=f"{error.filename}: {error.strerror}"))
    return page, text


def _stop_at_faults(issue: Issue) -> None:
    if issue.letter.faults:
        _stop_with(issue.settings, *issue.letter.faults)


def _stop_with(settings: Settings, *faults: Fault) -> NoReturn:
    stop("\n".join(_sentence(fault, settings.language) for fault in faults))


def _sentence(fault: Fault, language: str) -> str:
    words = say(language, f"newsletter.fault.{fault.key}", detail=fault.detail)
    return say(language, "newsletter.fault.line", line=fault.line, words=words) if fault.line else words


def _agreed(issue: Issue) -> bool:
    """Whether somebody at the keyboard says yes; nobody there is no."""
    try:
        answer = errors.input(Text(f"{issue.say('ask')} "))
    except EOFError:
        return False
    return fold(answer).startswith((issue.say("yes"), "y"))


def _send_test(issue: Issue, to: str) -> None:
    address = to.strip().lower()
    if not is_address(address):
        stop(issue.say("address", address=one_line(to)[:60]))
    draft = issue.draft
    test = {"markdown": draft.markdown, "language": draft.language, "list": draft.list_name}

    async def work(facility: Facility) -> None:
        now = facility.now()
        async with facility.database.transaction() as session:
            await enqueue(
                session,
                kind="mail",
                destination=f"newsletter:{address}",
                payload={"test": test, "to": address},
                due_at=now,
                now=now,
                message_id=_message_id(facility, f"test {now.isoformat()} {address}"),
            )

    with_facility(issue.settings, work)
    narrate(issue.say("test.sent", address=address))
    narrate(issue.say("not_running", muster=command()))


def _message_id(facility: Facility, unique: str) -> str:
    """The same for the same copy; nobody else can make it."""
    digest = hmac.new(facility.house.secret, f"newsletter\n{unique}".encode(), hashlib.sha256).hexdigest()
    return f"{digest[:32]}@{facility.house.mail_domain}"
