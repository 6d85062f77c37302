from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, func, select

from intake.import_row import RowNote
from intake.imports import ImportReport, import_experts, import_requests
from storage.codes import next_code
from storage.database import Database
from storage.journal import JournalEntry
from storage.life import move_request
from storage.people import Expert, ExpertArea, ExpertCountry, ExpertDocument, ExpertLanguage, Institution
from storage.queries import expert_by_code, request_by_code
from storage.requests import Request
from storage.states import RequestStatus
from storage.transaction import Transaction
from tests.factories import add_expert, add_request

DATA = Path(__file__).parents[2] / "bot" / "demo_data"
EXPERT_COLUMNS = (
    "expert_id,first_name,last_name,email,gender,nationality,region,eligibility,occupation,employment,"
    "years_of_experience,missions_abroad,languages,topics,mobilised,cv_summary"
)
REQUEST_COLUMNS = (
    "action_code,partner_country,title,partner_institution,request_date_as_printed,status,"
    "latest_activity_financed_by_successor,merged_into,region"
)
NOTHING = ImportReport(0, 0, 0, (), ())


def _roster(folder: Path, *rows: str, columns: str = EXPERT_COLUMNS) -> Path:
    file = folder / "experts.csv"
    file.write_text("\n".join((columns, *rows)), encoding="utf-8")
    return file


def _expert(number: int, *, email: str = "", last_name: str = "Piette", years: str = "16") -> str:
    address = email or f"expert{number:04d}@experts.example"
    return (
        f"EX-{number:04d},Jean,{last_name},{address},man,Belgium,EU,European expert,public,active,{years},5,"
        "fr:native;en:B2,statistics and data analysis,yes,Works on statistics."
    )


def _register(folder: Path, *rows: str) -> Path:
    file = folder / "requests.csv"
    file.write_text("\n".join((REQUEST_COLUMNS, *rows)), encoding="utf-8")
    return file


def _request(
    code: str, *, day: str = "", status: str = "Ongoing", into: str = "", title: str = "Pension reform"
) -> str:
    return f"{code},Togo,{title},INAM,{day or '03/02/' + code[:4]},{status},No,{into},Africa"


def _what(notes: Sequence[RowNote]) -> list[tuple[int, str, str]]:
    return [(note.line, note.what, note.value) for note in notes]


async def test_every_expert_of_the_demo_is_taken_and_a_second_time_nothing_changes(
    transaction: Transaction, now: datetime
) -> None:
    first = await import_experts(transaction, DATA / "experts.csv", now=now)
    second = await import_experts(transaction, DATA / "experts.csv", now=now)

    assert (first, second) == (ImportReport(322, 0, 0, (), ()), ImportReport(0, 0, 322, (), ()))
    async with transaction() as session:
        counted = [
            (await session.exec(select(func.count()).select_from(table))).one()
            for table in (Expert, ExpertDocument, JournalEntry)
        ]
    assert counted == [322, 322, 322]


async def test_every_request_of_the_demo_is_taken_and_a_second_time_nothing_changes(
    transaction: Transaction, now: datetime
) -> None:
    first = await import_requests(transaction, DATA / "requests.csv", now=now)
    second = await import_requests(transaction, DATA / "requests.csv", now=now)

    assert (first.taken, first.refused) == (67, ())
    assert (second.taken, second.updated, second.unchanged, second.refused) == (0, 0, 67, ())
    misprints = [(note.line, note.value, note.read) for note in first.notes if note.what == "date_misprint"]
    assert misprints == [
        (12, "14/May/2014", "2014-05-14"),
        (18, "15/072014", "2014-07-15"),
        (35, "27/022015", "2015-02-27"),
        (41, "10/042015", "2015-04-10"),
    ]
    async with transaction() as session:
        statuses = await session.exec(select(Request.status, func.count()).group_by(col(Request.status)))
        counts = dict(statuses.all())
        codes = [await next_code(session, year) for year in (2014, 2015, 2016, 2026)]
        events = await session.exec(
            select(JournalEntry.event, func.count()).group_by(col(JournalEntry.event))
        )
        journal = dict(events.all())
    assert counts == {
        RequestStatus.COMPLETED: 23,
        RequestStatus.MERGED: 8,
        RequestStatus.REJECTED: 16,
        RequestStatus.CLOSED: 3,
        RequestStatus.APPROVED: 14,
        RequestStatus.CHECKING: 3,
    }
    assert codes == ["2014-27", "2015-26", "2016-17", "2026-01"]
    assert journal == {"request.imported": 67}


