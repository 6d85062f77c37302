"""`muster missions`: who was or will be where, and what is owed when a mission is over."""

from typing import Annotated

import typer

from bot.cli.options import Json

missions = typer.Typer(help="Missions: dates, teams, days, costs; tell the days of one that is over.")


@missions.callback(invoke_without_command=True)
def list_missions(context: typer.Context, as_json: Json = False) -> None:
    """List the missions: code, dates, mode, team, status, days, cost, and what is owed."""
    if context.invoked_subcommand is None:
        from bot.cli import missions as desk

        desk.list_missions(as_json=as_json)


@missions.command("complete")
def complete(
    mission: Annotated[str, typer.Argument(help="A mission's code, such as 2026-04/M1.")],
    days: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EX-0012=1.5+5+2",
            help="Preparation, on site and reporting of one expert; may be repeated. Others as planned.",
        ),
    ] = None,
    actual: Annotated[str, typer.Option(metavar="EUROS", help="What it really cost, e.g. 4300.00.")] = "",
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Note the days that were rendered in a mission that is over, and what it really cost; ask first.

    Without --days everybody rendered the days that were planned. Telling it again corrects it.
    """
    from bot.cli import missions as desk

    desk.complete(mission, days=days or (), actual=actual, sure=sure)
