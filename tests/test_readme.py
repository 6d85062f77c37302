import re
import shlex
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from config.settings_words import describe

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

# The words of DESIGN.md, section 2.
TERMS = (
    "request", "partner institution", "contact", "focal point", "action", "activity", "mission", "expert",
    "occupation", "employment", "eligibility", "area of assistance", "team", "seat", "proposal", "inquiry",
    "answer", "AAF", "ToREx", "ExMR", "FAA", "expert-day", "status", "printed name",
)  # fmt: skip


def between(marker: str) -> str:
    """What stands in the README between two comments of this name."""
    return README.split(f"<!-- {marker} -->\n")[1].split(f"<!-- /{marker} -->")[0]


def settings_table() -> str:
    rows = [
        f"| `{name}` | {f'`{default}`' if default else ''} | {what} |" for name, default, what in describe()
    ]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows]) + "\n"


def code_of(text: str) -> list[str]:
    """Lines of fenced blocks and inline code, the recording of the demo left out."""
    text = text.replace(between("demo"), "")
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```\w*\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line for block in fenced for line in block.splitlines()] + inline


def muster_commands() -> list[str]:
    found = (re.search(r"(?:^|[\s/=])muster (.+)", line) for line in code_of(README))
    return sorted({match[1].partition("  #")[0].strip() for match in found if match})


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].partition("\n## ")[0]


def names_in(table: str) -> list[str]:
    """The names in the first column of a table."""
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


def bare(requirements: list[str]) -> list[str]:
    return sorted(re.split(r"[\[<>=~! ]", requirement)[0] for requirement in requirements)


def test_settings_table_is_what_the_settings_say() -> None:
    assert between("settings") == settings_table()


def test_readme_has_one_place_for_the_recording_of_the_demo() -> None:
    assert between("demo").startswith("```text\n")
    assert README.count("<!-- demo -->") == README.count("<!-- /demo -->") == 1


@pytest.mark.parametrize("command", muster_commands())
def test_command_of_the_readme_exists_with_its_options(command: str) -> None:
    result = CliRunner().invoke(app, [*shlex.split(command), "--help"])

    assert (result.exit_code, result.output[:500]) == (0, result.output[:500])


def test_every_command_is_in_the_table_of_commands() -> None:
    told = [" ".join(re.findall(r"^[a-z -]+", name)[0].split()) for name in names_in(section("Commands"))]
    top = {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    below = {
        f"{group.name} {command.name}"
        for group in app.registered_groups
        if group.typer_instance
        for command in group.typer_instance.registered_commands
    }

    assert sorted(told) == sorted(f"muster {name}" for name in top | below | {"inbox", "experts", "missions"})


def test_every_make_target_of_the_readme_exists() -> None:
    named = {match for line in code_of(README) for match in re.findall(r"\bmake ([a-z]+)", line)}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert {"demo", "test", "check"} <= named <= targets


def test_everything_named_under_where_things_are_exists() -> None:
    rows = re.findall(r"^\| (`.+?) \|", section("Where things are"), re.MULTILINE)
    paths = [path for row in rows for path in re.findall(r"`([^`]+)`", row)]

    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert {"config/", "storage/", "intake/", "matching/", "bot/app.py", "tests/"} <= set(paths)


@pytest.mark.parametrize("page", ["README.md", "docs/flow.md"])
def test_every_link_and_every_module_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [(ROOT / page).parent / link for link in re.findall(r"\]\(([^)#]+)\)", text)]
    modules = [ROOT / path for path in re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml))`", text)]

    assert [str(path) for path in links + modules if not path.exists()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    files = sorted((ROOT / "docs/decisions").glob("*.md"))

    assert [file.name[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]


@pytest.mark.parametrize("file", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda file: file.stem)
def test_decision_is_short_and_says_context_decision_and_reason(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    modules = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml))`", text)

    assert re.findall(r"^\*\*(\w+)\.\*\* ", text, re.MULTILINE) == ["Context", "Decision", "Reason"]
    assert text.startswith(f"# {file.name[:4]}. ")
    assert len(text.splitlines()) <= 18
    assert [path for path in modules if not (ROOT / path).exists()] == []


def test_dependencies_page_names_exactly_the_dependencies() -> None:
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    told = {part.partition("\n")[0]: names_in(part) for part in page.split("\n## ")[1:]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert told == {
        "Runtime": bare(project["project"]["dependencies"]),
        "Development": bare(project["dependency-groups"]["dev"]),
        "Build": bare(project["build-system"]["requires"]),
    }


def test_glossary_has_every_word_of_the_design() -> None:
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    told = re.findall(r"\*\*([^*]+)\*\* - ", page)

    assert [term for term in TERMS if term not in told] == []
    assert len(told) == len(set(told))


def test_changelog_begins_with_the_version_of_the_project() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)[0] == project["project"]["version"]
