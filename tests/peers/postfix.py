"""A real Postfix of our own: in a temporary directory, on free ports of loopback, gone when the tests end.

Its configuration is the one docs/email.md tells operators to write, with other ports and places.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.peers.ports import free_port

DOMAIN = "help.facility.example"
ADDRESS = f"muster@{DOMAIN}"
PAGE = Path(__file__).parents[2] / "docs/email.md"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
START_SECONDS = 20.0
STOP_SECONDS = 15.0
MOST_STARTS = 3
"""Where a socket holds ten datagrams (no systemd), master sometimes fills its own log before anybody reads it, and hangs."""

# What every Postfix needs and no operator writes: a main.cf and master.cf as Debian installs them, in another place.
BASE = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = {commands}
daemon_directory = {daemons}
maillog_file = {home}/log
maillog_file_prefixes = {home}
myhostname = relay.example
mydestination =
mynetworks = {trusted}
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
alias_database =
default_transport = error:nothing leaves this machine
minimal_backoff_time = 5s
service_throttle_time = 1s
"""
SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


class PostfixError(AssertionError):
    """Postfix did not start; its log is the message."""


@dataclass(frozen=True, slots=True)
class Postfix:
    """A running Postfix that passes mail for `DOMAIN` on."""

    home: Path
    port: int

    @property
    def log(self) -> str:
        """All it has written; deliveries have `status=`."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    def statuses(self) -> list[tuple[str, str]]:
        """Recipient and status of each attempt at delivery so far."""
        return re.findall(r"to=<([^>]*)>,.* status=(\w+)", self.log)

    def queue(self) -> list[str]:
        """The recipients that still wait."""
        lines = self.command("postqueue", "-j").splitlines()
        return [one["address"] for line in lines for one in json.loads(line)["recipients"]]

    def flush(self) -> None:
        """Try everything again now."""
        self.command("postqueue", "-f")

    def forget(self) -> None:
        """Empty the queue."""
        self.command("postsuper", "-d", "ALL")

    def command(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [found(program), "-c", self.home / "etc", *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout


def why_not() -> str:
    """Why no Postfix can be started here; '' if it can."""
    if not shutil.which("postfix", path=PLACES):
        return "no Postfix found (Debian: apt-get install postfix)"
    return "" if os.geteuid() == 0 else "Postfix can only be started by root"


def found(program: str) -> str:
    return shutil.which(program, path=PLACES) or program


def documented(name: str, way: str) -> str:
    """The lines docs/email.md wants in a file, with one of its ways to hand mail over."""
    page = PAGE.read_text(encoding="utf-8")
    block = page.split(f"`{name}`", 1)[1].split("```", 2)[1].partition("\n")[2]
    ways = page.split("**Other ways to hand over.**")[1].split("```")[1].splitlines()[1:]
    [chosen] = [one for one in ways if one.startswith(way)]
    return block.replace(ways[0], chosen)


@contextmanager
def running_postfix(
    way: str = "muster:inet", *, muster: str, trusted: str = "", more: str = "", services: str = ""
) -> Iterator[Postfix]:
    """Postfix set up as docs/email.md says, handing mail over to `muster`, a port or a socket."""
    with tempfile.TemporaryDirectory(prefix="muster-postfix-", ignore_cleanup_errors=True) as place:
        home = Path(place)
        home.chmod(0o755)
        for name in ("etc", "queue", "data"):
            (home / name).mkdir()
        (home / "log").touch(0o666)
        for name in ("data", "log"):
            shutil.chown(home / name, "postfix")
        port = free_port()
        _write_main(home, way, muster, trusted, more)
        _write_master(home, port, services)
        with _started(home, port) as postfix:
            try:
                yield postfix
            except BaseException as error:
                error.add_note(f"Postfix wrote:\n{postfix.log}")
                raise


def _write_main(home: Path, way: str, muster: str, trusted: str, more: str) -> None:
    etc = home / "etc"
    documented_lines = documented("/etc/postfix/main.cf", way).replace("/etc/postfix/", f"{etc}/")
    documented_lines = documented_lines.replace("/var/spool/postfix/muster/lmtp", muster)
    documented_lines = documented_lines.replace("127.0.0.1:2525", f"127.0.0.1:{muster}")
    documented_lines = documented_lines.replace("[127.0.0.1]:2525", f"[127.0.0.1]:{muster}")
    base = BASE.format(
        home=home, commands=Path(found("postqueue")).parent, daemons=_daemons(), trusted=trusted
    )
    (etc / "main.cf").write_text(f"{base}{documented_lines}{more}\n", encoding="utf-8")
    recipients = documented("/etc/postfix/muster_recipients", way)
    (etc / "muster_recipients").write_text(recipients, encoding="utf-8")


def _write_master(home: Path, port: int, services: str) -> None:
    lines = SERVICES.format(port=port) + documented("/etc/postfix/master.cf", "muster:inet") + services
    (home / "etc/master.cf").write_text(lines, encoding="utf-8")


def _daemons() -> str:
    told = subprocess.run(
        [found("postconf"), "-d", "-h", "daemon_directory"], capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


@contextmanager
def _started(home: Path, port: int) -> Iterator[Postfix]:
    postfix, process = Postfix(home, port), _run(home, "start-fg")
    try:
        for _ in range(MOST_STARTS - 1):
            if _answers(postfix, process):
                break
            _end(home, process)
            process = _run(home, "start-fg")
        if not _answers(postfix, process):
            raise PostfixError(postfix.log)
        yield postfix
    finally:
        _end(home, process)


def _run(home: Path, order: str) -> "subprocess.Popen[bytes]":
    """Postfix's own command, the leader of what it starts."""
    return subprocess.Popen(
        [found("postfix"), "-c", home / "etc", order],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _end(home: Path, process: "subprocess.Popen[bytes]") -> None:
    """Ask it to stop; one that does not is killed, master first: it may wait for ever for a full log."""
    asked = _run(home, "stop")
    try:
        asked.wait(STOP_SECONDS)
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        for leader in (*_masters(home), asked.pid):
            with suppress(ProcessLookupError):
                os.killpg(leader, signal.SIGKILL)
        for one in (asked, process):
            one.kill()
            one.wait()


def _masters(home: Path) -> list[int]:
    """The leader of all that this Postfix started, if it still runs in this place."""
    file = home / "queue/pid/master.pid"
    told = file.read_text(encoding="ascii").split() if file.exists() else []
    number = int(told[0]) if told and told[0].isdecimal() else 0
    here = Path(f"/proc/{number}/cwd")
    return [number] if number and here.exists() and here.resolve() == (home / "queue").resolve() else []


def _answers(postfix: Postfix, process: "subprocess.Popen[bytes]") -> bool:
    """Whether it greets within the time: an open port alone is master's, who may hang."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", postfix.port), timeout=START_SECONDS / 2) as open_:
                if open_.recv(4) == b"220 ":
                    return True
        except OSError:
            time.sleep(0.02)
    return False
