"""The catalogue `cli` against the code: the terminal builds many keys from parts, which no other test sees."""

import ast
from collections.abc import Iterator
from pathlib import Path

from config.texts import keys
from storage.turns import Turn

_ROOT = Path(__file__).parents[3]
_CLI = sorted((_ROOT / "bot" / "cli").glob("*.py"))
_IMPORTS = [*sorted((_ROOT / "intake").glob("*import*.py")), *sorted((_ROOT / "intake").glob("store_*.py"))]
_TABLE = _ROOT / "intake" / "csv_table.py"

_COLUMNS = (
    "code",
    "country",
    "title",
    "contact",
    "since",
    "status",
    "turn",
    "name",
    "role",
    "email",
    "chat",
    "language",
    "mission",
    "team",
)
_STEPS = ("asked", "reminded", "answered", "reply_by")
_FROM_PARTS = {
    *(f"cli.turn.{turn}" for turn in Turn),
    *(f"cli.column.{name}" for name in _COLUMNS),
    *(f"cli.run.{name}" for name in ("mail_in", "mailbox", "mail_out", "telegram", "health")),
    *(f"cli.run.no_{name}" for name in ("mail_in", "mail_out", "telegram")),
    *(f"cli.officers.{chat}" for chat in ("no_chat", "telegram", "terminal")),
    *(f"cli.show.by.{channel}" for channel in ("mail", "telegram", "terminal", "import")),
    *(f"cli.show.{step}" for step in _STEPS),
    *(f"cli.show.label.{name}" for name in ("decision", "confirmed")),
    *(f"cli.import.{section}" for section in ("not_taken", "notes")),
    *(f"cli.stage.{status}" for status in ("checking", "formulated", "merged", "closed")),
    *(f"cli.demo.{pause}" for pause in ("next_morning", "three_days_later")),
    *(f"cli.check.{state}" for state in ("ok", "off", "wrong")),
}


def _calls(files: list[Path]) -> Iterator[tuple[str, list[ast.expr]]]:
    """The name of everything called, with the positional arguments."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func).rpartition(".")[2], node.args


def _words(expression: ast.expr) -> set[str]:
    """The texts an argument can be: a literal, or both sides of a condition."""
    if isinstance(expression, ast.IfExp):
        return _words(expression.body) | _words(expression.orelse)
    is_text = isinstance(expression, ast.Constant) and isinstance(expression.value, str)
    return {str(ast.literal_eval(expression))} if is_text else set()


def _literals() -> set[str]:
    """Keys written out in full: in a say(), or kept in a variable first."""
    return {
        node.value
        for file in _CLI
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("cli.")
        if not node.value.endswith((".", "_"))
    }


def _used() -> set[str]:
    used = _literals() | _FROM_PARTS
    for name, arguments in _calls(_CLI):
        if name == "tell" and len(arguments) > 1:
            used |= {f"cli.{word}" for word in _words(arguments[1])}
        elif name == "remark":
            used |= {f"cli.demo.{word}" for word in _words(arguments[0])}
        elif name == "scene":
            used |= {f"cli.demo.scene.{word}" for word in _words(arguments[0])}
        elif name == "Finding":
            used |= {f"cli.check.subject.{word.replace(' ', '_')}" for word in _words(arguments[0])}
            used |= {f"cli.check.{word}" for word in _words(arguments[2])}
    return used | {f"cli.import.what.{word}" for word in _noted()}


def _noted() -> set[str]:
    """Everything an import can note or refuse."""
    position = {"RowNote": 2, "turn_away": 2, "note": 1, "refuse": 1, "_matching": 3, "_is_first": 4}
    return {
        word
        for name, arguments in _calls([*_IMPORTS, _TABLE])
        if name in position and len(arguments) > position[name]
        for word in _words(arguments[position[name]])
        if word not in {"email", "topics", "languages"}
    }


def test_every_sentence_of_the_terminal_is_in_the_catalogue() -> None:
    assert _used() - keys("en", "cli") == set()


def test_no_sentence_of_the_catalogue_is_left_over() -> None:
    assert keys("en", "cli") - _used() == set()
