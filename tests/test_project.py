import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "config", "intake", "matching", "reporting", "storage")
# Spelled in pieces, so that this file does not hold what it forbids.
REGISTRIES = tuple(
    f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"))
)
HOMES = re.compile(r"(?<![\w.-])/(?:work|root|home|Users)/\w")


@pytest.fixture(scope="module")
def tracked() -> dict[str, str]:
    """Every text file that is committed, or would be."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in files}


def modules() -> list[Path]:
    return [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]


def test_ci_runs_the_tests_and_the_checks() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("make ")] == [
        "make test",
        "make test-slow",
        "make check",
    ]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("name", ["run", "dev"])
def test_lock_file_pins_exact_versions_and_no_download_address(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    loose = [line for line in text.splitlines() if line.strip() and "==" not in line.partition(";")[0]]

    assert loose == []
    assert re.findall(r"https?:|://|^\s*-", text, re.MULTILINE) == []


@pytest.mark.parametrize("name", ["run", "dev"])
def test_lock_file_holds_every_direct_dependency(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + (
        project["dependency-groups"]["dev"] if name == "dev" else []
    )
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    pinned = {re.split(r"[\[=]", line)[0].lower() for line in text.splitlines()}

    assert [one for one in wanted if re.split(r"[\[<>=~! ]", one)[0].lower() not in pinned] == []


def test_no_lock_file_with_addresses_is_committed(tracked: dict[str, str]) -> None:
    assert [name for name in tracked if name.endswith(("uv.lock", "poetry.lock", "Pipfile.lock"))] == []


def test_no_file_names_a_package_registry(tracked: dict[str, str]) -> None:
    found = [(name, host) for name, text in tracked.items() for host in REGISTRIES if host in text]

    assert found == []


def test_no_file_names_a_path_of_one_machine(tracked: dict[str, str]) -> None:
    found = {name: HOMES.findall(text) for name, text in tracked.items() if name != "LICENSE"}

    assert {name: paths for name, paths in found.items() if paths} == {}


def test_every_module_says_what_it_decides() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in modules()
        if file.name != "__init__.py" and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]

    assert silent == []


def test_package_files_are_empty() -> None:
    told = [
        str(file.relative_to(ROOT))
        for file in modules()
        if file.name == "__init__.py" and file.stat().st_size
    ]

    assert told == []


def test_wheel_holds_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(PACKAGES)
