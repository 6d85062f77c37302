"""The listener's certificate: read from two files, and again when they change, so that renewal needs no restart."""

import logging
import ssl
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

_Stamp = tuple[tuple[int, int], ...]


class CertificateError(Exception):
    """The certificate cannot be used; the message is for the operator."""


@dataclass(slots=True)
class Certificate:
    """A certificate with its key; `Certificate.open` makes sure that both can be used."""

    chain: Path
    key: Path
    _context: ssl.SSLContext
    _stamp: _Stamp

    @classmethod
    def open(cls, chain: Path, key: Path) -> "Certificate":
        """The certificate in these files, or a CertificateError that says what is wrong with them."""
        try:
            stamp = _stamp(chain, key)
        except OSError as error:
            raise CertificateError(f"{error.filename} cannot be read: {error.strerror}") from error
        return cls(chain, key, _load(chain, key), stamp)

    def context(self) -> ssl.SSLContext:
        """What a new connection is protected with; a renewal that cannot be used (yet) changes nothing."""
        try:
            stamp = _stamp(self.chain, self.key)
            if stamp != self._stamp:
                self._context, self._stamp = _load(self.chain, self.key), stamp
                log.info("mail.certificate_renewed")
        except (OSError, CertificateError) as error:
            log.warning("mail.certificate_kept error=%s", error)
        return self._context


def _stamp(*files: Path) -> _Stamp:
    """Changes when a file does; programs that renew certificates replace files or links."""
    return tuple((stat.st_mtime_ns, stat.st_ino) for stat in (file.stat() for file in files))


def _load(chain: Path, key: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    for file in (chain, key):
        _readable(file)
    try:
        context.load_cert_chain(chain, key, password=_no_password)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise CertificateError(
                f"the key in {key} is not the key of the certificate in {chain}"
            ) from error
        raise CertificateError(f"{chain} and {key} must hold a certificate and its key as PEM") from error
    except _LockedError as error:
        raise CertificateError(f"{key} is protected with a password; Muster needs it without") from error
    return context


def _readable(file: Path) -> None:
    try:
        file.open("rb").close()
    except OSError as error:
        raise CertificateError(f"{file} cannot be read: {error.strerror}") from error


class _LockedError(Exception):
    """OpenSSL wants to know a password."""


def _no_password() -> str:
    """Without this, OpenSSL would ask at the terminal and wait."""
    raise _LockedError
