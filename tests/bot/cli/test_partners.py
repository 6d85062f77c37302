import re

import pytest

from tests.bot.cli.conftest import Command


@pytest.fixture
def facility(command: Command) -> Command:
    assert command("init", "--name", "Olga Novak", "--email", "olga@facility.example").exit_code == 0
    return command


def test_a_partners_link_is_printed_with_what_it_does(facility: Command) -> None:
    result = facility("partners", "invite", "Ministry of Labour", "Togo", "--name", "Amina Diallo")

    assert result.exit_code == 0
    assert "Ministry of Labour (Togo)" in result.stdout
    assert re.search(r"^  /start partner-[\w-]{32}$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Ministry", "Atlantis"), "Atlantis"),
        ((" ", "Togo"), "1 to 250 characters"),
        (("Ministry", "Togo", "--email", "nobody"), "nobody"),
    ],
    ids=["country", "institution", "address"],
)
def test_what_cannot_be_is_said(facility: Command, words: tuple[str, ...], told: str) -> None:
    result = facility("partners", "invite", *words)

    assert result.exit_code == 2
    assert told in result.stderr
