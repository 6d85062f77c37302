"""How much of what people wrote now is found in a reply, and how fast, beside the libraries for it.

Run from the project's root: python -m benchmarks.quoting [FIXTURES.jsonl]

FIXTURES.jsonl holds public fixtures, one JSON object a line: source, plain, html (or null), expected. Libraries are measured
if they are installed; docs/email.md says how.
"""

import html as entities
import importlib
import json
import multiprocessing
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from intake.quoting import reply_text
from tests.intake.quoting_corpus import cases

Reader = Callable[[str | None, str | None], str]
PATIENCE = 10.0
"""Seconds a library may take over one long text."""
LONG = 100_000
LONG_TEXTS = (
    "> ",
    "On ",
    "wrote:\n",
    "From: a\n",
    "a@b.example ",
    "-",
    "On Mon, 1 Jan 2026 at\n",
    "<div>",
    "<p>On 1, a wrote:",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mail and what its sender wrote now."""

    source: str
    plain: str | None
    html: str | None
    written: str


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of mails, and milliseconds."""

    mails: int
    exact: float
    tolerant: float
    lost: float
    typical: float
    slowest: float


def main() -> None:
    groups = {"own corpus": [Labelled("own", case.plain, case.html, case.written) for case in cases()]}
    if len(sys.argv) > 1:
        groups |= {f"public: {source}": mails for source, mails in _fixtures(Path(sys.argv[1]))}
    for name, mails in groups.items():
        _print(f"{name}: {len(mails)} mails", mails)
    _print_long_texts()


def _fixtures(file: Path) -> Iterator[tuple[str, list[Labelled]]]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    mails = [Labelled(row["source"], row["plain"], row["html"], _as_text(row["expected"])) for row in rows]
    yield "all", mails
    for source in sorted({mail.source for mail in mails}):
        yield source, [mail for mail in mails if mail.source == source]


def readers() -> Iterator[tuple[str, Reader]]:
    """Muster and every library that is installed."""
    yield "Muster", reply_text
    for name, module, wrap in PEERS:
        try:
            library = importlib.import_module(module)
        except ImportError:
            print(f"{name} is not installed: left out")
            continue
        yield name, wrap(library)


# The libraries have no types; each is asked as its README says.
def _talon(library: object) -> Reader:
    importlib.import_module("talon").init()
    plain_reply, html_reply = library.extract_from_plain, library.extract_from_html  # type: ignore[attr-defined]
    return lambda plain, html: plain_reply(plain) if plain else _as_text(html_reply(html or ""))


def _quotequail(library: object) -> Reader:
    quote, quote_html = library.quote, library.quote_html  # type: ignore[attr-defined]

    def read(plain: str | None, html: str | None) -> str:
        parts = (
            quote(plain, quote_intro_line=True) if plain else quote_html(html or "", quote_intro_line=True)
        )
        kept = "\n".join(text for is_own, text in parts if is_own)
        return kept if plain else _as_text(kept)

    return read


def _mail_parser_reply(library: object) -> Reader:
    languages = ["en", "fr", "es", "de", "it", "nl", "pl", "sv", "da", "cs", "ja", "zh"]
    parser = library.EmailReplyParser(languages=languages)  # type: ignore[attr-defined]
    return lambda plain, html: parser.parse_reply(text=plain or _as_text(html or "")) or ""


def _email_reply_parser(library: object) -> Reader:
    parse = library.EmailReplyParser.parse_reply  # type: ignore[attr-defined]
    return lambda plain, html: str(parse(plain or _as_text(html or "")))


def _unquotemail(library: object) -> Reader:
    unquote = library.Unquote  # type: ignore[attr-defined]

    def read(plain: str | None, html: str | None) -> str:
        found = unquote(html, plain)
        return str(found.get_text() or "") if plain else _as_text(found.get_html() or "")

    return read


def _email_reply_extractor(library: object) -> Reader:
    extract = library.extract_new_text  # type: ignore[attr-defined]
    clean = importlib.import_module("email_reply_extractor.cleaning").clean_for_scoring
    return lambda plain, html: str(clean(extract(plain or _as_text(html or ""), html_body=html).text).text)


PEERS: tuple[tuple[str, str, Callable[[object], Reader]], ...] = (
    ("talon", "talon.quotations", _talon),
    ("quotequail", "quotequail", _quotequail),
    ("mail-parser-reply", "mailparser_reply", _mail_parser_reply),
    ("unquotemail", "unquotemail", _unquotemail),
    ("email-reply-parser", "email_reply_parser", _email_reply_parser),
    ("email-reply-extractor", "email_reply_extractor.extraction", _email_reply_extractor),
)


def _print(title: str, mails: Sequence[Labelled]) -> None:
    table = Table(title=title)
    for heading in ("", "exact", "tolerant", "answer lost", "ms (median)", "ms (slowest)"):
        table.add_column(heading, justify="right")
    for name, reader in readers():
        score = _score(reader, mails)
        shares = (f"{share:.1%}" for share in (score.exact, score.tolerant, score.lost))
        table.add_row(name, *shares, f"{score.typical:.2f}", f"{score.slowest:.1f}")
    Console(width=110).print(table)


def _score(reader: Reader, mails: Sequence[Labelled]) -> Score:
    exact = tolerant = lost = 0
    times: list[float] = []
    for mail in mails[:3]:  # what is loaded once is not counted
        _read(reader, mail.plain, mail.html)
    for mail in mails:
        start = perf_counter()
        found = _read(reader, mail.plain, mail.html)
        times.append((perf_counter() - start) * 1000)
        same = _is_same(found, mail)
        exact += same
        tolerant += same or _is_nearly_same(found, mail.written)
        lost += _is_lost(found, mail.written)
    n = len(mails)
    return Score(n, exact / n, tolerant / n, lost / n, median(times), max(times))


def _read(reader: Reader, plain: str | None, html: str | None) -> str:
    try:
        return reader(plain, html) or ""
    except Exception as error:  # noqa: BLE001 -- a library that raises has found nothing
        return f"raised {type(error).__name__}"


def _is_same(found: str, mail: Labelled) -> bool:
    """Equal line for line; where the mail is HTML, spaces and breaks are its renderer's and do not count."""
    if mail.html is not None:
        return "".join(found.split()) == "".join(mail.written.split())
    return _lines(found) == _lines(mail.written)


def _is_nearly_same(found: str, written: str) -> bool:
    """Equal but for white space, or but for up to three lines of a signature at the end."""
    if found.split() == written.split():
        return True
    longer, shorter = sorted((_lines(found), _lines(written)), key=len, reverse=True)
    rest = longer[len(shorter) :]
    return (
        bool(shorter)
        and longer[: len(shorter)] == shorter
        and len(rest) <= 3
        and _SIGNED.match(rest[0]) is not None
    )


_SIGNED = re.compile(
    r"--|__|—|-\s?\w+(?: \w+){0,2}$|sent |(?:best |kind )?regards|thanks|cheers|.{1,40}$", re.IGNORECASE
)


def _is_lost(found: str, written: str) -> bool:
    """More than a fifth of the words written are missing."""
    words, kept = (Counter(re.findall(r"\w+", text.lower())) for text in (written, found))
    missing = (words - kept).total()
    return words.total() > 0 and (not kept or missing > max(3, words.total() / 5))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _as_text(html: str) -> str:
    """HTML as plain lines; text that is none stays."""
    if not re.search(r"<(?:html|body|div|p|br|blockquote|font|table)\b", html):
        return html
    html = re.sub(r"(?s)<(?:head|style)\b.*?</(?:head|style)>|<!--.*?-->", "", html)
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r"<(?:br|/?p|/?div|/?tr|/?li|/?blockquote|hr)\b[^>]*>", "\n", html)
    return entities.unescape(re.sub(r"<[^>]*>", "", html))


def _print_long_texts() -> None:
    table = Table(title=f"Slowest of {len(LONG_TEXTS)} repeated texts of {LONG // 1000} KB")
    table.add_column("")
    table.add_column("seconds", justify="right")
    for name, reader in readers():
        slowest = max(_seconds(reader, text * (LONG // len(text))) for text in LONG_TEXTS)
        table.add_row(name, f"over {PATIENCE:.0f}" if slowest >= PATIENCE else f"{slowest:.2f}")
    Console(width=110).print(table)


def _seconds(reader: Reader, text: str) -> float:
    """In a process of its own: no library lets itself be stopped."""
    process = multiprocessing.get_context("fork").Process(target=_read, args=(reader, *_parts(text)))
    start = perf_counter()
    process.start()
    process.join(PATIENCE)
    spent = perf_counter() - start
    process.kill()
    process.join()
    return spent


def _parts(text: str) -> tuple[str | None, str | None]:
    return (None, text) if text.startswith("<") else (text, None)


if __name__ == "__main__":
    main()
