"""The commands that invite people: officers to their desk, partners into a chat."""

from typing import Annotated

import typer

from bot.cli.options import Json, Language
from storage.states import Role

officers = typer.Typer(help="Invite officers, and see who they are.")
partners = typer.Typer(help="Invite partners of an institution to write in a chat.")


@officers.command("invite")
def invite(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    email: Annotated[str, typer.Argument(help="Where Muster writes to them.")],
    role: Annotated[
        Role | None, typer.Option(help="What they may do; an observer only reads. A new one is an officer.")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="The language Muster writes to them; at first the facility's.")
    ] = None,
) -> None:
    """Add an officer and print the single-use command that links their chat.

    Somebody who is known by this address gets the new name, and keeps what is not said here; an earlier
    command that was not used is no longer good.
    """
    from bot.cli import setup

    setup.invite_officer(name=name, email=email, role=role, language=language)


@officers.command("remove")
def remove_officer(
    email: Annotated[str, typer.Argument(help="The address of whoever is to decide and see nothing more.")],
) -> None:
    """Remove an officer: chat, buttons, reply addresses and invitations do nothing from then on.

    What they decided stays. The last administrator cannot be removed; an invitation brings somebody back.
    """
    from bot.cli import setup

    setup.remove_person(email)


@officers.command("list")
def list_officers(as_json: Json = False) -> None:
    """List the officers, their roles and how Muster reaches them."""
    from bot.cli import registers

    registers.list_officers(as_json=as_json)


@partners.command("invite")
def invite_partner(
    institution: Annotated[str, typer.Argument(help="The institution the person writes for.")],
    country: Annotated[str, typer.Argument(help="Its country, by name or code.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    email: Annotated[
        str, typer.Option(help="Their address, if they write to Muster by e-mail too: both come together.")
    ] = "",
) -> None:
    """Print a single-use link for Telegram; whoever opens it writes for the institution and is believed.

    Give it to that person only. It is good once, for 30 days.
    """
    from bot.cli import partners as invitations

    invitations.invite(institution=institution, country=country, name=name, email=email)
