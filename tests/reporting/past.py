"""Registers for tests of reports: the facility's own, read from its files without a database, and small invented ones."""

import csv
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from config.countries import find_country, region_of
from config.folding import fold
from intake.import_requests import STATUSES
from intake.printed_dates import read_printed_date
from reporting.history import LEADER, History, Member, PastExpert, PastRequest, Rendered
from reporting.table import Cell, Table
from storage.states import RequestStatus

DATA = Path(__file__).parents[2] / "bot" / "demo_data"
AS_OF = datetime(2016, 12, 31, 12, 0, tzinfo=UTC)


@cache
def facility() -> History:
    """Three years of the real facility."""
    return History(
        AS_OF,
        tuple(_request(row) for row in _rows("requests")),
        tuple(_expert(row) for row in _rows("experts")),
        tuple(
            Rendered(row["action_code"], row["expert_id"], round(float(row["expert_days"]) * 4))
            for row in _rows("assignments")
        ),
        members=tuple(
            Member(row["institution"], row["country"], leader=row["kind"] == LEADER)
            for row in _rows("institutions")
        ),
    )


@cache
def published() -> Mapping[str, Any]:
    """What the public report printed, by the names of our tables."""
    kept = json.loads((DATA / "published_tables.json").read_text())
    return {name.partition("_")[0]: rows for name, rows in kept.items() if name.startswith("table")}


@cache
def published_text() -> Mapping[str, float]:
    """The numbers that the text of the public report prints around its figures."""
    kept: Mapping[str, float] = json.loads((DATA / "published_tables.json").read_text())[
        "figures_in_the_text"
    ]
    return kept


def request(
    code: str = "2026-01", country: str = "TG", status: RequestStatus = RequestStatus.COMPLETED
) -> PastRequest:
    return PastRequest(code, country, region_of(country) if country else "", status)


def expert(
    code: str = "EX-0001",
    nationality: str = "BE",
    region: str = "EU",
    eligibility: str = "european",
    occupation: str = "public",
    gender: str = "woman",
) -> PastExpert:
    return PastExpert(code, nationality, region, eligibility, occupation, gender)


def total_of(table: Table) -> tuple[Cell, ...]:
    """The cells under everything else."""
    assert table.total is not None
    return table.total.cells


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _request(row: Mapping[str, str]) -> PastRequest:
    country = find_country(row["partner_country"]) or ""
    status = RequestStatus(STATUSES[fold(row["status"])])
    printed_date = read_printed_date(row["request_date_as_printed"])
    return PastRequest(
        row["action_code"],
        country,
        region_of(country),
        status,
        row["title"],
        row["partner_institution"],
        printed_date.date if printed_date else None,
        row["merged_into"],
    )


def _expert(row: Mapping[str, str]) -> PastExpert:
    return PastExpert(
        row["expert_id"],
        find_country(row["nationality"]) or "",
        row["region"],
        "partner" if row["eligibility"].startswith("Partner") else "european",
        row["occupation"],
        row["gender"],
    )
