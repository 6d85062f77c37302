"""The tutorial of docs/matching.md: every block of Python runs, and prints what the page says it prints."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def blocks() -> Iterator[tuple[str, str]]:
    """Each block of Python with the block of text right below it, if there is one."""
    return ((found[1], found[2] or "") for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8")))


def test_the_tutorial_prints_what_it_says() -> None:
    session: dict[str, object] = {}
    for code, printed in blocks():
        screen = io.StringIO()

        with redirect_stdout(screen):
            exec(compile(code, str(PAGE), "exec"), session)  # noqa: S102 - our own page

        assert screen.getvalue() == printed


def test_the_tutorial_needs_the_library_alone() -> None:
    tutorial = PAGE.read_text(encoding="utf-8").partition("\n## Relevance")[0]

    imported = re.findall(r"^from (matching[.\w]*|config[.\w]*) import", tutorial, re.MULTILINE)

    assert set(imported) == {"matching.library"}
