"""Contacts, focal points, papers and evaluations: read twice without doubling, corrected by a later file."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.imports import ImportReport, import_register
from storage.database import Database
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.focal_points import FocalPoint
from storage.people import Contact, Expert, Institution
from storage.requests import Activity, Request
from tests.factories import add_expert, add_mission, add_request, added

CONTACTS = "email,name,institution,country,position,phone,language"
PAPERS = "action_code,kind,title,activity,expert_id,due,received,checked,edited,note"
JUDGEMENTS = "action_code,expert_id,evaluator,score,date,words,flagged,flag_reason"
ADDED, UPDATED, KNOWN = (ImportReport(*counts, (), ()) for counts in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))


def written(folder: Path, *lines: str) -> Path:
    file = folder / "register.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
async def known(database: Database) -> Database:
    async with database.transaction() as session:
        request = await add_request(session, code="2014-01")
        await added(session, Activity(request_id=request.id or 0, number="1", title="Review"))
        await add_expert(session, code="EX-0001")
    return database


async def test_contacts_are_added_once_and_then_corrected(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    first = written(tmp_path, CONTACTS, "ama@labour.example,Ama Koffi,Ministry of Labour,Benin,,,fr")
    reports = [await import_register(database.transaction, "contacts", first, now=now) for _ in range(2)]
    later = written(
        tmp_path, CONTACTS, "AMA@labour.example,Ama Koffi,MINISTRY of Labour,Benin,Director,+229 1,"
    )
    reports.append(await import_register(database.transaction, "contacts", later, now=now))

    assert reports == [ADDED, KNOWN, UPDATED]
    async with database.snapshot() as session:
        [contact] = (await session.exec(select(Contact))).all()
        [institution] = (await session.exec(select(Institution))).all()
    assert (contact.email, contact.position, contact.phone, contact.language) == (
        "ama@labour.example", "Director", "+229 1", "fr",
    )  # fmt: skip
    assert (institution.name, institution.country) == ("Ministry of Labour", "BJ")


async def test_an_institution_gets_its_kind(database: Database, tmp_path: Path, now: datetime) -> None:
    file = written(tmp_path, "institution,country,kind", "Caisse des Dépôts,France,fund")
    await import_register(database.transaction, "institutions", file, now=now)
    again = written(tmp_path, "institution,country,kind", "CAISSE DES DEPOTS,France,agency")

    assert await import_register(database.transaction, "institutions", again, now=now) == UPDATED
    async with database.snapshot() as session:
        assert [one.kind for one in (await session.exec(select(Institution))).all()] == ["agency"]


async def test_a_focal_point_is_a_contact_who_is_known(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    contact = written(tmp_path, CONTACTS, "ama@labour.example,Ama Koffi,Ministry of Labour,Benin,,,")
    await import_register(database.transaction, "contacts", contact, now=now)
    file = written(
        tmp_path, "email,country,since,until,note", "ama@labour.example,Togo,2015-01-01,,", "who@labour.example,Togo,,,"
    )  # fmt: skip

    report = await import_register(database.transaction, "focal-points", file, now=now)

    assert (report.taken, [(note.column, note.what) for note in report.refused]) == (
        1,
        [("email", "unknown_contact")],
    )
    async with database.snapshot() as session:
        [point] = (await session.exec(select(FocalPoint))).all()
    assert (point.country, point.since, point.until) == ("TG", date(2015, 1, 1), None)


async def test_a_paper_moves_on_by_its_dates(known: Database, tmp_path: Path, now: datetime) -> None:
    reports = []
    for received in ("", "", "2014-06-03"):
        row = f"2014-01,ExMR,First report,1,EX-0001,2014-06-01,{received},,,"
        reports.append(
            await import_register(known.transaction, "deliverables", written(tmp_path, PAPERS, row), now=now)
        )

    assert reports == [ADDED, KNOWN, UPDATED]
    async with known.snapshot() as session:
        papers = (await session.exec(select(Deliverable))).all()
    assert [(paper.kind, paper.received) for paper in papers] == [("exmr", date(2014, 6, 3))]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2014-02,ExMR,Report,,,,,,,", ("action_code", "unknown_action")),
        ("2014-01,ExMR,Report,9,,,,,,", ("activity", "unknown_activity")),
        ("2014-01,ExMR,Report,,EX-0009,,,,,", ("expert_id", "unknown_expert")),
    ],
)
async def test_a_paper_of_nothing_known_is_refused(
    known: Database, tmp_path: Path, now: datetime, row: str, reason: tuple[str, str]
) -> None:
    report = await import_register(known.transaction, "deliverables", written(tmp_path, PAPERS, row), now=now)

    assert [(note.column, note.what) for note in report.refused] == [reason]


async def test_a_paper_belongs_to_the_mission_its_file_names(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    async with known.transaction() as session:
        action = (await session.exec(select(Request).where(Request.code == "2014-01"))).one()
        own = await add_mission(session, action)
        mission = own.id
    head = f"{PAPERS},mission"

    async def taken(file: Path) -> tuple[ImportReport, int | None]:
        report = await import_register(known.transaction, "deliverables", file, now=now)
        async with known.snapshot() as session:
            return report, (await session.exec(select(Deliverable.mission_id))).one()

    named = await taken(written(tmp_path, head, "2014-01,ExMR,Report,,,,,,,,2014-01/M1"))
    unsaid = await taken(written(tmp_path, PAPERS, "2014-01,ExMR,Report,,,,,,,"))
    none = await taken(written(tmp_path, head, "2014-01,ExMR,Report,,,,,,,,"))

    assert [named, unsaid, none] == [(ADDED, mission), (KNOWN, mission), (UPDATED, None)]


@pytest.mark.parametrize(
    ("mission", "what"),
    [("2014-01/M7", "unknown_mission"), ("2014-02/M1", "other_action"), ("the first", "bad_mission")],
)
async def test_a_mission_that_is_not_the_action_s_is_refused(
    mission: str, what: str, known: Database, tmp_path: Path, now: datetime
) -> None:
    file = written(tmp_path, f"{PAPERS},mission", f"2014-01,ExMR,Report,,,,,,,,{mission}")

    report = await import_register(known.transaction, "deliverables", file, now=now)

    assert [(note.column, note.what) for note in report.refused] == [("mission", what)]


async def test_several_evaluators_judge_an_action_and_an_expert(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    file = written(
        tmp_path, JUDGEMENTS,
        "2014-01,,Partner,5,2014-07-01,,,", "2014-01,EX-0001,Partner,2,2014-07-01,late,yes,left early",
        "2014-01,EX-0001,Team leader,4,2014-07-02,,,",
    )  # fmt: skip

    report = await import_register(known.transaction, "evaluations", file, now=now)

    assert report.taken == 3
    async with known.snapshot() as session:
        scores = (await session.exec(select(Evaluation.score).order_by(col(Evaluation.id)))).all()
        expert = (await session.exec(select(Expert))).one()
    assert list(scores) == [5, 2, 4]
    assert (expert.flagged, expert.flag_reason) == (True, "left early")


async def test_an_evaluation_read_again_changes_nothing(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    file = written(tmp_path, JUDGEMENTS, "2014-01,EX-0001,Partner,2,2014-07-01,late,yes,left early")

    assert [await import_register(known.transaction, "evaluations", file, now=now) for _ in range(2)] == [
        ADDED,
        KNOWN,
    ]
