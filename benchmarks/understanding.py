"""Milliseconds to understand a mail, step by step and kind by kind: `python -m benchmarks.understanding [ROUNDS]`.

The first steps are Python's own parser on the same bytes, for the measure: what a mail costs before anybody has
understood anything of it.
"""

import email
import email.policy
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from rich.console import Console
from rich.table import Table

from config.periods import Period
from intake.answers import read_answer
from intake.dates import read_dates
from intake.mime import read_mail

CORPUS = Path(__file__).parents[1] / "tests" / "intake" / "corpus"
NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
WINDOW = Period(date(2026, 3, 9), date(2026, 3, 27))
ROUNDS = 20
HISTORY = "\n".join(f"> line {number} of what was written before" for number in range(400))

Step = Callable[[bytes], object]


def replies() -> Iterable[bytes]:
    """Availability sentences as replies with history and a signature, some with a large attachment."""
    lines = (CORPUS / "availability.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line.split("|")[-1].strip() for line in lines if line.strip() and not line.startswith("#")]
    for number, sentence in enumerate(sentences[:100]):
        mail = EmailMessage(policy=email.policy.SMTP)
        mail["From"], mail["To"] = "Ana Sol <ana@experts.example>", "muster@facility.example"
        mail["Subject"], mail["Message-ID"] = "Re: [2026-03] Are you free?", f"<{number}@experts.example>"
        body = f"{sentence}\n\n-- \nAna Sol\n\nOn Mon, 12 Jan 2026, Muster wrote:\n{HISTORY}\n"
        mail.set_content(body)
        mail.add_alternative(f"<p>{sentence}</p><blockquote type=cite>{HISTORY}</blockquote>", subtype="html")
        if number % 20 == 0:
            mail.add_attachment(bytes(3_000_000), maintype="application", subtype="pdf", filename="cv.pdf")
        yield mail.as_bytes()


def corpus(folder: str) -> Iterable[bytes]:
    """Mails as machines and calendars write them."""
    return [file.read_bytes() for file in sorted((CORPUS / folder).glob("*.eml"))]


def parsed(raw: bytes) -> object:
    """Python's own parser, and every part decoded: nothing is understood yet."""
    mail = email.message_from_bytes(raw)
    return [part.get_payload(decode=True) for part in mail.walk()]


def read(raw: bytes) -> str:
    """The Message: headers, kind, thread, the words written now, attachments."""
    return read_mail(raw, source_id="x", received_at=NOW).text


def understood(raw: bytes) -> object:
    """The Message, its answer and its dates."""
    text = read(raw)
    return read_answer(text, window=WINDOW, today=NOW.date()), read_dates(text, NOW.date(), window=WINDOW)


def milliseconds(step: Step, mails: list[bytes], rounds: int) -> list[float]:
    """The median of each mail; process time, because the machine has other work."""
    taken = []
    for mail in mails:
        times = []
        for _ in range(rounds):
            begun = process_time()
            step(mail)
            times.append(1000 * (process_time() - begun))
        taken.append(median(times))
    return taken


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    table = Table("mails", "step", "median ms", "95 % ms", "mails/s and core")
    kinds = {
        "replies": list(replies()),
        "bounces": list(corpus("bounces")),
        "calendar": list(corpus("calendar")),
    }
    for name, mails in kinds.items():
        for step in (parsed, read, understood):
            step(mails[0])
            taken = milliseconds(step, mails, rounds)
            usual, slow = median(taken), quantiles(taken, n=20)[-1]
            table.add_row(
                f"{len(mails)} {name}", step.__name__, f"{usual:.2f}", f"{slow:.2f}", f"{1000 / usual:.0f}"
            )
    Console().print(table)


if __name__ == "__main__":
    main()
