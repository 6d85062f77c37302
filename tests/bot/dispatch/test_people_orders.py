import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.people_orders import (
    PeopleOrder,
    PeopleVerb,
    Wanted,
    is_address,
    name_of,
    read_people_action,
    read_people_command,
    read_wanted,
)
from storage.states import Role

PIET = "piet@facility.example"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/people", PeopleOrder(PeopleVerb.PEOPLE)),
        ("/People@muster_bot", PeopleOrder(PeopleVerb.PEOPLE)),
        ("/digest  8", PeopleOrder(PeopleVerb.DIGEST, "8")),
        (f"/invite officer {PIET} Piet  Vos", PeopleOrder(PeopleVerb.INVITE, f"officer {PIET} Piet Vos")),
        (f"/remove {PIET}", PeopleOrder(PeopleVerb.REMOVE, PIET)),
        ("/link", PeopleOrder(PeopleVerb.LINK)),
        ("people", None),
        ("/queue", None),
        ("", None),
    ],
)
def test_typed_commands_are_read(text: str, order: PeopleOrder | None) -> None:
    assert read_people_command(text) == order


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("remove:12", PeopleOrder(PeopleVerb.REMOVE, target=12)),
        ("remove:", None),
        ("remove:x", None),
        ("remove:9999999999", None),
        ("remove:²", None),
        ("approve:1:1", None),
    ],
)
def test_buttons_are_read(action: str, order: PeopleOrder | None) -> None:
    assert read_people_action(action) == order


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (f"officer {PIET}", Wanted(PIET, "", Role.OFFICER)),
        (PIET.upper(), Wanted(PIET, "", None)),
        (f"Approver {PIET} Piet Vos", Wanted(PIET, "Piet Vos", Role.APPROVER)),
        (f"observatrice {PIET}", Wanted(PIET, "", Role.OBSERVER)),
        (f"administrador {PIET}", Wanted(PIET, "", Role.ADMIN)),
        (f"responsable de dossier {PIET}", Wanted(PIET, "", Role.OFFICER)),
        (f"king {PIET}", None),
        ("officer", None),
        ("", None),
    ],
)
def test_who_is_wanted_is_read_in_four_languages(words: str, wanted: Wanted | None) -> None:
    assert read_wanted(words) == wanted


def test_name_is_made_from_an_address_if_none_is_told() -> None:
    assert name_of("piet.vos@facility.example") == "Piet Vos"


@pytest.mark.parametrize(
    "text", ["piet", "@facility.example", "a@b", "a b@c.example", "a@b@c.example", "<a@b.example>"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert not is_address(text)


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_breaks_the_reader(text: str) -> None:
    read_people_command(f"/invite {text}")
    read_people_action(f"remove:{text}")
    read_wanted(text)
