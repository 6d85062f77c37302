"""`muster newsletter`: look at an issue, send it, see how far it is, and who gets it."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.options import Json, Language

LIST = "news"
"""`storage.newsletters.LIST`, written again: `--help` waits for no database (tests hold them equal)."""

newsletter = typer.Typer(
    help="Write to everybody who agreed to get news: Markdown in, e-mail out.", no_args_is_help=True
)
File = Annotated[
    Path,
    typer.Argument(
        exists=True, dir_okay=False, readable=True, help="The issue as Markdown, such as march.fr.md."
    ),
]
Written = Annotated[
    Language | None,
    typer.Option(
        "--language", help="The language it is written in; else its head, its name or the facility says."
    ),
]
List = Annotated[str, typer.Option("--list", help=f"The list it is for; else what its head says, or {LIST}.")]


@newsletter.command("check")
def check_issue(
    file: File,
    language: Written = None,
    list_name: List = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", file_okay=False, help="Folder for the preview; else beside the file."),
    ] = None,
) -> None:
    """Write an issue as HTML and as text to look at, and say how many would get it.

    Nothing is sent. What must be put right is told with its line, and then the exit code is 1.
    """
    from bot.cli import newsletter as desk

    desk.check(desk.Wanted(file, language or "", list_name), output)


@newsletter.command("send")
def send_issue(
    file: File,
    *,
    language: Written = None,
    list_name: List = "",
    to: Annotated[
        str, typer.Option("--to", metavar="EMAIL", help="Only a test copy, to this address; nothing counts.")
    ] = "",
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Send an issue to everybody on its list who reads its language; nobody gets an issue twice.

    Sent again, the same file goes on where it stopped: to those who have not got it. The copies go out
    while `muster run` runs, at half the pace of the provider, so that letters to people never wait.
    """
    from bot.cli import newsletter as desk

    desk.send(desk.Wanted(file, language or "", list_name), to=to, sure=sure)


@newsletter.command("status")
def show_status(as_json: Json = False) -> None:
    """Show how far each issue is: sent, waiting, came back."""
    from bot.cli import newsletter as desk

    desk.status(as_json=as_json)


@newsletter.command("subscribers")
def subscribers(
    action: Annotated[
        Literal["list", "add", "remove"], typer.Argument(help="list, add EMAIL or remove EMAIL.")
    ] = "list",
    email: Annotated[str, typer.Argument(help="The address to add or to remove.")] = "",
    *,
    list_name: Annotated[str, typer.Option("--list", help="Which list.")] = LIST,
    consent: Annotated[
        str, typer.Option("--consent", metavar="WORDS", help="How and where they agreed; needed to add.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="Their name; else as the registers have it.")] = "",
    language: Annotated[
        Language | None,
        typer.Option("--language", help="Theirs; else as the registers have it, or the facility's."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="They had unsubscribed, and have changed their mind.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List who gets a newsletter, add somebody who agreed, or take somebody off."""
    from bot.cli import newsletter_subscribers as desk

    match action:
        case "list":
            desk.list_subscribers(list_name, as_json=as_json)
        case "add":
            wish = desk.Wish(email, list_name, consent, name, language or "", again=again)
            desk.add(wish)
        case "remove":
            desk.remove(email, list_name)
