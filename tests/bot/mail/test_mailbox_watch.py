import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.dispatch.channel_health import ChannelState
from bot.mail.arrival import MAILBOX
from bot.mail.mailbox_trouble import WAIT_FOR_OPERATOR
from tests.bot.mail.mailroom import DONE, MAX_BYTES, Reading, access, mail, until, until_kept
from tests.peers.dovecot import USER, Dovecot, dovecot, read_if_there

WITHOUT_MOVE = "imap_capability = IMAP4rev1 LITERAL+ IDLE UIDPLUS NAMESPACE"
WITHOUT_IDLE = "imap_capability = IMAP4rev1 MOVE"
OLD_FASHIONED = "imap_capability = IMAP4rev1"


async def test_a_mail_that_waits_is_stored_and_put_away(server: Dovecot, reading: Reading) -> None:
    server.deliver(mail(1))

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 1))

    (row,) = await reading.inbox()
    assert (row.payload, row.stream) == (mail(1), "person1@partner.example")
    assert row.envelope == {"mail_from": "person1@partner.example", "rcpt_to": [USER], "peer": MAILBOX}
    assert reading.arrivals == 1


async def test_a_new_mail_wakes_the_reader_at_once(server: Dovecot, reading: Reading) -> None:
    async with reading.watching(access(server), look_every=60):
        await until(lambda: reading.is_up)
        begun = time.monotonic()
        server.deliver(mail(1))
        await until_kept(reading, 1)

    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("capabilities", [WITHOUT_MOVE, WITHOUT_IDLE, OLD_FASHIONED])
async def test_servers_that_can_do_less_are_read_too(capabilities: str, reading: Reading) -> None:
    with dovecot(capabilities) as server:
        server.deliver_all(mail(number) for number in range(3))
        async with reading.watching(access(server), look_every=0.05):
            await until(lambda: (server.count(), server.count(DONE)) == (0, 3))
            server.deliver(mail(3))
            await until(lambda: (server.count(), server.count(DONE)) == (0, 4))

        assert sorted(row.payload for row in await reading.inbox()) == [mail(number) for number in range(4)]


async def test_what_a_person_marked_is_not_removed_where_everything_marked_would_go(reading: Reading) -> None:
    with dovecot(OLD_FASHIONED) as server:
        server.deliver(mail(1))
        async with reading.watching(access(server), look_every=0.05):
            await until(lambda: (server.count(), server.count(DONE)) == (0, 1))
            server.deliver(mail(2), flags="T")
            await until_kept(reading, 2)

        assert sorted(row.payload for row in await reading.inbox()) == [mail(1), mail(2)]


@pytest.mark.parametrize("flags", ["S", "T", "FRS"])
async def test_what_a_person_read_or_marked_is_read_all_the_same(
    server: Dovecot, reading: Reading, flags: str
) -> None:
    server.deliver(mail(1), flags=flags)

    async with reading.watching(access(server)):
        await until_kept(reading, 1)
        await until(lambda: server.count() == 0)


async def test_reading_does_not_mark_a_mail_as_read(server: Dovecot, reading: Reading) -> None:
    server.deliver(mail(1))

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 1))

    with server.person() as person:
        person.select_folder(DONE)
        assert b"\\Seen" not in person.get_flags([1])[1]


async def test_a_killed_server_is_found_again(server: Dovecot, reading: Reading) -> None:
    server.deliver(mail(1))

    async with reading.watching(access(server)):
        await until_kept(reading, 1)
        await until(lambda: reading.is_up)
        for number in range(2, 4):
            server.kill()
            await until(lambda: reading.states[-1][0] == ChannelState.UNREACHABLE)
            server.deliver(mail(number))
            server.start()
            await until_kept(reading, number)

    assert [row.payload for row in await reading.inbox()] == [mail(1), mail(2), mail(3)]


async def test_waiting_grows_while_a_server_is_away(server: Dovecot, reading: Reading) -> None:
    server.kill()

    async with reading.watching(access(server)):
        await until(lambda: len(reading.pauses) == 8)

    assert reading.pauses[:8] == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_a_wrong_password_is_loud_and_not_tried_again_soon(server: Dovecot, reading: Reading) -> None:
    async with reading.watching(access(server, password="wrong")):
        await until(lambda: bool(reading.pauses))

    state, words = reading.states[0]
    assert (state, reading.pauses[0]) == (ChannelState.REFUSED, WAIT_FOR_OPERATOR)
    assert "AUTHENTICATIONFAILED" in words
    assert "wrong" not in words


async def test_a_password_may_have_any_letters(reading: Reading) -> None:
    with dovecot(password='sécrèt "\\ 密') as server:
        server.deliver(mail(1))
        async with reading.watching(access(server, password=server.password)):
            await until_kept(reading, 1)


async def test_a_folder_that_is_not_there_is_for_the_operator(server: Dovecot, reading: Reading) -> None:
    async with reading.watching(access(server, folder="Requests")):
        await until(lambda: bool(reading.states))

    assert reading.states[0] == (ChannelState.REFUSED, "FolderMissingError: there is no folder 'Requests'")


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_the_connection_is_encrypted(server: Dovecot, reading: Reading, security: str) -> None:
    server.deliver(mail(1))
    trusting = ssl.create_default_context()
    server.authority.configure_trust(trusting)
    port = server.tls_port if security == "tls" else server.port
    chosen = access(server, security=security)

    async with reading.watching(
        type(chosen)("localhost", port, USER, chosen.password, chosen.security), tls=trusting
    ):
        await until_kept(reading, 1)


