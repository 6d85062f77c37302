"""The composition root: what runs, how it starts and stops, and what it takes over from the dead."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlmodel import col, select

from bot.accounts import mail_entrance
from bot.app import App, open_app
from bot.dispatch.channel_health import ChannelState
from bot.dispatch.owner import is_dead, own_name
from bot.facility import house_of, utc_now
from bot.health import Health
from bot.mail.front_desk import Refusal
from bot.service import mail_pace, start
from config.settings import Settings, SettingsError
from storage import inbox, jobs
from storage.database import Database, open_database
from storage.mail import Inbox, Job
from storage.people import Officer
from storage.states import InboxStatus, JobStatus, Role
from tests.flows.partners import MUSTER, OLGA, partner, request_mail
from tests.flows.service import Service, until
from tests.peers.ports import free_port
from tests.peers.smtp import Fault, smtp_peer

SECONDS_TO_STOP = 30.0  # a deadline, not a measurement: benchmarks/service.py measures
SECONDS_FOR_A_HANGING_PEER = 60.0
HOST = own_name().split(":", maxsplit=1)[0]


@pytest.fixture
async def service(database_url: str, tmp_path: Path) -> AsyncIterator[Service]:
    settings = {
        "database_url": database_url,
        "mail_address": MUSTER,
        "mail_listen_port": str(free_port()),
        "log_format": "json",
    }
    muster = Service(tmp_path / "service", settings)
    yield muster
    await muster.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", mail_address=MUSTER, mail_listen_port=0)


@pytest.fixture
def app(settings: Settings, database: Database, now: datetime) -> App:
    return App(settings, database, house_of(settings), lambda: now)


async def the_inbox(database: Database) -> list[Inbox]:
    async with database.snapshot() as session:
        return list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())


async def the_jobs(database: Database) -> list[Job]:
    async with database.snapshot() as session:
        return list((await session.exec(select(Job).order_by(col(Job.id)))).all())


def dead_process() -> int:
    """The number of a process that has just ended."""
    with subprocess.Popen(["true"]) as process:
        process.wait()
    return process.pid


# --- a process of its own ---


async def test_sigterm_ends_it_soon_with_nothing_leased(service: Service, database: Database) -> None:
    async with smtp_peer() as peer:
        await service.start()
        for number in range(5):
            await peer.send(request_mail(number), int(service.settings["mail_listen_port"]))
        begun = monotonic()
        code = await service.stop()

    assert (code, monotonic() - begun < SECONDS_TO_STOP) == (0, True)
    owners = [row.lease_owner for row in await the_inbox(database)]
    owners += [job.lease_owner for job in await the_jobs(database)]
    assert set(owners) <= {None}
    assert len(await the_inbox(database)) == 5
    assert "Traceback" not in service.log


async def test_sigint_ends_it_as_well(service: Service) -> None:
    await service.start()

    os.kill(service.pid, signal.SIGINT)

    assert await service.ended() == 0
    assert "service.stopped" in service.log


async def test_a_mail_server_that_hangs_does_not_keep_it_from_stopping(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    async with smtp_peer() as peer:
        peer.faults.append(Fault("hold"))
        settings = {"database_url": database_url, "mail_listen_port": "0", "log_format": "json"}
        relay = {"smtp_host": "127.0.0.1", "smtp_port": str(peer.port), "smtp_security": "none"}
        service = Service(tmp_path / "service", settings | relay)
        now = datetime.now(UTC)
        async with database.transaction() as session:
            session.add(Officer(name="Olga", email=OLGA, role=Role.OFFICER, created_at=now))
            await inbox.store(
                session, channel="mail", external_id="1", stream=partner(1), payload=request_mail(1).as_bytes(),
                envelope={"mail_from": partner(1), "rcpt_to": [MUSTER]}, received_at=now,
            )  # fmt: skip
        await service.start()
        await asyncio.wait_for(peer.held.wait(), 20)
        begun = monotonic()
        code = await service.stop()

    assert (code, monotonic() - begun < SECONDS_FOR_A_HANGING_PEER) == (0, True)
    held = await the_jobs(database)
    assert [job.lease_owner for job in held] == [None] * len(held)


async def test_a_second_service_on_one_sqlite_file_says_so_and_ends(sqlite_url: str, tmp_path: Path) -> None:
    first, second = (
        Service(tmp_path / name, {"database_url": sqlite_url, "mail_listen_port": str(free_port())})
        for name in ("first", "second")
    )
    try:
        await first.start()
        await second.begin()
        code = await second.ended()
        assert code != 0
        assert "Traceback" not in second.log
        assert "PostgreSQL" in second.log
    finally:
        await first.close()
        await second.close()


@pytest.mark.postgresql
async def test_several_services_share_one_postgresql_database(postgresql_url: str, tmp_path: Path) -> None:
    services = [
        Service(tmp_path / name, {"database_url": postgresql_url, "mail_listen_port": str(free_port())})
        for name in ("first", "second")
    ]
    try:
        for service in services:
            await service.start()
        codes = [await service.stop() for service in services]
    finally:
        for service in services:
            await service.close()

    assert codes == [0, 0]


async def test_what_a_killed_process_had_in_hand_is_done_as_soon_as_it_is_back(
    service: Service, database: Database
) -> None:
    now = datetime.now(UTC)
    owner = f"{HOST}:{dead_process()}:0000"
    async with database.transaction() as session:
        await inbox.store(
            session, channel="mail", external_id="1", stream=partner(1), payload=request_mail(1).as_bytes(),
            envelope={"mail_from": partner(1), "rcpt_to": [MUSTER]}, received_at=now,
        )  # fmt: skip
        await inbox.claim(session, owner=owner, now=now, lease=timedelta(hours=1), limit=1)
    await service.start()

    async with asyncio.timeout(20):
        while (await the_inbox(database))[0].status is not InboxStatus.DONE:  # noqa: ASYNC110 -- another process does it
            await asyncio.sleep(0.02)

    [row] = await the_inbox(database)
    assert (row.attempts, row.lease_owner) == (2, None)


async def test_it_starts_on_no_database_at_all(tmp_path: Path) -> None:
    service = Service(tmp_path / "service", {"mail_listen_port": "0"})
    try:
        await service.start()
        assert await service.stop() == 0
    finally:
        await service.close()
    assert (tmp_path / "service" / "data" / "muster.db").exists()


# --- inside this process ---


async def test_only_what_is_configured_is_started(app: App) -> None:
    async with asyncio.TaskGroup() as group, AsyncExitStack() as stack:
        channels = await start(app, stack, group)
        app.stop()

    assert channels == {}


async def test_every_channel_says_where_it_is(settings: Settings, database: Database, now: datetime) -> None:
    chosen = settings.model_copy(
        update={
            "mail_listen_port": free_port(),
            "smtp_host": "127.0.0.1",
            "smtp_port": 9,
            "smtp_security": "none",
        }
    )
    app = App(chosen, database, house_of(chosen), lambda: now)
    async with asyncio.TaskGroup() as group, AsyncExitStack() as stack:
        channels = await start(app, stack, group)
        app.stop()

    assert channels == {"mail_in": f"127.0.0.1:{chosen.mail_listen_port}", "mail_out": "127.0.0.1:9"}


async def test_the_limit_of_a_day_counts_what_was_sent_before_the_start(
    settings: Settings, database: Database, now: datetime
) -> None:
    app = App(settings.model_copy(update={"mail_rate_per_day": 1}), database, house_of(settings), lambda: now)
    fresh = await mail_pace(app)
    async with database.transaction() as session:
        session.add(
            Job(
                kind="mail", destination="a@b.example", status=JobStatus.DONE, due_at=now, created_at=now,
                done_at=now - timedelta(hours=20),
            )
        )  # fmt: skip

    pace = await mail_pace(app)

    time = asyncio.get_running_loop().time()
    assert fresh.wait(time) == 0
    assert 3 * 3600 < pace.wait(time) < 5 * 3600


async def test_mail_may_come_in_by_a_socket_alone(
    settings: Settings, database: Database, now: datetime, tmp_path: Path
) -> None:
    chosen = settings.model_copy(update={"mail_listen_socket": tmp_path / "lmtp"})
    app = App(chosen, database, house_of(chosen), lambda: now)
    async with asyncio.TaskGroup() as group, AsyncExitStack() as stack:
        channels = await start(app, stack, group)
        app.stop()

    assert channels == {"mail_in": str(tmp_path / "lmtp")}


def test_a_certificate_that_cannot_be_used_is_a_mistake_in_the_settings(
    settings: Settings, tmp_path: Path
) -> None:
    missing = tmp_path / "cert.pem"
    chosen = settings.model_copy(update={"mail_tls_cert": missing, "mail_tls_key": missing})

    with pytest.raises(SettingsError) as told:
        mail_entrance(chosen)

    assert told.value.problems == (
        f"MUSTER_MAIL_TLS_CERT cannot be used: {missing} cannot be read: No such file or directory.",
    )


async def test_only_those_who_have_something_to_do_are_woken(app: App) -> None:
    app.handled({"mail"})
    assert (app.outgoing.is_set(), app.telegram_outgoing.is_set(), app.matching.is_set()) == (
        True,
        False,
        False,
    )

    app.handled({"match", "telegram"})
    assert (app.telegram_outgoing.is_set(), app.matching.is_set()) == (True, True)


async def test_a_terminal_is_woken_like_the_mail(app: App) -> None:
    app.handled({"terminal:ama"})

    assert app.outgoing.is_set()


async def test_an_opened_app_has_its_tables_and_is_closed_at_the_end(settings: Settings) -> None:
    async with open_app(settings) as app:
        assert await the_inbox(app.database) == []

    async with open_app(settings, migrate=False) as again:
        assert await the_inbox(again.database) == []


async def test_a_mail_too_large_to_take_is_told_to_the_officers_once_a_day(app: App, now: datetime) -> None:
    async with app.database.transaction() as session:
        session.add(Officer(name="Olga", email=OLGA, role=Role.OFFICER, created_at=now))
    for _ in range(2):
        await app.refused(Refusal(partner(1), (MUSTER,), 40_000_000, "192.0.2.1"))

    [told] = await the_jobs(app.database)
    assert told.destination == OLGA
    assert app.outgoing.is_set()


async def test_a_mail_too_large_in_the_mailbox_is_told_to_the_officers_too(app: App, now: datetime) -> None:
    async with app.database.transaction() as session:
        session.add(Officer(name="Olga", email=OLGA, role=Role.OFFICER, created_at=now))
    room = app.mail_room()

    async with app.database.transaction() as session:
        await room.refused(session, Refusal(partner(1), (MUSTER,), 40_000_000, "imap"))
    room.arrived()

    [told] = await the_jobs(app.database)
    assert told.destination == OLGA
    assert app.outgoing.is_set()
    assert app.arrived.is_set()


def test_the_house_is_what_the_settings_say(settings: Settings) -> None:
    house = house_of(settings.model_copy(update={"allowance_eur_per_day": 300, "reply_by_days": 9}))

    assert (house.mail_address, house.mail_domain) == (MUSTER, "facility.example")
    assert (house.terms.allowance_eur_per_day, house.terms.reply_within) == (300, timedelta(days=9))
    assert house.secret == house_of(settings).secret


def test_the_time_of_day_is_aware() -> None:
    assert utc_now().tzinfo is UTC


@pytest.mark.parametrize(
    ("state", "ok"),
    [(ChannelState.UP, True), (ChannelState.UNREACHABLE, True), (ChannelState.REFUSED, False)],
)
def test_health_is_bad_only_when_an_operator_is_needed(state: ChannelState, ok: bool) -> None:  # noqa: FBT001 -- a row of the table
    health = Health()
    health.telegram(state, "")

    assert health.report() == {"ok": ok, "channels": {"telegram": state}}


# --- who owns a lease ---


def test_every_process_has_a_name_of_its_own() -> None:
    assert own_name() != own_name()


def test_a_process_that_has_ended_is_dead() -> None:
    assert is_dead(f"{HOST}:{dead_process()}:0000", me=own_name())


def test_an_earlier_process_with_our_number_is_dead() -> None:
    assert is_dead(f"{HOST}:{os.getpid()}:0000", me=own_name())


def test_a_living_process_is_not_dead() -> None:
    me = own_name()

    assert not is_dead(me, me=me)
    assert not is_dead(f"{HOST}:{os.getppid()}:0000", me=me)


@pytest.mark.parametrize(
    "owner", ["elsewhere:1:0000", "another process", "", f"{HOST}:x:0000", f"{HOST}:{10**30}:0000"]
)
def test_of_whom_nothing_is_known_lives(owner: str) -> None:
    assert not is_dead(owner, me=own_name())


async def test_jobs_of_a_killed_process_are_taken_over(service: Service, database: Database) -> None:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        await jobs.enqueue(
            session, kind="match", destination="request:1", payload={"request_id": 1}, due_at=now, now=now
        )
        owner = f"{HOST}:{dead_process()}:0000"
        await jobs.claim(session, kinds=["match"], owner=owner, now=now, lease=timedelta(hours=1), limit=1)

    await service.start()
    await until(lambda: '"job.tried"' in service.log)

    [job] = await the_jobs(database)
    assert (job.attempts, job.lease_owner, job.status is JobStatus.WAITING) == (2, None, False)


async def test_a_new_file_is_opened_for_its_owner_only(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    await database.migrate()
    await database.close()

    assert (tmp_path / "new.db").stat().st_mode & 0o077 == 0
