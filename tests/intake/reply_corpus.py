"""Whole replies of `corpus/replies/`, written without sight of the code: what each says, and how a reading of it is judged."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from config.periods import Period
from intake.answers import Answer, Verdict, read_answer
from intake.date_intervals import Interval
from intake.dates import Dates, Doubt, read_dates
from intake.leanings import leaning_of
from intake.quoting import reply_text

REPLIES = Path(__file__).parent / "corpus" / "replies"
Days = frozenset[date]

# The writers' five verdicts, and what Muster tells apart within them.
_COARSE = {
    Verdict.NEVER_AGAIN: "no",
    Verdict.OTHER_DATES: "some_dates",
    Verdict.WHICH_DATES: "some_dates",
    Verdict.REMOTE_ONLY: "conditions",
    Verdict.EMPLOYER: "conditions",
    Verdict.MAYBE: "unclear",
    Verdict.QUESTION: "unclear",
}
_ASKED_BACK = {"unclear", "conditions"}
# Of these an officer decides, whatever days they name.
_LOOKED_AT = frozenset({Verdict.OTHER_DATES, Verdict.WHICH_DATES})


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply and its label."""

    name: str
    language: str
    today: date
    window: Period
    text: str
    verdict: str
    free: Days
    busy: Days
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """How one reply was read."""

    exact: bool
    """The same days free and busy, and nothing to be asked; of an ambiguous reply that it is asked."""
    false_dates: bool
    """Days seen where the reply names none."""
    verdict: bool
    told: bool
    """The right verdict is what an officer reads first: that of the reading, or of unclear words what they are most like."""
    safe: bool
    """The right verdict, or an officer decides."""
    wrong: bool
    """A yes or no that was not said, or days offered for certain that were not."""
    decided: bool
    """What happens next is what happens after the label: the seat kept, the next expert asked, these days taken, or an officer asked."""


def replies(name: str) -> Iterator[Reply]:
    """The replies of one set: a, b and c of one writer, d and e of another."""
    for line in (REPLIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        yield Reply(
            name=raw["id"],
            language=raw["language"],
            today=date.fromisoformat(raw["today"]),
            window=Period(*map(date.fromisoformat, raw["window"])),
            text=raw["text"],
            verdict=raw["verdict"],
            free=_labelled(raw["free"]),
            busy=_labelled(raw["busy"]),
            ambiguous=raw["ambiguous"],
        )


def judged(reply: Reply) -> Judged:
    """A reading beside its label; open ends close with the window, and days are compared in it if the label has any there."""
    written = reply_text(reply.text, None)
    found = read_dates(written, reply.today, reply.language, window=reply.window)
    answer = read_answer(written, window=reply.window, today=reply.today, language=reply.language)
    free, busy, said_free, said_busy = _compared(reply, found)
    verdict = _COARSE.get(answer.verdict, str(answer.verdict))
    right = verdict == reply.verdict
    dated = bool(reply.free or reply.busy)
    offered = frozenset(day for period in answer.free for day in period) & frozenset(reply.window)
    taken = answer.verdict is Verdict.SOME_DATES
    booked = taken and not right and reply.verdict != "yes"
    overdone = taken and bool(reply.free) and bool(offered - reply.free)
    # Days of an unclear answer are as doubtful as the answer.
    hedged = reply.verdict == "unclear" and all(one.doubt is Doubt.HEDGE for one in found.ambiguous)
    clear = found.clear or hedged
    return Judged(
        exact=not found.clear if reply.ambiguous else clear and (free, busy) == (said_free, said_busy),
        false_dates=not dated and not reply.ambiguous and bool(free or busy),
        verdict=right,
        told=_told(written, answer, verdict) == reply.verdict,
        safe=right or verdict in _ASKED_BACK or answer.verdict in _LOOKED_AT,
        wrong=(verdict in {"yes", "no"} and not right)
        or booked
        or (not reply.ambiguous and (overdone or (dated and found.clear and bool(free - said_free)))),
        decided=_step("officer" if answer.verdict in _LOOKED_AT else verdict, offered, reply)
        == _step_labelled(reply),
    )


def _told(written: str, answer: Answer, verdict: str) -> str:
    leaning = leaning_of(written, answer)
    return str(leaning.verdict) if leaning else verdict


def _step(verdict: str, offered: Days, reply: Reply) -> str | Days:
    """What Muster does on its own after a reading; everything else is an officer's."""
    if verdict in {"yes", "no"}:
        return verdict
    return offered & frozenset(reply.window) if verdict == "some_dates" else "officer"


def _step_labelled(reply: Reply) -> str | Days:
    """What has to be done after the label; days in doubt, or none inside the window, are an officer's."""
    if reply.verdict == "some_dates" and (reply.ambiguous or not reply.free & frozenset(reply.window)):
        return "officer"
    return _step(reply.verdict, reply.free, reply)


def _compared(reply: Reply, found: Dates) -> tuple[Days, Days, Days, Days]:
    free = _closed(found.available, reply.window)
    if not found.available:
        free = frozenset(day for period in found.free_in(reply.window) for day in period)
    all_days = (free, _closed(found.unavailable, reply.window), reply.free, reply.busy)
    window = frozenset(reply.window)
    if not (reply.free | reply.busy) & window:
        return all_days
    one, two, three, four = (days & window for days in all_days)
    return one, two, three, four


def _labelled(pairs: Iterable[tuple[str, str]]) -> Days:
    return frozenset(day for one, other in pairs for day in _run(*map(date.fromisoformat, (one, other))))


def _closed(intervals: Iterable[Interval], window: Period) -> Days:
    found: set[date] = set()
    for one in intervals:
        start = one.start or min(window.start, one.end or window.start)
        found.update(_run(start, one.end or max(window.end, start)))
    return frozenset(found)


def _run(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
