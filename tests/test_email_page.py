"""docs/email.md names only what exists: settings that load, commands, files, log lines, decisions and links."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from config.settings import PREFIX, Settings, load_settings
from config.texts import keys, say
from tests.peers.postfix import DOMAIN, documented

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/email.md"
PAGE = FILE.read_text(encoding="utf-8")

ABOUT_MAIL = ("mail_", "imap_", "smtp_", "oauth_", "clamd")
LOGGED = ("mailbox", "mail_out", "message", "job")


def fenced(kind: str) -> list[str]:
    """The fenced blocks of a kind, those in a list without their indent."""
    blocks = re.findall(rf"^( *)```{kind}\n(.*?)^\1```$", PAGE, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in blocks]


def inline() -> list[str]:
    """What stands in backticks within a line of prose."""
    prose = re.sub(r"^ *```.*?^ *```$", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def commands() -> list[str]:
    """What an operator is told to type: lines to copy, lines behind a prompt, and commands within the prose."""
    lines = [line for block in fenced("sh") for line in block.splitlines()]
    lines += [line[2:] for block in fenced("text") for line in block.splitlines() if line.startswith("$ ")]
    found = (re.fullmatch(r"muster (.+?)(?:\s+#.*)?", line) for line in [*lines, *inline()])
    return sorted({match[1] for match in found if match})


def settings_named() -> set[str]:
    """Settings in the text, by either of their names."""
    variables = {name.lower() for name in re.findall(rf"\b{PREFIX}([A-Z_]+)\b", PAGE)}
    own_names = (re.fullmatch(r"([a-z]+(?:_[a-z]+)+)(?: = .*)?", code) for code in inline())
    return variables | {match[1] for match in own_names if match and match[1].startswith(ABOUT_MAIL)}


def written_down() -> list[dict[str, Any]]:
    return [tomllib.loads(block) for block in fenced("toml")]


def anchor(heading: str) -> str:
    """The name under which a heading can be linked to."""
    return re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")


def anchors(text: str) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def labels(start: str) -> set[str]:
    return {say("en", key) for key in keys("en", start.partition(".")[0]) if key.startswith(start)}


def block_with(words: str) -> str:
    [block] = [block for block in fenced("text") if words in block]
    return block


def test_there_is_something_to_check() -> None:
    assert len(fenced("toml")) > 5
    assert len(fenced("powershell")) == 2
    assert {"check", "inbox", "explain mail reply.eml", "dkim muster2026"} <= set(commands())


def test_every_setting_named_exists() -> None:
    assert settings_named() - set(Settings.model_fields) == set()


def test_every_setting_about_mail_is_named() -> None:
    about_mail = {name for name in Settings.model_fields if name.startswith(ABOUT_MAIL)}

    assert about_mail - settings_named() - {name for lines in written_down() for name in lines} == set()


@pytest.mark.parametrize("number", range(len(fenced("toml"))))
def test_lines_for_the_settings_file_can_be_used_as_they_stand(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    file = tmp_path / "muster.toml"
    file.write_text(fenced("toml")[number], encoding="utf-8")

    assert set(written_down()[number]) <= load_settings(file).model_fields_set


@pytest.mark.parametrize("command", commands())
def test_every_command_exists_with_its_options(command: str) -> None:
    result = CliRunner().invoke(app, [*shlex.split(command), "--help"])

    assert (result.exit_code, result.output[:500]) == (0, result.output[:500])


def test_every_file_module_and_decision_named_exists() -> None:
    files = re.findall(r"`((?:tests|intake|bot|config|storage|benchmarks)/[\w./-]+)`", PAGE)
    modules = [f"{name.replace('.', '/')}.py" for name in re.findall(r"python -m (benchmarks\.\w+)", PAGE)]
    told = re.findall(r"decisions? (\d{4})", PAGE)
    decisions = {file.name[:4] for file in (ROOT / "docs/decisions").glob("*.md")}

    assert [path for path in [*files, *modules] if not (ROOT / path).exists()] == []
    assert set(told) <= decisions
    assert files
    assert told


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", PAGE)
    pages = [link for link in links if not link.startswith(("#", "https://"))]
    own = [link[1:] for link in links if link.startswith("#")]

    assert [page for page in pages if not (FILE.parent / page).exists()] == []
    assert [name for name in own if name not in anchors(PAGE)] == []


@pytest.mark.parametrize("page", ["README.md", "docs/benchmarks.md", "docs/flow.md", "benchmarks/README.md"])
def test_other_pages_link_to_headings_that_exist(page: str) -> None:
    named = re.findall(r"email\.md#([\w-]+)\)", (ROOT / page).read_text(encoding="utf-8"))

    assert [name for name in named if name not in anchors(PAGE)] == []


def test_no_two_headings_have_the_same_name() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)

    assert sorted(set(headings)) == sorted(headings)


def test_lines_of_the_log_are_written_somewhere() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
    told = set(
        re.findall(rf"\b((?:{'|'.join(LOGGED)})\.[a-z_]+)\b(?!\()", "\n".join([*fenced("text"), *inline()]))
    )
    written = {f"{channel}.health" for channel in ("mailbox", "mail_out")} | set(
        re.findall(r'"([a-z_]+\.[a-z_]+)', source)
    )

    assert {"mailbox.stored", "job.tried", "mail_out.health"} <= told
    assert told - written == set()


@pytest.mark.parametrize(
    ("sample", "line", "start"),
    [
        ("Everything that is configured works.", r"^(?:ok|off|wrong) +(.+?)  ", "cli.check.subject."),
        ("muster explain mail reply.eml", r"^([A-Z][a-z ]+?)  ", "explain.label."),
    ],
)
def test_pasted_output_has_the_words_of_today(sample: str, line: str, start: str) -> None:
    told = set(re.findall(line, block_with(sample), re.MULTILINE))

    assert len(told) > 4
    assert told - labels(start) == set()


@pytest.mark.parametrize(
    ("sample", "key"),
    [
        ("Everything that is configured works.", "cli.check.fine"),
        ("muster explain mail reply.eml", "explain.trust.proven"),
        ("muster explain mail reply.eml", "explain.verdict.some_dates"),
        ("muster inbox show 8", "inbox.intro"),
    ],
)
def test_pasted_sentences_are_those_of_today(sample: str, key: str) -> None:
    assert say("en", key) in " ".join(block_with(sample).split())


def test_the_lines_for_postfix_are_those_that_the_tests_run() -> None:
    main = documented("/etc/postfix/main.cf", "muster:inet")
    told = dict(re.findall(r"^(\w+) = (.+)$", main, re.MULTILINE))
    ours = Settings.model_fields

    assert told["relay_domains"] == DOMAIN
    assert told["message_size_limit"] == str(ours["mail_max_bytes"].default)
    assert f"127.0.0.1:{ours['mail_listen_port'].default}" in told["transport_maps"]
    assert re.search(r"^muster +unix", documented("/etc/postfix/master.cf", "muster:inet"), re.MULTILINE)
    assert DOMAIN.replace(".", r"\.") in documented("/etc/postfix/muster_recipients", "muster:inet")