async def test_expert_is_stored_with_languages_areas_and_cv(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    await import_experts(transaction, _roster(tmp_path, _expert(1)), now=now)

    async with transaction() as session:
        expert = await expert_by_code(session, "EX-0001")
        languages = (await session.exec(select(ExpertLanguage.language, ExpertLanguage.level))).all()
        areas = (await session.exec(select(ExpertArea.area))).all()
        document = (await session.exec(select(ExpertDocument))).one()
    assert expert is not None
    assert (expert.nationality, expert.eligibility, expert.language, expert.mobilised) == (
        "BE",
        "european",
        "fr",
        True,
    )
    assert (sorted(languages), areas) == ([("en", "B2"), ("fr", "native")], ["statistics"])
    assert (document.kind, document.text) == ("cv", "Works on statistics.")


async def test_known_expert_is_brought_up_to_date(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    await import_experts(transaction, _roster(tmp_path, _expert(1), _expert(2)), now=now)
    changed = _expert(1, last_name="Peeters").replace("fr:native;en:B2", "nl:native;en:C1")
    changed = changed.replace("statistics and data analysis", "disability").replace("Works on", "Knows")

    report = await import_experts(transaction, _roster(tmp_path, changed, _expert(2)), now=now)

    assert report == ImportReport(0, 1, 1, (), ())
    async with transaction() as session:
        expert = await expert_by_code(session, "EX-0001")
        assert expert is not None
        own = ExpertLanguage.expert_id == expert.id
        languages = (await session.exec(select(ExpertLanguage.language).where(own))).all()
        last = (await session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc()))).first()
    assert (expert.last_name, expert.language, sorted(languages)) == ("Peeters", "en", ["en", "nl"])
    assert last is not None
    assert (last.event, last.actor, last.facts) == (
        "expert.updated",
        "operator",
        {"fields": ["last_name", "language", "languages", "areas", "cv"]},
    )


