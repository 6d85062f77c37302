"""`muster inbox`: the messages that wait for a person, and what can be done with each."""

from typing import Annotated

import typer

from bot.cli.options import Json

_LONGEST_NUMBER = 9


def _number(text: str) -> int:
    """The number of a message, as `muster inbox` lists it."""
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= _LONGEST_NUMBER and int(text)):
        raise typer.BadParameter(f"“{text[:40]}” is no number of a message; `muster inbox` lists them.")
    return int(text)


Number = Annotated[
    int, typer.Argument(parser=_number, metavar="NUMBER", help="The message's number in `muster inbox`.")
]

waiting = typer.Typer(help="Messages that wait for a person: see, attach, take, retry or discard them.")


@waiting.callback(invoke_without_command=True)
def list_messages(context: typer.Context, as_json: Json = False) -> None:
    """List the messages that wait for a person: doubtful ones, and those that could not be handled.

    While the service runs, a message that is attached or tried again is handled within a second.
    """
    if context.invoked_subcommand is None:
        from bot.cli import inbox

        inbox.list_messages(as_json=as_json)


@waiting.command("show")
def show_message(number: Number) -> None:
    """Show one message: who wrote, why it waits, and what it may belong to."""
    from bot.cli import inbox

    inbox.show_message(number)


@waiting.command("attach")
def attach_message(
    number: Number,
    code: Annotated[str, typer.Argument(help="The request it belongs to, if not the one shown.")] = "",
    name: Annotated[str, typer.Argument(help="The expert whose answer it is.")] = "",
) -> None:
    """Have a message count as written about a request, or as an expert's answer for it."""
    from bot.cli import inbox

    inbox.settle("attach", number, code=code, name=name)


@waiting.command("take")
def take_message(number: Number) -> None:
    """Read a message as a new request, whatever it seemed to belong to."""
    from bot.cli import inbox

    inbox.settle("takeup", number)


@waiting.command("retry")
def retry_message(number: Number) -> None:
    """Handle a message once more that could not be handled in three tries."""
    from bot.cli import inbox

    inbox.settle("retry", number)


@waiting.command("discard")
def discard_message(number: Number) -> None:
    """Let a message rest: it is kept, and nothing follows from it."""
    from bot.cli import inbox

    inbox.settle("discard", number)
