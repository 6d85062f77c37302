from dataclasses import replace

import pytest

from matching.need import Part, Profile, Reason
from matching.relevance.document import Document, Expert
from matching.relevance.index import learn_index
from matching.topics import SHARE_OF_DOCUMENTS, SHARE_OF_FIELDS, Theme, likeness, theme_of, topics
from tests.matching.people import expert, need


def part_of(theme: Theme, *areas: str, documents: tuple[str, ...] = ()) -> Part:
    return topics([theme], [expert(areas=areas, documents=documents)])[0][0]


def test_a_seat_without_areas_serves_any_area_of_the_request() -> None:
    asked = need(areas=("cash_transfers", "cash_transfers"), text="Targeting")

    assert theme_of(asked, Profile("trainer")) == Theme(("cash_transfers",), "Targeting trainer")
    assert theme_of(asked, Profile("", ("statistics",))) == Theme(("statistics",), "Targeting")


def test_knowing_every_area_asked_for_is_named() -> None:
    part = part_of(Theme(("cash_transfers", "disability"), ""), "disability", "cash_transfers")

    assert part == Part(
        1.0, Reason("topic.all_areas", {"areas": "cash_transfers;disability", "count": 2, "asked": 2})
    )


def test_knowing_some_areas_counts_in_part() -> None:
    part = part_of(Theme(("cash_transfers", "labour_inspection"), ""), "cash_transfers")

    assert part == Part(0.5, Reason("topic.some_areas", {"areas": "cash_transfers", "count": 1, "asked": 2}))


def test_what_the_request_is_about_counts_more_than_what_cuts_across() -> None:
    theme = Theme(("disability", "strategic_planning"), "")

    assert part_of(theme, "disability").score > part_of(theme, "strategic_planning").score


def test_another_area_of_the_same_field_is_better_than_none() -> None:
    part = part_of(Theme(("labour_inspection",), ""), "occupational_safety_health", "cash_transfers")

    assert part.score == 0.25
    assert part.reason == Reason("topic.related", {"areas": "occupational_safety_health"})


def test_cross_cutting_areas_are_no_family() -> None:
    assert part_of(Theme(("statistics",), ""), "communication") == Part(0.0, Reason("topic.nothing"))


def test_without_areas_the_words_decide() -> None:
    theme = Theme((), "Reform of the pension legislation")
    cv = "20 years of pension legislation and reform"
    rest = [expert(f"EX-1{n:03}", areas=(), documents=("20 years of fishing boats",)) for n in range(20)]

    part = topics(
        [theme], [expert("EX-0001", areas=(), documents=(cv,)), expert("EX-0002", areas=()), *rest]
    )[0]

    assert part[0].reason == Reason("topic.text_only", {"share": round(100 * part[0].score)})
    assert 0 < part[0].score <= SHARE_OF_DOCUMENTS / (SHARE_OF_FIELDS + SHARE_OF_DOCUMENTS)
    assert part[1] == Part(0.0, Reason("topic.nothing"))


@pytest.mark.parametrize("theme", [Theme((), ""), Theme((), "?!"), Theme(("no_such_area",), "")])
def test_nothing_to_compare_is_nothing_in_common(theme: Theme) -> None:
    assert part_of(theme, "cash_transfers") == Part(0.0, Reason("topic.nothing"))


def test_an_area_the_facility_no_longer_lists_still_matches_itself() -> None:
    assert part_of(Theme(("old_area",), ""), "old_area").score == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "Appui à l'inspection du travail",
        "Apoyo a la inspección del trabajo",
        "Apoio à inspeção do trabalho",
        "Support to the labour inspectorate",
    ],
)
def test_a_request_in_any_language_finds_an_english_cv(text: str) -> None:
    inspector = expert("EX-0001", areas=("labour_inspection",), documents=("12 years in labour inspection",))
    doctor = expert("EX-0002", areas=("health_care",), documents=("12 years in a hospital",))

    found = topics([Theme(("labour_inspection",), text)], [inspector, doctor])[0]

    assert found[0].score > 0.7
    assert found[1].score < 0.2


def test_whoever_works_on_what_the_words_speak_of_is_most_alike() -> None:
    people = [
        expert("EX-0001", areas=("labour_inspection",)),
        expert("EX-0002", areas=("labour_inspection", "health_care")),
        expert("EX-0003", areas=("health_care",)),
    ]

    one, both, other = likeness([Theme((), "Formação de inspetores do trabalho")], people)[0]

    assert one > both > other


def test_documents_decide_between_those_who_work_on_the_same() -> None:
    inspector = expert("EX-0001", areas=("labour_inspection",), documents=("Inspection of sawmills",))
    other = expert("EX-0002", areas=("labour_inspection",), documents=("Inspection of orchards",))
    rest = [expert(f"EX-1{n:03}", documents=("Pensions of teachers and the reserve",)) for n in range(20)]

    found = topics([Theme(("labour_inspection",), "Sawmills")], [inspector, other, *rest])[0]

    assert found[0].score > found[1].score > found[2].score


def test_a_word_that_some_cvs_share_with_a_request_decides_nothing() -> None:
    """It would favour those who write in the language of the request."""
    people = [
        expert(f"EX-{n:04}", areas=("disability",), documents=("Public offices" if n < 9 else "Offices",))
        for n in range(60)
    ]

    found = topics([Theme(("disability",), "Public")], people)[0]

    assert len({part.score for part in found}) == 1


def test_an_index_made_before_tells_the_same_as_one_learned_for_the_occasion() -> None:
    people = [expert(f"EX-{n:04}", documents=(f"pension reform {n}", "sawmills")) for n in range(9)]
    index = learn_index(
        [Expert(one.key, tuple(Document("", text) for text in one.documents)) for one in people]
    )
    themes = [Theme(("cash_transfers",), "Sawmills and pensions"), Theme((), "")]

    assert topics(themes, people, index) == topics(themes, people)


@pytest.mark.parametrize(
    "text", ["", "?!", "养老金改革", "пенсионная реформа", "x" * 60_000, "pension " * 10_000]
)
def test_any_text_gives_a_value(text: str) -> None:
    people = [
        expert("EX-0001"),
        expert("EX-0002", areas=("no_such_area",), documents=("", "養老金")),
        expert("EX-0003"),
    ]

    parts = topics([Theme((), text), Theme(("no_such_area",), text)], people)

    assert all(0 <= part.score <= 1 for row in parts for part in row)


def test_the_order_of_candidates_changes_no_part() -> None:
    people = [
        expert(f"EX-{n:04}", areas=("disability",) * (n % 2), documents=(f"cv {n} reform",))
        for n in range(12)
    ]
    theme = Theme(("disability",), "Reform of the disability allowance")

    forth, back = topics([theme], people)[0], topics([theme], people[::-1])[0]

    assert forth == back[::-1]


def test_nobody_to_compare_with_gives_no_scores() -> None:
    assert topics([Theme((), "pensions")], []) == ((),)
    assert topics([], [expert()]) == ()


def test_every_score_is_between_nothing_and_one() -> None:
    themes = [Theme(("cash_transfers",), "cash transfers " * 50), Theme((), "x")]
    people = [
        expert("EX-0001", documents=("cash transfers",) * 5),
        replace(expert("EX-0002"), documents=("",)),
    ]

    assert all(0 <= part.score <= 1 for row in topics(themes, people) for part in row)
