"""Experts of invented trades, each known by a few documents on the same matter."""

from random import Random

from matching.relevance.document import Document, Expert

MATTERS = {
    "pensions": "pension annuity contribution actuarial retirement pensioner indexation accrual survivor reserve",
    "labour": "inspection workplace accident safety inspector hazard injury employer factory compliance",
    "health": "hospital clinic nurse physician patient reimbursement medicine diagnosis premium treatment",
    "cash": "poverty transfer household targeting beneficiary registry vulnerability payment cash grant",
    "disability": "disability impairment rehabilitation wheelchair accessibility inclusion assessment carer braille therapy",
    "statistics": "survey sample census indicator database estimate regression dataset variance questionnaire",
}
"""Words of each matter; all matters share some more."""
_EVERYWHERE = "project report policy country programme".split()  # noqa: SIM905 - reads like the lines above


def chance(seed: int) -> Random:
    """The same luck each time."""
    return Random(seed)  # noqa: S311 -- made-up texts are no secret


def document(matter: str, random: Random, length: int = 40) -> Document:
    """A text about one matter, with a few words that any text has."""
    own = MATTERS[matter].split()
    words = [random.choice(own if random.random() < 0.75 else _EVERYWHERE) for _ in range(length)]
    return Document(" ".join(words[:5]), " ".join(words[5:]), "en")


def experts(seed: int = 0, *, each: int = 3, documents: int = 4) -> list[Expert]:
    """Experts of every matter, with ids such as `pensions-2`."""
    random = chance(seed)
    return [
        Expert(f"{matter}-{n}", tuple(document(matter, random) for _ in range(documents)))
        for matter in MATTERS
        for n in range(each)
    ]


def requests(seed: int = 1) -> dict[str, Document]:
    """A request about each matter."""
    random = chance(seed)
    return {matter: document(matter, random, 25) for matter in MATTERS}
