import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.expert_doubles import LARGEST_BLOCK, Double, Person, Reason, find_doubles, with_texts

FRENCH = frozenset({"fr", "en"})
PENSIONS = frozenset({"contributory_pensions", "actuarial_analysis"})


def pair(one: Person, other: Person) -> tuple[Reason, ...]:
    """Why they may be one; nothing if nobody would say so."""
    found = find_doubles([one, other])
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Ines", "Duarte"), ("Inês", "Duarte"), Reason.SAME_NAME),
        (("Jörg", "Müller"), ("Joerg", "Mueller"), Reason.SAME_NAME),
        (("Сергей", "Иванов"), ("Sergei", "Ivanov"), Reason.SAME_NAME),
        (("Duarte", "Ines"), ("Ines", "Duarte"), Reason.SWAPPED),
        (("Youssouf", "Traoré"), ("Yusuf", "Traore"), Reason.NEARLY),
        (("Ines", "Duarte"), ("Ines", "Duarto"), Reason.NEARLY),
        (("Catherine", "Lefebvre"), ("Katherine", "Lefevbre"), Reason.NEARLY),
        (("Ana", "Silva"), ("Ana Maria", "Silva Costa"), Reason.NEARLY),
    ],
)
def test_one_person_is_found_under_two_spellings(
    one: tuple[str, str], other: tuple[str, str], why: Reason
) -> None:
    first = Person("EX-0001", *one, "a@one.example", "PT", "", FRENCH, PENSIONS)
    second = Person("EX-0300", *other, "b@two.example", "PT", "", FRENCH, PENSIONS)

    assert pair(first, second) == (why, Reason.COUNTRY, Reason.LANGUAGES, Reason.AREAS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Person("EX-1", "Ines", "Duarte", country="PT"), Person("EX-2", "Ines", "Soto", country="PT")),
        (Person("EX-1", "Ana", "Silva", country="PT"), Person("EX-2", "Ana", "Silva", country="BR")),
        (
            Person("EX-1", "Andrea", "Rossi", country="IT", gender="man"),
            Person("EX-2", "Andrea", "Rossi", country="IT", gender="woman"),
        ),
        (
            Person("EX-1", "Ines", "Duarte", "info@one.example", "PT"),
            Person("EX-2", "Tom", "Berg", "info@two.example", "SE"),
        ),
        (Person("EX-1", "", ""), Person("EX-2", "", "")),
    ],
)
def test_two_people_are_two(first: Person, second: Person) -> None:
    assert pair(first, second) == ()


def test_same_name_in_the_address_tells() -> None:
    one = Person("EX-1", "Ines", "Duarte Costa", "ines.duarte@ministry.example", "PT")
    other = Person("EX-2", "I.", "Duarte Costa", "duarte.ines@home.example", "PT")

    assert Reason.ADDRESS in pair(one, other)


def test_the_likeliest_come_first_and_the_score_is_of_a_hundred() -> None:
    people = [
        Person("EX-3", "Ines", "Duarto", country="PT"),
        Person("EX-2", "Ines", "Duarte", "ines.duarte@a.example", "PT", "woman", FRENCH, PENSIONS),
        Person("EX-1", "Ines", "Duarte", "ines.duarte@b.example", "PT", "woman", FRENCH, PENSIONS),
    ]

    found = find_doubles(people)

    assert [(pair.one, pair.other) for pair in found] == [
        ("EX-1", "EX-2"),
        ("EX-1", "EX-3"),
        ("EX-2", "EX-3"),
    ]
    assert found[0].score == 100.0


def test_curricula_that_say_the_same_make_it_likelier() -> None:
    double = Double("EX-1", "EX-2", 70.0, (Reason.SAME_NAME,))
    text = "Twenty years of actuarial work for the pension fund"

    assert with_texts(double, text, text.upper()) == Double(
        "EX-1", "EX-2", 78.0, (Reason.SAME_NAME, Reason.CV)
    )
    assert with_texts(double, text, "A teacher of languages") == double
    assert with_texts(double, text, "") == double


def test_common_names_do_not_make_everybody_be_compared_with_everybody() -> None:
    people = [Person(f"EX-{n:05}", "Ana", "Silva", country="PT") for n in range(3 * LARGEST_BLOCK)]

    begin = time.perf_counter()
    find_doubles(people, least=101)

    assert time.perf_counter() - begin < 5


def test_planted_pairs_are_found_in_a_large_register() -> None:
    chance = random.Random(7)  # noqa: S311 -- names, no secrets
    names = [
        "".join(chance.choice("bdfglmnprst") + chance.choice("aeiou") for _ in range(4)) for _ in range(900)
    ]
    people = [
        Person(f"EX-{n:05}", chance.choice(names), chance.choice(names), f"e{n}@experts.example", chance.choice("ABCDE"))
        for n in range(3_000)
    ]  # fmt: skip
    planted = [
        Person(f"EY-{one.code}", one.last_name.title(), one.first_name, "x@home.example", one.country)
        for one in people[:100]
    ]

    found = {(pair.one, pair.other) for pair in find_doubles([*people, *planted])}

    assert {(one.code, other.code) for one, other in zip(people, planted, strict=False)} <= found


@given(
    st.lists(st.builds(Person, st.uuids().map(str), st.text(max_size=12), st.text(max_size=12)), max_size=8)
)
def test_any_names_can_be_compared(people: list[Person]) -> None:
    assert all(0 <= double.score <= 100 and double.one < double.other for double in find_doubles(people))
