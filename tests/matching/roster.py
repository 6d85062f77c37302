"""The 322 experts of the demonstration data as candidates, and needs as the facility's history has them."""

import csv
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from config.areas import area_names, areas_in
from config.countries import find_country, official_language, region_of
from config.folding import fold
from config.languages import Level
from config.periods import Period
from matching.need import Candidate, LanguageNeed, Need, Profile

DATA = Path(__file__).parents[2] / "bot" / "demo_data"
WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))


def candidates() -> list[Candidate]:
    with (DATA / "experts.csv").open(encoding="utf-8", newline="") as file:
        return [_candidate(row) for row in csv.DictReader(file)]


def requests() -> dict[str, dict[str, str]]:
    with (DATA / "requests.csv").open(encoding="utf-8", newline="") as file:
        return {row["action_code"]: row for row in csv.DictReader(file)}


def need_of(row: dict[str, str], *, seats: int = 2, days: int = 10) -> Need:
    country = find_country(row["partner_country"]) or ""
    return Need(
        areas=areas_in(row["title"]),
        text=f"{row['title']}. {row['partner_institution']}",
        languages=(LanguageNeed(official_language(country)),),
        window=WINDOW,
        days=days,
        profiles=(Profile(),) * seats,
        country=country,
        region=region_of(country),
    )


def with_calendars(people: list[Candidate], *, share: float, seed: int = 1) -> list[Candidate]:
    """The same people, a share of them with one to three free periods between March and June 2026."""
    chance = random.Random(seed)  # noqa: S311 -- a made-up calendar is no secret
    return [
        replace(one, free=tuple(_spell(chance) for _ in range(chance.randint(1, 3))))
        if chance.random() < share
        else one
        for one in people
    ]


def _spell(chance: random.Random) -> Period:
    start = date(2026, 3, 2) + timedelta(days=chance.randrange(100))
    return Period(start, start + timedelta(days=chance.randint(5, 30)))


def _candidate(row: dict[str, str]) -> Candidate:
    spoken = (pair.split(":") for pair in row["languages"].split(";"))
    return Candidate(
        key=row["expert_id"],
        country=find_country(row["nationality"]) or row["nationality"],
        region=row["region"],
        eligibility="european" if row["eligibility"].startswith("European") else "partner",
        occupation=row["occupation"],
        employment=row["employment"],
        gender=row["gender"],
        languages={code: Level.read(level) or Level.A1 for code, level in spoken},
        areas=tuple(area_names()[fold(topic)] for topic in row["topics"].split(";")),
        documents=(row["cv_summary"],),
        years=int(row["years_of_experience"]),
        missions_abroad=int(row["missions_abroad"]),
    )
