"""The commands that look: requests, teams, documents, reports, and what a mail means."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.options import Json, Language

explanations = typer.Typer(help="What Muster understands, and why; nothing is stored or answered.")


def list_requests(
    status: Annotated[str, typer.Option(help="Only those at this status, e.g. eligible.")] = "",
    country: Annotated[str, typer.Option(help="Only from this country, by name or code.")] = "",
    as_json: Json = False,
) -> None:
    """List the requests: code, country, title, status, whose turn it is and since when."""
    from bot.cli import registers

    registers.list_requests(status=status, country=country, as_json=as_json)


def match_request(  # noqa: PLR0913 (a command has that many options)
    code: Annotated[str | None, typer.Argument(help="A request's code, such as 2026-03.")] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="All requests that wait for a team, planned together.")
    ] = False,
    propose: Annotated[
        bool, typer.Option("--propose", help="With --all: propose the planned teams to the officers.")
    ] = False,
    pin: Annotated[
        list[str] | None, typer.Option("--pin", help="Somebody every team must have: EX-0012, or a name.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", help="Somebody no team may have; may be repeated.")
    ] = None,
    why_not: Annotated[
        str, typer.Option("--why-not", help="Say why this expert is not in the best team.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Each member's scores with their reasons, and every rule.")
    ] = False,
    seats: Annotated[
        int | None, typer.Option("--seats", help="For so many experts, whatever the request asks for.")
    ] = None,
    png: Annotated[
        Path | None,
        typer.Option("--png", dir_okay=False, help="Write the picture of the teams to this file."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Search teams for a request as things are now: a dry run, nothing is stored and nobody is told.

    With --all instead of a code the teams of all waiting requests are planned together, nobody in two
    at the same time; only --propose stores and tells.

    The exit code is 0 when there are teams, 3 when there is none, 1 when the search cannot be made.
    """
    from bot.cli import match, match_all

    if match_all.is_for_all(
        code, every=every, propose=propose, others=[pin, exclude, why_not, explain, seats, png]
    ):
        match_all.match_all(as_json=as_json, propose=propose)
        return
    match.match(match.Wanted(code or "", pin or (), exclude or (), why_not, explain, as_json, seats, png))


def show_request(
    code: Annotated[str, typer.Argument(help="A request's code, such as 2026-03.")], as_json: Json = False
) -> None:
    """Show one request with its teams, inquiries, mission and history."""
    from bot.cli import registers

    registers.show_request(code, as_json=as_json)


def save_documents(
    code: Annotated[str, typer.Argument(help="A request's code, such as 2026-03.")],
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", file_okay=False, help="Where to; without it a folder named like it."),
    ] = None,
) -> None:
    """Save the documents that came with a request in a folder."""
    from bot.cli import documents

    documents.save(code, folder)


def make_report(
    name: Annotated[
        str, typer.Argument(help="Which one, such as table2 or interim; without it they are listed.")
    ] = "",
    *,
    form: Annotated[
        Literal["text", "csv", "json", "xlsx", "html", "pdf", "docx", "png", "svg"] | None,
        typer.Option(
            "--format", help="How it is written; else as the file's ending says. png and svg draw a figure."
        ),
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="The reader's; without it the facility's.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", dir_okay=False, allow_dash=True, help="The file to write; - to print it."
        ),
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day it is about, such as 2016-04-01.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The last day it is about, such as 2016-09-30.")
    ] = "",
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DATE", help="As the registers stood at the end of this past day."),
    ] = "",
) -> None:
    """Print or write a report of the facility's history, with what was counted and how it was rounded.

    `text`, `html`, `pdf`, `docx` and `xlsx` are for people, `json` has the exact numbers beside the words,
    `csv` the exact numbers alone, a line for each country or action and no sums. `interim` holds all tables
    and figures of a period. What lies in a period is said under each table.
    """
    from bot.cli import report as reports

    reports.report(reports.Wanted(name, form, language or "", output, first, last, as_of))


@explanations.command("mail")
def explain_mail(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A mail (.eml).")],
    as_json: Json = False,
) -> None:
    """Say what Muster makes of a mail: who wrote, what it belongs to, the words, the answer, the dates, the trust.

    With the facility's database at hand the thread is looked up; without one the words alone are read.
    """
    from bot.cli import explain

    explain.explain_mail(file, as_json=as_json)
