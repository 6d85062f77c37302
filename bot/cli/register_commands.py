"""`muster register`: single rows of the registers, each operation by a command of its own."""

from typing import Annotated

import typer

from bot.cli.options import Json

register = typer.Typer(
    help="Look up, add, correct and take out single rows of the registers.", no_args_is_help=True
)
Name = Annotated[
    str,
    typer.Argument(help="institutions, contacts, focal-points, experts, requests, activities, missions ..."),
]
Key = Annotated[
    str, typer.Argument(help="What the row is known by, such as EX-0012, an address, or “2014-01 4a”.")
]
Pairs = Annotated[list[str], typer.Argument(help="column=value, as often as needed.")]


@register.command("list")
def list_rows(
    name: Name,
    words: Annotated[
        list[str] | None, typer.Argument(help="Only rows in which all these words occur.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the rows of a register, all or those in which some words occur."""
    from bot.cli import register as desk

    desk.list_rows(name, words or (), as_json=as_json)


@register.command("show")
def show_row(name: Name, key: Key, as_json: Json = False) -> None:
    """Show everything a register holds about one row."""
    from bot.cli import register as desk

    desk.show_row(name, key, as_json=as_json)


@register.command("add")
def add_row(name: Name, pairs: Pairs) -> None:
    """Add a row to a register, checked as an import checks it; a known one is left as it is."""
    from bot.cli import register as desk

    desk.add_row(name, pairs)


@register.command("edit")
def edit_row(name: Name, key: Key, pairs: Pairs) -> None:
    """Correct cells of a row; those that are not named stay as they are."""
    from bot.cli import register as desk

    desk.edit_row(name, key, pairs)


@register.command("remove")
def take_out(
    name: Name,
    key: Key,
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Take a row out for good; one that others build on stays, and requests are closed instead."""
    from bot.cli import register as desk

    desk.take_out(name, key, sure=sure)
