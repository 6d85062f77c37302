"""`muster experts`: whom Muster never proposes or asks, why, and how that is taken back."""

from typing import Annotated

import typer

from bot.cli.options import Json

experts_left_out = typer.Typer(
    help="Experts whom Muster never asks, and why; take back a wish for no more mail."
)


@experts_left_out.callback(invoke_without_command=True)
def list_left_out(context: typer.Context, as_json: Json = False) -> None:
    """List the experts whom Muster never proposes or asks, each with the reason.

    They asked never to be written to again, their mail came back, or the register flags them.
    """
    if context.invoked_subcommand is None:
        from bot.cli import experts

        experts.list_left_out(as_json=as_json)


@experts_left_out.command("welcome")
def welcome(
    code: Annotated[str, typer.Argument(help="The expert's code in the register, such as EX-0012.")],
    because: Annotated[str, typer.Option(help="How you know that they want it; kept in the journal.")] = "",
) -> None:
    """Ask an expert again who once wanted no more mail, because they say so now.

    Only their own word counts: Muster never writes to them to find out. From the next search on they can be
    proposed like anybody else.
    """
    from bot.cli import experts

    experts.welcome(code, because=because)
