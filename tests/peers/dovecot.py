"""A real Dovecot of our own: on loopback, in a temporary folder, as an ordinary user, gone when the test ends."""

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
import trustme
from imapclient import IMAPClient

from tests.peers.ports import free_port

PLACES = ("/usr/sbin/dovecot", "/usr/local/sbin/dovecot", "/opt/homebrew/sbin/dovecot")
START_SECONDS = 20.0
START_ATTEMPTS = 3
USER = "muster@facility.example"
PASSWORD = "s3cret and long"

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
instance_name = muster-test
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
auth_username_format = %Lu
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
mail_location = maildir:{home}/mail
mail_max_userip_connections = 100
mailbox_list_index = no
first_valid_uid = 1
{more}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%Lu {home}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
OAUTH2 = """
tokeninfo_url = {token_info}
introspection_mode =
username_attribute = email
active_attribute = active
active_value = yes
timeout_msecs = 3000
"""


class DovecotFailedError(RuntimeError):
    """Dovecot did not start; its log is the message."""


@dataclass
class Dovecot:
    """One account on a server that can be killed and started again."""

    program: Path
    home: Path
    port: int
    tls_port: int
    authority: trustme.CA
    settings: str = ""
    """More lines of dovecot.conf, e.g. to take capabilities away."""
    password: str = PASSWORD
    token_info: str = "http://127.0.0.1:9/"
    _server: "subprocess.Popen[bytes] | None" = None
    _numbers: Iterator[int] = field(default_factory=count)
    _validities: Iterator[int] = field(default_factory=lambda: count(3))

    def start(self) -> None:
        """Return when it answers."""
        self._write_configuration()
        with (self.home / "out").open("ab") as out:
            self._server = subprocess.Popen(
                [self.program, "-F", "-c", self.home / "dovecot.conf"],
                stdout=out, stderr=out, cwd=self.home, start_new_session=True,
                user=_user().pw_uid, group=_user().pw_gid, extra_groups=[] if os.geteuid() == 0 else None,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not _greets(self.port):
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise DovecotFailedError(self.log())
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL for the server and everything it started: every connection breaks at once."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(START_SECONDS)
            self._server = None
        shutil.rmtree(self.home / "run", ignore_errors=True)
        for lock in (self.home / "mail").rglob("*.lock"):
            lock.unlink(missing_ok=True)  # the next server would wait two minutes for the dead one

    def log(self) -> str:
        found = (self.home / name for name in ("log", "out"))
        return "\n".join(file.read_text(errors="replace") for file in found if file.exists())

    def deliver(self, raw: bytes, *, folder: str = "", flags: str = "", arrived: float | None = None) -> None:
        """Put a mail into the mailbox as a delivery agent does: complete, then under its name."""
        self.deliver_all([raw], folder=folder, flags=flags, arrived=arrived)

    def deliver_all(
        self, mails: Iterable[bytes], *, folder: str = "", flags: str = "", arrived: float | None = None
    ) -> None:
        box = self._maildir(folder)
        for raw in mails:
            name = f"{int(arrived or time.time())}.M{next(self._numbers):09}P{os.getpid()}.test,S={len(raw)}"
            (box / "tmp" / name).write_bytes(raw)
            if arrived is not None:
                os.utime(box / "tmp" / name, (arrived, arrived))
            _hand_over(box / "tmp" / name)
            (box / "tmp" / name).rename(
                box / ("cur" if flags else "new") / f"{name}{f':2,{flags}' * bool(flags)}"
            )

    def stored(self, folder: str = "") -> list[bytes]:
        """The mails that lie in a folder now."""
        box = self.home / "mail" / (f".{folder}" if folder else "")
        files = sorted(file for part in ("new", "cur") for file in (box / part).glob("*"))
        return [raw for file in files if (raw := read_if_there(file)) is not None]

    def count(self, folder: str = "") -> int:
        """How many mails lie in a folder now."""
        box = self.home / "mail" / (f".{folder}" if folder else "")
        return sum(len(list((box / part).iterdir())) for part in ("new", "cur") if (box / part).is_dir())

    def renumber(self) -> None:
        """Forget all numbers: who opens the folder next finds another UIDVALIDITY."""
        self._number(next(self._validities))

    def rewind(self, validity: int) -> None:
        """Begin to count anew under the same UIDVALIDITY, as after a careless restore from a backup."""
        self._number(validity)

    def _number(self, validity: int) -> None:
        box = self._maildir("")
        for file in box.glob("dovecot*"):
            file.unlink(missing_ok=True)  # a session that ends puts its lock away meanwhile
        numbers = box / "dovecot-uidlist"
        numbers.write_text(f"3 V{validity} N1\n", encoding="ascii")
        _hand_over(numbers)

    @contextmanager
    def person(self) -> Iterator[IMAPClient]:
        """Somebody who uses the same mailbox with a mail program."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=20) as client:
            client.login(USER, PASSWORD)
            client.select_folder("INBOX")
            yield client

    def _maildir(self, folder: str) -> Path:
        box = self.home / "mail" / (f".{folder}" if folder else "")
        for part in ("cur", "new", "tmp"):
            if not (box / part).is_dir():
                (box / part).mkdir(parents=True)
                for made in (box / part, box, box.parent):
                    _hand_over(made)
        return box

    def _write_configuration(self) -> None:
        entry = _user()
        group = grp.getgrgid(entry.pw_gid).gr_name
        values: Mapping[str, object] = {
            "home": self.home, "user": entry.pw_name, "group": group, "uid": entry.pw_uid, "gid": entry.pw_gid,
            "port": self.port, "tls_port": self.tls_port, "more": self.settings,
        }  # fmt: skip
        (self.home / "dovecot.conf").write_text(CONFIG.format_map(values), encoding="utf-8")
        (self.home / "users").write_text(f"{USER}:{{PLAIN}}{self.password}\n", encoding="utf-8")
        (self.home / "oauth2.conf").write_text(OAUTH2.format(token_info=self.token_info), encoding="utf-8")


def find_dovecot() -> Path | None:
    """The server program, if it is installed."""
    found = (Path(place) for place in (shutil.which("dovecot"), *PLACES) if place)
    return next((place for place in found if place.exists()), None)


def program_or_skip() -> Path:
    """The server program; without it a test is skipped with the reason, and fails in CI."""
    program = find_dovecot()
    if program is None:
        reason = "no Dovecot found (Debian: apt-get install dovecot-imapd dovecot-lmtpd)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


@contextmanager
def dovecot(
    settings: str = "", *, password: str = PASSWORD, token_info: str = "http://127.0.0.1:9/"
) -> Iterator[Dovecot]:
    """A running server with one empty mailbox."""
    program = program_or_skip()
    with tempfile.TemporaryDirectory(prefix="muster-imap-", ignore_cleanup_errors=True) as place:
        home = Path(place)
        authority = trustme.CA()
        _certify(authority, home)
        _hand_over(home)
        server = _started(program, home, authority, settings, password, token_info)
        try:
            yield server
        finally:
            server.kill()


def _started(
    program: Path, home: Path, authority: trustme.CA, settings: str, password: str, token_info: str
) -> Dovecot:
    """The server; tries again when somebody else took a port first."""
    failure = DovecotFailedError()
    for _ in range(START_ATTEMPTS):
        ports = (free_port(), free_port())
        server = Dovecot(program, home, *ports, authority, settings, password, token_info)
        try:
            server.start()
        except DovecotFailedError as error:
            server.kill()
            failure = error
        else:
            return server
    raise failure


def _certify(authority: trustme.CA, home: Path) -> None:
    issued = authority.issue_cert("127.0.0.1", "localhost")
    issued.private_key_pem.write_to_path(home / "key.pem")
    issued.cert_chain_pems[0].write_to_path(home / "cert.pem")
    for name in ("key.pem", "cert.pem"):
        _hand_over(home / name)


def _user() -> pwd.struct_passwd:
    """Dovecot gives no mail to root; whom to become, or who we are."""
    return pwd.getpwuid(os.geteuid()) if os.geteuid() else pwd.getpwnam("nobody")


def _hand_over(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, _user().pw_uid, _user().pw_gid)


def read_if_there(file: Path) -> bytes | None:
    """The file, unless it is being moved just now."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            return line.recv(4) == b"* OK"
    except OSError:
        return False