async def test_a_certificate_nobody_vouches_for_is_refused(server: Dovecot, reading: Reading) -> None:
    chosen = access(server, security="starttls")

    async with reading.watching(chosen):
        await until(lambda: bool(reading.states))

    assert reading.states[0][0] == ChannelState.REFUSED


async def test_a_changed_numbering_adds_no_row(server: Dovecot, reading: Reading) -> None:
    server.deliver_all(mail(number) for number in range(5))
    server.renumber()
    chosen = access(server)
    async with reading.watching(chosen):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 5))

    server.deliver_all(mail(number) for number in range(5))
    server.renumber()
    async with reading.watching(chosen):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 10))

    assert [row.payload for row in await reading.inbox()] == [mail(number) for number in range(5)]


async def test_a_numbering_that_changes_meanwhile_adds_no_row(server: Dovecot, reading: Reading) -> None:
    async with reading.watching(access(server), look_every=0.05):
        for number in range(4):
            server.deliver(mail(number))
            await until_kept(reading, number + 1)
            server.renumber()

    assert [row.payload for row in await reading.inbox()] == [mail(number) for number in range(4)]


async def test_a_server_that_counts_anew_without_saying_so_hides_no_mail(
    server: Dovecot, reading: Reading
) -> None:
    server.renumber()
    server.deliver_all(mail(number) for number in range(5))
    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 5))

    server.rewind(3)
    server.deliver(mail(5))
    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 6))

    assert [row.payload for row in await reading.inbox()] == [mail(number) for number in range(6)]


async def test_a_mail_dragged_back_by_a_person_is_recognised(server: Dovecot, reading: Reading) -> None:
    server.deliver(mail(1))

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 1))
        with server.person() as person:
            person.select_folder(DONE)
            person.move([1], "INBOX")
        await until(lambda: (server.count(), server.count(DONE)) == (0, 1))

    assert len(await reading.inbox()) == 1


async def test_a_mail_too_large_is_told_and_put_away_unread(server: Dovecot, reading: Reading) -> None:
    large = mail(1, body="x" * MAX_BYTES)
    server.deliver_all([mail(0), large, mail(2)])

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 3))
    async with reading.watching(access(server)):
        await until(lambda: reading.states.count((ChannelState.UP, "")) >= 2)

    assert [row.payload for row in await reading.inbox()] == [mail(0), mail(2)]
    (refusal,) = reading.refusals
    assert (refusal.mail_from, refusal.recipients, refusal.size) == (
        "person1@partner.example",
        (USER,),
        len(large),
    )


async def test_old_mails_of_an_earlier_life_stay_where_they_are(server: Dovecot, reading: Reading) -> None:
    begun = time.time()
    server.deliver(mail(1), arrived=begun - 40 * 86_400)
    server.deliver(mail(2), arrived=begun - 20 * 86_400)

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (1, 1))
    reading.now += timedelta(days=60)
    server.deliver(mail(3))
    async with reading.watching(access(server), look_every=0.05):
        await until(lambda: (server.count(), server.count(DONE)) == (1, 2))

    assert [row.payload for row in await reading.inbox()] == [mail(2), mail(3)]
    assert server.stored() == [mail(1)]


async def test_a_mail_counts_from_when_it_arrived_in_the_mailbox(server: Dovecot, reading: Reading) -> None:
    arrived = int(time.time()) - 3 * 86_400
    server.deliver(mail(1), arrived=arrived)
    server.deliver(mail(2), arrived=arrived + 10 * 86_400)

    async with reading.watching(access(server)):
        await until_kept(reading, 2)

    first, second = await reading.inbox()
    assert (first.received_at, second.received_at) == (datetime.fromtimestamp(arrived, UTC), reading.now)


async def test_a_mail_that_disappears_meanwhile_does_no_harm(server: Dovecot, reading: Reading) -> None:
    async with reading.watching(access(server), look_every=0.05):
        for number in range(0, 60, 2):
            server.deliver_all([mail(number), mail(number + 1, body="for a person")])
            for file in (server.home / "mail").glob("*/*"):
                if b"for a person" in (read_if_there(file) or b""):
                    file.unlink(missing_ok=True)
        server.deliver(mail(100))
        await until(lambda: server.count() == 0)
        wanted = {mail(number) for number in range(0, 60, 2)} | {mail(100)}
        await until_kept(reading, len(wanted))

    assert wanted <= {row.payload for row in await reading.inbox()}


async def test_what_was_kept_but_not_moved_is_moved_and_not_stored_again(
    server: Dovecot, reading: Reading
) -> None:
    server.deliver_all(mail(number) for number in range(3))
    locked = server.home / "mail" / f".{DONE}"
    locked.write_bytes(b"")
    async with reading.watching(access(server)):
        await until_kept(reading, 3)
        await until(lambda: reading.is_up)
    assert server.count() == 3

    locked.unlink()
    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 3))

    assert (len(await reading.inbox()), await reading.seen()) == (3, [1, 2, 3])


async def test_what_has_left_the_folder_is_forgotten(server: Dovecot, reading: Reading) -> None:
    server.deliver_all(mail(number) for number in range(3))
    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 3))
    server.deliver(mail(3))

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 4))

    assert await reading.seen() == [4]
