"""How many mails a second are on disk: `python -m benchmarks.mail_in [RUNS]`.

Muster's listener, a process of its own as in production, beside Postfix delivering to a Maildir: the same client (Postfix's
smtp-source), the same mails, the same disk, one after the other in each run. A mail counts when it has arrived: with Muster at
its 250, which is said after the commit, with Postfix when it is in the Maildir.
"""

import asyncio
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bot.mail.limits import Limits
from bot.mail.listener import Entrance, serve_mail
from storage.database import open_database
from tests.peers.ports import free_port
from tests.peers.postfix import Postfix, found, running_postfix, why_not
from tests.peers.postgresql import find_binaries, running_cluster

RUNS = 5
MAILS = 2000
SESSIONS = 20
"""Connections at a time: as many as Postfix makes to one destination by default."""
BYTES = 4000
ADDRESS = "muster@facility.example"
BOX = "muster@box.example"
READY_SECONDS = 30.0
KEPT = ("-d",)
LMTP = ("-L", *KEPT)
EACH, SAME = "a connection each", "connections kept"


@dataclass(frozen=True, slots=True)
class Contestant:
    """Somewhere mails can be brought to; `settled` waits until they are where they belong."""

    name: str
    connections: str
    port: int
    to: str
    options: tuple[str, ...] = ()
    settled: Callable[[], None] = lambda: None


def mails_per_second(contestant: Contestant) -> float:
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603 - a program of this machine
        [
            found("smtp-source"), *contestant.options, "-s", str(SESSIONS), "-m", str(MAILS), "-l", str(BYTES),
            "-f", "marta@client.example", "-t", contestant.to, f"inet:127.0.0.1:{contestant.port}",
        ],
        check=True,
    )  # fmt: skip
    contestant.settled()
    return MAILS / (time.perf_counter() - begun)


async def listen(url: str, port: int, protocol: str) -> None:
    """The listener alone; what is done with the mails afterwards is another measurement (`benchmarks.service`)."""
    database = open_database(url)
    await database.migrate()
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)

    async def refused(_refusal: object) -> None:
        raise AssertionError("a benchmark's mail was too large")

    async with serve_mail(
        Entrance(port=port, lmtp=protocol == "lmtp"), transaction=database.transaction, mail_address=ADDRESS,
        limits=Limits(26_214_400), clock=lambda: datetime.now(UTC), arrived=lambda: None, refused=refused,
    ):  # fmt: skip
        print("ready", flush=True)
        await stopped.wait()
    await database.close()


@contextmanager
def muster(url: str, protocol: str) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.mail_in", "listen", url, str(port), protocol]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - this very file
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield port
        finally:
            process.terminate()


@contextmanager
def postfix_with_maildir() -> Iterator[tuple[Postfix, Path]]:
    nobody = pwd.getpwnam("nobody")
    with tempfile.TemporaryDirectory(prefix="muster-maildir-", ignore_cleanup_errors=True) as place:
        shutil.chown(place, nobody.pw_uid, nobody.pw_gid)
        boxes = (
            "virtual_mailbox_domains = box.example\n"
            f"virtual_mailbox_base = {place}\n"
            f"virtual_mailbox_maps = inline:{{ {{ {BOX} = Maildir/ }} }}\n"
            "virtual_minimum_uid = 1\n"
            f"virtual_uid_maps = static:{nobody.pw_uid}\n"
            f"virtual_gid_maps = static:{nobody.pw_gid}\n"
        )
        with running_postfix(muster=str(free_port()), more=boxes) as postfix:
            yield postfix, Path(place) / "Maildir/new"


def until_all_there(postfix: Postfix, box: Path) -> None:
    """Wait until every mail is in the Maildir, and clear it for the next."""
    deadline = time.monotonic() + READY_SECONDS
    while not box.exists() or sum(1 for _ in box.iterdir()) < MAILS:
        assert time.monotonic() < deadline, postfix.log[-2000:]
        time.sleep(0.002)
    for mail in box.iterdir():
        mail.unlink()


def databases(stack: ExitStack, folder: Path) -> dict[str, str]:
    found_ones = {"SQLite (synchronous=FULL)": f"sqlite+aiosqlite:///{folder / 'muster.db'}"}
    binaries = find_binaries()
    if binaries is not None:
        cluster = stack.enter_context(running_cluster(binaries))
        found_ones["PostgreSQL (fsync on)"] = cluster.url(cluster.create())
    return found_ones


def contestants(stack: ExitStack, folder: Path) -> list[Contestant]:
    """Senders from outside connect for each mail; a mail server in front keeps its connections."""
    postfix, box = stack.enter_context(postfix_with_maildir())
    wait = partial(until_all_there, postfix, box)
    all_of_them = [
        Contestant("Postfix to Maildir, SMTP", EACH, postfix.port, BOX, settled=wait),
        Contestant("Postfix to Maildir, SMTP", SAME, postfix.port, BOX, KEPT, wait),
    ]
    for name, url in databases(stack, folder).items():
        by_smtp, by_lmtp = (stack.enter_context(muster(url, one)) for one in ("smtp", "lmtp"))
        all_of_them.append(Contestant(f"Muster on {name}, SMTP", EACH, by_smtp, ADDRESS))
        all_of_them.append(Contestant(f"Muster on {name}, LMTP", SAME, by_lmtp, ADDRESS, LMTP))
    return all_of_them


def main(runs: int) -> None:
    reason = why_not()
    if reason:
        sys.exit(reason)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-mail-in-")))
        everybody = contestants(stack, folder)
        rounds = [[mails_per_second(one) for one in everybody] for _ in range(runs)]
    words = f"{MAILS} mails of {BYTES} bytes by {SESSIONS} sessions, median of {runs} runs"
    Console(width=120).print(words, table_of(everybody, list(zip(*rounds, strict=True))))


def table_of(everybody: list[Contestant], rates: list[tuple[float, ...]]) -> Table:
    """Each beside Postfix with the same kind of connections, compared run by run."""
    postfix = {one.connections: rate for one, rate in zip(everybody, rates, strict=True) if one.to == BOX}
    table = Table("way in", "connections", "mails/s", "lowest", "highest", "times Postfix")
    for one, rate in zip(everybody, rates, strict=True):
        ratio = median(mine / theirs for mine, theirs in zip(rate, postfix[one.connections], strict=True))
        numbers = (f"{number:.0f}" for number in (median(rate), min(rate), max(rate)))
        table.add_row(one.name, one.connections, *numbers, f"{ratio:.2f}")
    return table


if __name__ == "__main__":
    if sys.argv[1:2] == ["listen"]:
        asyncio.run(listen(sys.argv[2], int(sys.argv[3]), sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
