"""`muster learn`: what weights officers' choices would have, beside those of today; told or written, never put in place."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import narrate, print_json, show, stop
from bot.facility import Facility
from config.rules import Rules, RulesError, load_rules
from config.settings import Settings
from config.texts import say
from matching.learning import FEATURES, Choice, Option, choices
from matching.learning_fit import Lesson, TooFew, learn, reweighted
from matching.learning_rules import fragment, rewritten
from reporting.choices import load_proposals
from reporting.tables.preferences import PLACES

MOST_TURNED = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked on the command line."""

    apply: Path | None = None
    seed: int = 1
    as_json: bool = False


def run(wanted: Wanted) -> None:
    """Fit the weights to all choices there are; too few of them are an answer too."""
    settings = facility_or_stop()
    found, rules = with_facility(settings, _look)
    lesson = learn(found, rules, seed=wanted.seed)
    written = None if isinstance(lesson, TooFew) else _written(wanted.apply, lesson, rules, settings)
    if wanted.as_json:
        print_json(_as_json(lesson, rules))
    elif isinstance(lesson, TooFew):
        narrate(say(settings.language, "learning.cli.too_few", **asdict(lesson)))
    else:
        _tell(lesson, rules, written, settings.language)


async def _look(facility: Facility) -> tuple[tuple[Choice, ...], Rules]:
    async with facility.database.snapshot() as session:
        past = await load_proposals(session)
    return choices(past), facility.house.rules


def _tell(lesson: Lesson, rules: Rules, written: Path | None, language: str) -> None:
    def tell(key: str, **values: object) -> None:
        narrate(say(language, f"learning.cli.{key}", **values))

    tell("basis", choices=lesson.choices, pairs=lesson.pairs, first=lesson.took_first)
    show(_table(lesson, language))
    tell("first", choices=lesson.choices, today=lesson.first_today, fitted=lesson.first_fitted)
    if not lesson.convinces:
        tell("not_better" if any(map(lesson.is_clear, FEATURES)) else "nothing_clear")
    _tell_turned(lesson, language)
    tell("limits")
    if written:
        tell("written", file=written)
    else:
        tell("unchanged")
        narrate(_indented(reweighted(rules, lesson.fitted)))


def _table(lesson: Lesson, language: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    table.add_column("", no_wrap=True)
    for head in ("today", "fitted", "range"):
        table.add_column(say(language, f"learning.cli.{head}"), justify="right")
    table.add_column("")
    values = zip(FEATURES, lesson.today.values, lesson.fitted.values, strict=True)
    for name, today, fitted in values:
        key = "learning.cli.wishes" if name == "wishes" else f"learning.label.{name}"
        low, high = lesson.ranges[name]
        clear = say(language, "learning.cli.clear") if lesson.is_clear(name) else ""
        table.add_row(say(language, key), f"{today:.2f}", f"{fitted:.2f}", f"{low:.2f} - {high:.2f}", clear)
    return table


def _tell_turned(lesson: Lesson, language: str) -> None:
    if not lesson.turned:
        narrate(say(language, "learning.cli.none_turned"))
        return
    narrate(say(language, "learning.cli.turned"))
    for one in lesson.turned[:MOST_TURNED]:
        letters = {key: _letter(getattr(one, key), language) for key in ("before", "after", "chosen")}
        narrate("  " + say(language, "learning.cli.turn", code=one.code, **letters))
    if len(lesson.turned) > MOST_TURNED:
        narrate(f"  … +{len(lesson.turned) - MOST_TURNED}")


def _letter(option: Option, language: str) -> str:
    letter = PLACES[option.rank - 1]
    return letter if option.beside else say(language, "learning.cli.earlier", letter=letter)


def _written(file: Path | None, lesson: Lesson, rules: Rules, settings: Settings) -> Path | None:
    """The file with today's rules under the new weights, read back to be sure; an existing one is never touched."""
    if file is None:
        return None
    language, wanted = settings.language, reweighted(rules, lesson.fitted)
    if file.exists():
        stop(say(language, "learning.cli.exists", file=file))
    source = settings.rules_file or files("config") / "rules.toml"
    try:
        file.write_text(rewritten(source.read_text(encoding="utf-8"), wanted), encoding="utf-8")
    except OSError as error:
        stop(say(language, "learning.cli.unwritable", file=file, error=error.strerror))
    if not _reads_as(file, wanted):
        file.unlink()
        stop(f"{say(language, 'learning.cli.by_hand')}\n{_indented(wanted)}")
    return file


def _reads_as(file: Path, wanted: Rules) -> bool:
    try:
        return load_rules(file) == wanted
    except RulesError:
        return False


def _indented(rules: Rules) -> str:
    return "\n".join(f"  {line}".rstrip() for line in fragment(rules).splitlines())


def _as_json(lesson: Lesson | TooFew, rules: Rules) -> dict[str, object]:
    if isinstance(lesson, TooFew):
        return {"choices": lesson.choices, "needed": lesson.needed, "features": None}
    return {
        "choices": lesson.choices,
        "pairs": lesson.pairs,
        "took_first": lesson.took_first,
        "features": dict(_features(lesson)),
        "convinces": lesson.convinces,
        "stands_first": {"today": lesson.first_today, "fitted": lesson.first_fitted},
        "turned": [
            {"code": one.code, **{key: _option(getattr(one, key)) for key in ("before", "after", "chosen")}}
            for one in lesson.turned
        ],
        "rules": fragment(reweighted(rules, lesson.fitted)),
    }


def _features(lesson: Lesson) -> Iterator[tuple[str, dict[str, object]]]:
    values = zip(FEATURES, lesson.today.values, lesson.fitted.values, strict=True)
    for name, today, fitted in values:
        low, high = lesson.ranges[name]
        told = {"today": today, "fitted": fitted, "low": low, "high": high}
        yield name, {**{key: round(value, 4) for key, value in told.items()}, "clear": lesson.is_clear(name)}


def _option(option: Option) -> dict[str, object]:
    return {"rank": option.rank, "beside": option.beside, "members": sorted(option.team.keys)}
