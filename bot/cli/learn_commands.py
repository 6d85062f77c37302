"""The command `muster learn`; what it does is imported when it is called."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Json


def learn_weights(
    apply: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Write the rules with these weights into this new file."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Start of the draws that the ranges come from.")] = 1,
    as_json: Json = False,
) -> None:
    """Fit the weights of teams to what officers chose, beside those of today; nothing is changed.

    A logistic regression on pairs of teams, drawn towards the weights of today. It tells how sure each weight
    is, how many teams approved would have stood first, and where another team would. `--apply` writes a rules
    file that counts once MUSTER_RULES_FILE names it. With fewer than ten choices nothing is fitted.
    """
    from bot.cli import learn

    learn.run(learn.Wanted(apply, seed, as_json))