async def test_what_a_shorter_roster_does_not_say_stays_as_it_was(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    await import_experts(transaction, _roster(tmp_path, _expert(1)), now=now)
    columns = "expert_id,first_name,last_name,email,nationality,eligibility,occupation,employment,languages"
    row = (
        "EX-0001,Jean,Piette,expert0001@experts.example,Belgium,European expert,public,active,fr:native;en:B2"
    )

    report = await import_experts(transaction, _roster(tmp_path, row, columns=columns), now=now)

    assert (report.unchanged, {note.what for note in report.notes}) == (1, {"absent_column"})
    async with transaction() as session:
        expert = await expert_by_code(session, "EX-0001")
        areas = (await session.exec(select(ExpertArea.area))).all()
    assert expert is not None
    assert (expert.years_of_experience, expert.mobilised, areas) == (16, True, ["statistics"])


async def test_a_wish_to_be_left_alone_is_taken_from_a_roster_and_never_taken_back(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    columns = (
        "expert_id,first_name,last_name,email,nationality,eligibility,occupation,employment,languages,"
        "employer,opted_out"
    )
    row = "EX-0001,Jean,Piette,e1@experts.example,Belgium,European expert,public,active,fr:native,"
    told = []
    for cells in ("INAMI,", "INAMI,yes", "INAMI,no", "SPF,"):
        await import_experts(transaction, _roster(tmp_path, row + cells, columns=columns), now=now)
        async with transaction() as session:
            expert = (await session.exec(select(Expert))).one()
            told.append((expert.employer, expert.opted_out))

    assert told == [("INAMI", False), ("INAMI", True), ("INAMI", True), ("SPF", True)]


async def test_countries_worked_in_are_kept_until_a_roster_says_otherwise(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    columns = (
        "expert_id,first_name,last_name,email,nationality,eligibility,occupation,employment,languages,"
        "countries_worked_in"
    )
    row = "EX-0001,Jean,Piette,e1@experts.example,Belgium,European expert,public,active,fr:native,"
    told = []
    for cell in ("Togo;Bénin", "Togo;Bénin", "Togo"):
        report = await import_experts(transaction, _roster(tmp_path, row + cell, columns=columns), now=now)
        async with transaction() as session:
            found = (await session.exec(select(ExpertCountry.country).order_by(ExpertCountry.country))).all()
        told.append((report.taken, report.updated, report.unchanged, found))

    assert told == [(1, 0, 0, ["BJ", "TG"]), (0, 0, 1, ["BJ", "TG"]), (0, 1, 0, ["TG"])]


async def test_new_address_may_be_written_to_again(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    await import_experts(transaction, _roster(tmp_path, _expert(1)), now=now)
    async with transaction() as session:
        bounced = await expert_by_code(session, "EX-0001")
        assert bounced is not None
        bounced.email_bounced = True

    await import_experts(transaction, _roster(tmp_path, _expert(1, email="new@experts.example")), now=now)

    async with transaction() as session:
        expert = await expert_by_code(session, "EX-0001")
    assert expert is not None
    assert (expert.email, expert.email_bounced) == ("new@experts.example", False)


async def test_repeated_code_and_address_are_refused_with_the_line_of_the_first(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    roster = _roster(
        tmp_path, _expert(1), _expert(1), _expert(2, email="EXPERT0001@experts.example"), _expert(3)
    )

    report = await import_experts(transaction, roster, now=now)

    assert report.taken == 2
    assert report.refused == (
        RowNote(3, "expert_id", "repeated", "EX-0001", "2"),
        RowNote(4, "email", "repeated", "expert0001@experts.example", "2"),
    )


async def test_address_of_another_expert_is_refused(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    async with transaction() as session:
        await add_expert(session, 9, email="taken@experts.example")

    report = await import_experts(
        transaction, _roster(tmp_path, _expert(1, email="taken@experts.example")), now=now
    )

    assert report.refused == (RowNote(2, "email", "email_taken", "taken@experts.example", "EX-0009"),)
    assert (report.taken, report.rows_refused) == (0, 1)


async def test_bad_rows_are_refused_and_good_ones_taken(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    roster = _roster(
        tmp_path,
        _expert(1).replace("Belgium", "Atlantis"),
        _expert(2, years="many"),
        _expert(3) + ",one,more",
        '"' + _expert(4),
        _expert(5),
    )

    report = await import_experts(transaction, roster, now=now)

    assert (report.taken, report.rows_refused) == (2, 3)
    assert _what(report.notes) == [(3, "bad_number", "many")]
    assert [(note.line, note.what) for note in report.refused] == [
        (2, "unknown_country"),
        (4, "too_many_cells"),
        (5, "broken_quotes"),
    ]


async def test_old_encoding_and_semicolons_are_read(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / "experts.csv"
    row = _expert(1, last_name="Müller").replace(";", "|").replace(",", ";")
    file.write_bytes(f"{EXPERT_COLUMNS.replace(',', ';')}\r\n{row}\r\n".encode("cp1252"))

    report = await import_experts(transaction, file, now=now)

    assert (report.taken, report.notes) == (1, (RowNote(0, "", "encoding", "cp1252"),))
    async with transaction() as session:
        expert = await expert_by_code(session, "EX-0001")
    assert expert is not None
    assert expert.last_name == "Müller"


async def test_file_that_is_no_roster_is_refused_as_a_whole(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    empty, other = tmp_path / "empty.csv", tmp_path / "other.csv"
    empty.touch()
    other.write_text("a,b\n1,2\n")

    assert await import_experts(transaction, empty, now=now) == ImportReport(
        0, 0, 0, (), (RowNote(0, "", "empty_file"),)
    )
    report = await import_requests(transaction, other, now=now)
    assert {note.what for note in report.refused} == {"missing_column"}
    assert report.rows_refused == 0


async def test_roster_of_several_batches_is_taken_whole(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    roster = _roster(tmp_path, *(_expert(number) for number in range(1, 502)))

    report = await import_experts(transaction, roster, now=now)

    assert (report.taken, report.notes, report.refused) == (501, (), ())


async def test_request_is_stored_as_it_was(transaction: Transaction, now: datetime, tmp_path: Path) -> None:
    row = _request("2015-08", day="27/022015", status="Completed (merged)", into="2015-09")
    register = _register(tmp_path, row, _request("2015-09", day="27/02/2015"))

    report = await import_requests(transaction, register, now=now)

    assert (report.taken, _what(report.notes)) == (2, [(2, "date_misprint", "27/022015")])
    async with transaction() as session:
        request = await request_by_code(session, "2015-08")
        assert request is not None
        institution = await session.get(Institution, request.institution_id)
        entry = (await session.exec(select(JournalEntry).where(JournalEntry.request_id == request.id))).one()
    noon = datetime(2015, 2, 27, 12, tzinfo=UTC)
    assert (request.status, request.merged_into, request.country, request.channel) == (
        RequestStatus.MERGED,
        "2015-09",
        "TG",
        "import",
    )
    assert (request.received_at, request.status_since, request.created_at) == (noon, noon, now)
    assert (request.areas, request.date_as_printed) == (["contributory_pensions"], "27/022015")
    assert institution is not None
    assert institution.name == "INAM"
    assert (entry.event, entry.actor, entry.at, entry.facts) == (
        "request.imported",
        "operator",
        now,
        {"status": "merged", "date_as_printed": "27/022015", "latest_activity_financed_by_successor": False},
    )


async def test_new_codes_go_on_after_the_highest_even_if_its_row_was_refused(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    register = _register(tmp_path, _request("2015-03"), _request("2015-07", day="no idea"))

    report = await import_requests(transaction, register, now=now)

    assert (report.taken, _what(report.refused)) == (1, [(3, "bad_date", "no idea")])
    async with transaction() as session:
        assert await next_code(session, 2015) == "2015-08"


async def test_doubts_that_only_several_rows_show_are_noted(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    async with transaction() as session:
        await add_request(session, code="2013-01", status=RequestStatus.APPROVED)
    register = _register(
        tmp_path,
        _request("2015-01", day="11/03/2015"),
        _request("2015-02", day="22/01/2015"),
        _request("2015-03", day="01/04/2015", status="Completed (merged)", into="2015-99"),
        _request("2015-04", day="02/04/2015", status="Completed (merged)", into="2013-01"),
        _request("2015-05", day="03/04/2015", status="Completed (merged)", into="2015-01"),
    )

    report = await import_requests(transaction, register, now=now)

    assert (report.taken, report.refused) == (5, ())
    assert report.notes == (
        RowNote(3, "request_date_as_printed", "out_of_order", "22/01/2015", "2015-01"),
        RowNote(4, "merged_into", "unknown_target", "2015-99"),
    )


async def test_corrected_row_corrects_the_request(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    await import_requests(transaction, _register(tmp_path, _request("2015-01")), now=now)
    row = _request("2015-01", title="Health reform", status="Completed")

    report = await import_requests(transaction, _register(tmp_path, row), now=now)

    assert report == ImportReport(0, 1, 0, (), ())
    async with transaction() as session:
        request = await request_by_code(session, "2015-01")
        events = (await session.exec(select(JournalEntry.event).order_by(col(JournalEntry.id)))).all()
    assert request is not None
    assert (request.title, request.status) == ("Health reform", RequestStatus.COMPLETED)
    assert events == ["request.imported", "request.corrected", "request.completed"]


async def test_decision_taken_in_muster_outlives_the_old_register(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    register = _register(tmp_path, _request("2016-06", status="Request"))
    await import_requests(transaction, register, now=now)
    async with transaction() as session:
        request = await request_by_code(session, "2016-06")
        assert request is not None
        await move_request(session, request, RequestStatus.ELIGIBLE, now=now, actor="officer:1")

    report = await import_requests(transaction, register, now=now)

    assert report == ImportReport(0, 0, 1, (RowNote(2, "status", "status_kept", "checking", "eligible"),), ())
    async with transaction() as session:
        kept = await request_by_code(session, "2016-06")
    assert kept is not None
    assert kept.status is RequestStatus.ELIGIBLE


async def test_request_that_muster_received_itself_is_not_overwritten(
    transaction: Transaction, now: datetime, tmp_path: Path
) -> None:
    async with transaction() as session:
        await add_request(session, code="2015-01", title="Its own", status=RequestStatus.RECEIVED)

    report = await import_requests(transaction, _register(tmp_path, _request("2015-01")), now=now)

    assert report.refused == (RowNote(2, "action_code", "code_in_use", "2015-01"),)
    async with transaction() as session:
        request = await request_by_code(session, "2015-01")
    assert request is not None
    assert request.title == "Its own"


async def test_repeated_code_is_refused(sqlite_database: Database, now: datetime, tmp_path: Path) -> None:
    register = _register(tmp_path, _request("2015-01"), _request("2015-1"))

    report = await import_requests(sqlite_database.transaction, register, now=now)

    assert (report.taken, report.refused) == (1, (RowNote(3, "action_code", "repeated", "2015-01", "2"),))


async def test_header_alone_is_an_import_of_nothing(
    sqlite_database: Database, now: datetime, tmp_path: Path
) -> None:
    assert await import_experts(sqlite_database.transaction, _roster(tmp_path), now=now) == NOTHING
    assert await import_requests(sqlite_database.transaction, _register(tmp_path), now=now) == NOTHING
