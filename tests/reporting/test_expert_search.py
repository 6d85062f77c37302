from datetime import datetime

import pytest

from reporting.expert_search import Searched, search_experts, understood
from storage.database import Database
from storage.expert_merge import merge_experts
from storage.people import ExpertCountry
from storage.queries import expert_by_code
from tests.reporting.roster import fill


async def search(database: Database, words: str, *, most: int = 25) -> Searched:
    async with database.snapshot() as session:
        return await search_experts(session, await understood(session, words), most=most)


async def codes(database: Database, words: str) -> list[int]:
    return [int(one.code.removeprefix("EX-")) for one in (await search(database, words)).best]


@pytest.fixture
async def roster(database: Database) -> Database:
    async with database.transaction() as session:
        await fill(session)
    return database


async def test_experts_are_found_by_what_they_are_the_best_first(roster: Database) -> None:
    for words, found in (
        ("pensions francophone retired", [1, 2]),
        ("French", [1, 2, 5]),
        ("French B2", [1, 2]),
        ("French English", [2]),
        ("pensions actuarial", [2, 1, 3]),
        ("woman", [1, 3]),
        ("EU men", [2, 5]),
        ("Africa", [4]),
        ("Europe active", [3, 5]),
        ("Sweden Portugal", [1, 3]),
        ("partner country", [4]),
        ("never mobilised active public", [3, 4, 5]),
        ("flagged", []),
    ):
        assert (words, await codes(roster, words)) == (words, found)


async def test_who_has_worked_somewhere_is_found_wherever_they_come_from(roster: Database) -> None:
    async with roster.transaction() as session:
        session.add_all(
            ExpertCountry(expert_id=number, country=country)
            for number, country in ((1, "TG"), (1, "BJ"), (2, "BJ"), (3, "PT"), (3, "NO"), (4, "GH"))
        )

    for words, found in (
        ("worked in Togo", [1]),
        ("worked in Togo or Benin", [1, 2]),
        ("a travaillé au Bénin, femme", [1]),
        ("Ghana", [4]),
        ("experience in Africa", [1, 2, 4]),
        ("worked in the EU", [3]),
        ("worked outside the EU", [1, 2, 3, 4]),
        ("trabajó en Europa", [3]),
    ):
        assert (words, await codes(roster, words)) == (words, found)
    assert (await search(roster, "worked in Togo")).best[0].worked_in == ("BJ", "TG")


async def test_other_words_are_looked_for_in_names_employers_and_texts(roster: Database) -> None:
    for words, found in (
        ("Duarte", [1]),
        ("duarto", [1]),
        ("Ines", [1]),
        ("Duarte Ines", [1]),
        ("Mart", [2]),
        ("treasury", [4]),
        ("hydrology", [2]),
        ("hydrolgoy", [2]),
        ("modelisation", [1]),
        ("statistics French", []),
        ("EX-0003", [3]),
        ("Francis", [5]),
        ("Luc Duarte", []),
    ):
        assert (words, await codes(roster, words)) == (words, found)


async def test_it_is_said_where_a_word_was_found(roster: Database) -> None:
    found = await search(roster, "Duarto caisses")

    (ines,) = found.best
    assert [(hit.written, hit.found, hit.place) for hit in ines.hits] == [
        ("Duarto", "duarte", "name"),
        ("caisses", "caisses", "text"),
    ]
    assert (ines.name, ines.languages, ines.areas) == (
        "Inès Duarte",
        (("fr", "native"),),
        ("contributory_pensions",),
    )


async def test_word_that_leaves_nobody_is_named(roster: Database) -> None:
    found = await search(roster, "pensions French Ghana")

    assert found.total == 0
    assert [([part.written for part in one.parts], one.without) for one in found.in_the_way] == [
        (["Ghana"], 2)
    ]


async def test_search_that_narrows_nothing_finds_nobody(roster: Database) -> None:
    found = await search(roster, "the experts who")

    assert (found.query.parts, found.total, found.best) == ((), 0, ())


async def test_only_so_many_are_shown_and_all_are_counted(roster: Database) -> None:
    found = await search(roster, "Europe", most=2)

    assert (found.total, len(found.best)) == (4, 2)


async def test_who_is_never_asked_comes_last_and_is_marked(roster: Database) -> None:
    async with roster.transaction() as session:
        ines = await expert_by_code(session, "EX-0001")
        assert ines is not None
        ines.opted_out = True

    found = await search(roster, "women")

    assert [(one.code, one.never_asked) for one in found.best] == [("EX-0003", False), ("EX-0001", True)]


async def test_double_is_not_found_twice(roster: Database, now: datetime) -> None:
    async with roster.transaction() as session:
        keep, double = await expert_by_code(session, "EX-0003"), await expert_by_code(session, "EX-0001")
        assert keep is not None
        assert double is not None
        await merge_experts(session, keep, double, actor="operator", now=now)

    assert await codes(roster, "women French") == [3]
