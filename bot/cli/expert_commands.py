"""`muster experts`: a search of the register in plain words, saved searches, doubles, and whom Muster never asks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.options import Json
from intake.expert_search_words import Kind

_OPTIONS_OF_THE_LIST = frozenset({"--json", "--help"})


class WordsOrCommand(TyperGroup):
    """Words that are no subcommand are looked for: `muster experts pensions retired` finds."""

    # Typer keeps the class of this context to itself.
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """As the group does, with `find` in front of what is a search."""
        if args and args[0] not in self.commands and not set(args) <= _OPTIONS_OF_THE_LIST:
            args = ["find", *args]
        return super().parse_args(ctx, args)


experts_left_out = typer.Typer(
    cls=WordsOrCommand,
    help="Find experts in plain words: `muster experts pensions francophone retired`; saved searches, doubles, and whom"
    " Muster never asks.",
)
Words = Annotated[
    list[str] | None, typer.Argument(help="What you look for, in English, French, Spanish or Portuguese.")
]
Area = Annotated[list[str] | None, typer.Option("--area", help="An area; of several, one is enough.")]
Spoken = Annotated[
    list[str] | None, typer.Option("--language", help="A language, perhaps from a level on: fr or fr:B2.")
]
Country = Annotated[list[str] | None, typer.Option("--country", help="A nationality, by name or code.")]
WorkedIn = Annotated[
    list[str] | None,
    typer.Option(
        "--worked-in", help="A country or a region somebody has worked in; of several, one is enough."
    ),
]
Region = Annotated[list[str] | None, typer.Option("--region", help="EU, non-EU, Africa ...")]
Occupation = Annotated[str, typer.Option("--occupation", help="public or private.")]
Employment = Annotated[str, typer.Option("--employment", help="active or retired.")]
Eligibility = Annotated[str, typer.Option("--eligibility", help="european or partner.")]
Gender = Annotated[str, typer.Option("--gender", help="woman or man.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many to show.")]
Code = Annotated[str, typer.Argument(help="The expert's code in the register, such as EX-0012.")]
Name = Annotated[str, typer.Argument(help="The name of a list.")]


@experts_left_out.callback(invoke_without_command=True)
def list_left_out(context: typer.Context, as_json: Json = False) -> None:
    """Find experts in plain words; without any, list those whom Muster never proposes or asks, each with the reason.

    `muster experts pensions francophone retired` is short for `muster experts find ...`. The experts never asked
    wanted no more mail, their mail came back, or the register flags them.
    """
    if context.invoked_subcommand is None:
        from bot.cli import experts

        experts.list_left_out(as_json=as_json)


@experts_left_out.command("find")
def find(  # noqa: PLR0913 -- one for each option
    words: Words = None,
    *,
    area: Area = None,
    language: Spoken = None,
    country: Country = None,
    region: Region = None,
    worked_in: WorkedIn = None,
    occupation: Occupation = "",
    employment: Employment = "",
    eligibility: Eligibility = "",
    gender: Gender = "",
    limit: Limit = 25,
    as_json: Json = False,
) -> None:
    """Find experts who fit all of this, the best first, each with what fits.

    Areas, languages with a level, countries, regions, countries worked in ("worked in Togo"), public or private, active or retired, women or men, flagged,
    mobilised; other words are looked for in names, employers and CVs. Misspelt words are forgiven, and how each was
    understood is said. The exit code is 3 when nobody fits.
    """
    from bot.cli import expert_search

    filters = _filters(
        (Kind.AREA, area), (Kind.LANGUAGE, language), (Kind.COUNTRY, country), (Kind.REGION, region),
        (Kind.OCCUPATION, occupation), (Kind.EMPLOYMENT, employment), (Kind.ELIGIBILITY, eligibility),
        (Kind.GENDER, gender), (Kind.WORKED_IN, worked_in),
    )  # fmt: skip
    expert_search.find(expert_search.Asked(words or (), filters, limit, as_json))


@experts_left_out.command("show")
def show(code: Code, as_json: Json = False) -> None:
    """Show one expert: who they are, languages, areas, countries worked in, and which CVs are on file."""
    from bot.cli import expert_cv

    expert_cv.show_card(code, as_json=as_json)


@experts_left_out.command("cv")
def cv(
    code: Code,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where to save it; otherwise here, under its own name."),
    ] = None,
    *,
    number: Annotated[int, typer.Option("--number", min=1, help="Which one: 1 is the current.")] = 1,
    listed: Annotated[bool, typer.Option("--list", help="Only list which CVs are on file.")] = False,
    as_json: Json = False,
) -> None:
    """Save the CV of an expert as it was sent, or list the current one and those before it with their dates."""
    from bot.cli import expert_cv

    if listed or as_json:
        expert_cv.list_cvs(code, as_json=as_json)
    else:
        expert_cv.save_cv(code, number=number, output=output)


@experts_left_out.command("save")
def save(name: Name, words: Words) -> None:
    """Keep a search under a name; it is run anew each time, so new experts come in by themselves."""
    from bot.cli import expert_search

    expert_search.save(name, expert_search.Asked(words or ()))


@experts_left_out.command("lists")
def list_saved(as_json: Json = False) -> None:
    """List the saved searches, and how each was understood."""
    from bot.cli import expert_search

    expert_search.list_saved(as_json=as_json)


@experts_left_out.command("list")
def show_saved(name: Name, limit: Limit = 25, as_json: Json = False) -> None:
    """Show who fits a saved search now."""
    from bot.cli import expert_search

    expert_search.show_saved(name, limit=limit, as_json=as_json)


@experts_left_out.command("forget")
def forget(name: Name) -> None:
    """Take a saved search away; the experts stay."""
    from bot.cli import expert_search

    expert_search.forget(name)


@experts_left_out.command("duplicates")
def list_doubles(limit: Limit = 25, as_json: Json = False) -> None:
    """List rows that may be the same person under two addresses, with the reasons; nothing is merged by itself."""
    from bot.cli import expert_merging

    expert_merging.list_doubles(limit=limit, as_json=as_json)


@experts_left_out.command("merge")
def merge(
    keep: Annotated[str, typer.Argument(help="The code of the row that is kept, such as EX-0012.")],
    double: Annotated[str, typer.Argument(help="The code of the other row of the same person.")],
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Show two rows side by side, and let the first stand for both from now on; there is no way back.

    Seats, questions, days, evaluations, papers, documents, languages, areas and free days of the second move to the
    first. The second code leads to the first, and mail from its address is still known.
    """
    from bot.cli import expert_merging

    expert_merging.merge(keep, double, sure=sure)


@experts_left_out.command("welcome")
def welcome(
    code: Code,
    because: Annotated[str, typer.Option(help="How you know that they want it; kept in the journal.")] = "",
) -> None:
    """Ask an expert again who once wanted no more mail, because they say so now.

    Only their own word counts: Muster never writes to them to find out. From the next search on they can be
    proposed like anybody else.
    """
    from bot.cli import experts

    experts.welcome(code, because=because)


def _filters(*options: tuple[Kind, Sequence[str] | str | None]) -> tuple[tuple[Kind, str], ...]:
    """The values of options that were given, each with what it is about."""
    return tuple(
        (kind, value)
        for kind, values in options
        for value in ([values] if isinstance(values, str) else values or ())
        if value
    )
