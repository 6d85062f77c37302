from hypothesis import given
from hypothesis import strategies as st

from reporting.expert_search_words import BEGINS, Names, TextReader, alike, hits_in_names


def test_word_is_found_as_it_is_by_its_beginning_or_nearly() -> None:
    near = alike("duarte", ["duarte", "duartes", "duarto", "costa"])

    assert (near["duarte"], near["duartes"] >= BEGINS, "duarto" in near, "costa" in near) == (
        100,
        True,
        True,
        False,
    )


def test_the_best_word_of_a_name_counts() -> None:
    people = {
        1: Names(1, "EX-0001", "Martin", "Martins", "Bank").tokens,
        2: Names(2, "EX-0002", "Ana", "Soto", "").tokens,
    }

    hits = hits_in_names(people, "Martin", "martin")

    assert {person: (hit.found, hit.place, hit.score) for person, hit in hits.items()} == {
        1: ("martin", "name", 100.0)
    }


def test_employer_is_told_from_the_name() -> None:
    people = {1: Names(1, "EX-0001", "Ana", "Bank", "Bank of Ghana").tokens}

    assert hits_in_names(people, "Ghana", "ghana")[1].place == "employer"
    assert hits_in_names(people, "Bank", "bank")[1].place == "name"


def test_spelling_seen_before_is_known_in_the_next_text() -> None:
    reader = TextReader("modelling", "modelling")

    found = [reader.read(text) for text in ("Modeling of funds", "", "more modeling", "nothing")]

    assert [hit and hit.found for hit in found] == ["modeling", None, "modeling", None]


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_anything_can_be_compared(word: str, texts: list[str]) -> None:
    reader = TextReader(word, word)

    assert all(hit is None or hit.place == "text" for hit in map(reader.read, texts))
