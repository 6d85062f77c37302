"""Small pools of every sort, drawn by hypothesis: what the search must answer as brute force does."""

from dataclasses import dataclass

from hypothesis import strategies as st

from config.languages import Level
from config.rules import Rule, Rules, Wish
from matching.need import Assessment, Candidate, Need, Profile, Reason
from matching.question import Question
from tests.matching.asked import question
from tests.matching.people import ALL_RULES, ALL_WISHES, MARCH, expert, judged, march, need, rules

CALENDARS = (None, (march(2, 13),), (march(9, 20),), (march(2, 4), march(16, 27)), (MARCH,))
BUSY = ((), (march(11, 12),), (march(2, 13),))
SEATINGS = (
    (Profile(),) * 2,
    (Profile(),) * 3,
    (Profile("a"), Profile("b")),
    (Profile("a"), Profile("b"), Profile("a")),
)


@dataclass(frozen=True)
class Asked:
    """A need, people, their assessments and hard rules."""

    need: Need
    people: list[Candidate]
    rows: list[list[Assessment]]
    hard: tuple[Rule, ...]

    def rules(self, wishes: tuple[Wish, ...] = ALL_WISHES) -> Rules:
        return rules(*self.hard, wishes=wishes)

    def names(self) -> frozenset[str]:
        return frozenset({*(rule.name for rule in self.hard), *(wish.name for wish in ALL_WISHES)})

    def question(self, wishes: tuple[Wish, ...] = ALL_WISHES) -> Question:
        return question(self.need, self.people, self.rows, self.rules(wishes))


def someone(key: str) -> st.SearchStrategy[Candidate]:
    return st.builds(
        expert,
        key=st.just(key),
        country=st.sampled_from(["FR", "ES", "DE", "TG", ""]),
        region=st.sampled_from(["EU", "EU", "Africa"]),
        eligibility=st.sampled_from(["european", "partner"]),
        occupation=st.sampled_from(["public", "private"]),
        gender=st.sampled_from(["woman", "man", ""]),
        languages=st.fixed_dictionaries({"fr": st.sampled_from(list(Level))}),
        areas=st.sampled_from([(), ("cash_transfers",), ("cash_transfers", "statistics"), ("statistics",)]),
        free=st.sampled_from(CALENDARS),
        busy=st.sampled_from(BUSY),
        missions_abroad=st.integers(0, 2),
        missions_this_year=st.integers(0, 4),
    )


@st.composite
def pools(draw: st.DrawFn, most: int = 9) -> Asked:
    people = [draw(someone(f"EX-{n:04}")) for n in range(draw(st.integers(1, most)))]
    profiles = draw(st.sampled_from(SEATINGS))
    by_profile = {
        profile: [
            judged(
                one.key,
                draw(st.integers(0, 20)) / 20,
                draw(st.sampled_from([None, None, None, Reason("pool.excluded")])),
            )
            for one in people
        ]
        for profile in profiles
    }
    asked = need(
        profiles=profiles,
        days=draw(st.sampled_from([3, 5, 8])),
        areas=("cash_transfers", "statistics"),
        pinned=frozenset(draw(st.sampled_from([(), (), ("EX-0000",)]))),
    )
    hard = tuple(rule for rule in ALL_RULES if draw(st.booleans()))
    return Asked(asked, people, [by_profile[profile] for profile in profiles], hard)
