"""Options that several commands share, worded once."""

from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

Language = Literal["en", "fr", "es", "pt"]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for scripts.")]
Csv = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file with a header.")
]
Registers = Annotated[
    Path,
    typer.Argument(exists=True, readable=True, help="FILE.xlsx or a folder, as `muster export` writes them."),
]


def written_language(text: str) -> str:
    """A language that forms and letters are written in, or a sentence that names them all."""
    if text and text not in get_args(Language):
        known = ", ".join(get_args(Language))
        raise typer.BadParameter(
            f"there is no form in “{text[:40]}”; Muster writes these languages: {known}."
        )
    return text
