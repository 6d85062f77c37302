from dataclasses import replace
from datetime import date

import pytest

from bot.texts import people
from bot.texts.letter import Bullets, Choices, Letter, Paragraph
from bot.texts.officer_desk import officer_help
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from storage.states import Role

UNTIL = date(2026, 1, 26)


def texts(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def bullets(letter: Letter) -> list[str]:
    return [item for block in letter.blocks if isinstance(block, Bullets) for item in block.items]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("role", Role)
def test_every_word_for_a_role_that_is_shown_is_understood(role: Role, language: str) -> None:
    line = bullets(people.invite_how(language=language))[list(Role).index(role)]

    assert fold(line.split()[1]) in people.role_words(role)


def test_no_word_means_two_roles() -> None:
    words = [word for role in Role for word in people.role_words(role)]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("role", Role)
def test_whoever_may_not_do_something_reads_what_they_may(role: Role) -> None:
    letter = people.role_lacks(role, language="en")

    assert len(texts(letter)) == 2
    assert letter.subject == "Not part of your role"


FOR_ALL = ["/digest", "/people", "/experts", "/report", "/language"]


@pytest.mark.parametrize(
    ("role", "commands"),
    [
        (Role.OBSERVER, ["/queue", "/show", "/documents", "/why", *FOR_ALL]),
        (Role.APPROVER, ["/queue", "/show", "/documents", "/why", "/approve", *FOR_ALL]),
        (Role.ADMIN, [*FOR_ALL, "/cv", "/inbox", "/invite", "/remove", "/link"]),
    ],
)
def test_help_names_what_the_role_may_order(role: Role, commands: list[str]) -> None:
    shown = [item.split()[0] for item in bullets(people.help_for(role, language="en"))]

    assert shown[-len(commands) :] == commands
    assert ("/hold" in shown) is (role is Role.ADMIN)


def test_help_of_an_officer_begins_with_the_work() -> None:
    work = officer_help(role=Role.OFFICER, language="fr")

    assert people.help_for(Role.OFFICER, language="fr").blocks[: len(work.blocks)] == work.blocks


@pytest.mark.parametrize(
    ("link", "shown"), [("", "/start s"), ("https://t.me/b?start=s", "https://t.me/b?start=s")]
)
def test_admin_reads_one_way_in(link: str, shown: str) -> None:
    letter = people.invited(
        name="Piet Vos", email="piet@facility.example", role="approver", link=link, line="/start s",
        expires=UNTIL, language="en",
    )  # fmt: skip

    assert texts(letter)[2] == shown
    assert "Piet Vos (piet@facility.example)" in texts(letter)[0]


def test_invited_person_reads_link_and_line_and_an_observer_nothing_of_deciding() -> None:
    facts = {"name": "Piet", "link": "https://t.me/b?start=s", "line": "/start s", "expires": UNTIL}
    officer, observer = (
        texts(people.your_invitation(**facts, role=role, language="en"))  # type: ignore[arg-type]
        for role in ("officer", "observer")
    )

    assert ("/start s" in officer, "https://t.me/b?start=s" in officer) == (True, True)
    assert "you decide by replying" in officer[-1]
    assert "Decisions are made by officers" in observer[-1]


def test_question_in_a_group_names_who_is_asked_first() -> None:
    question = people.remove_how(language="en")

    asked = people.reply_here(question, name="Olga")

    assert texts(asked)[0].startswith("Olga: please answer by replying")
    assert replace(asked, blocks=asked.blocks[1:]) == question


def test_removal_takes_one_more_tap() -> None:
    letter = people.remove_sure(number=3, name="Piet Vos", email="piet@facility.example", language="es")

    [row] = next(block.rows for block in letter.blocks if isinstance(block, Choices))
    assert [(choice.label, choice.action, choice.word) for choice in row] == [
        ("Sí, retirar a Piet Vos", "remove:3", "")
    ]


def test_list_counts_and_says_how_each_is_reached() -> None:
    piet = people.PersonOnFile("Piet Vos", "piet@facility.example", "observer", "mail")

    letter = people.people([piet], manages=False, language="en")

    assert letter.subject == "One person works here"
    assert bullets(letter) == ["Piet Vos, Observer (read only), piet@facility.example, by e-mail"]
    assert texts(letter) == []
