"""`python -m bot.mail.document_child docx|odt|pdf|xml`: reads one document from stdin under limits, writes its words as JSON.

A process of its own, because the libraries that read documents were not made for strangers' files: whatever a file
makes them do, the memory, the time and the disk it can use are limited, and this process holds no secret.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from intake.documents import Document, Format, Reading, Trouble, Unreadable

CPU_SECONDS = 4
MEMORY_BYTES = 512 * 1024 * 1024
OPEN_FILES = 32


def main() -> None:
    """Read, understand, write. Every failure is an answer too; a limit that is reached ends the process."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        reading = _reader(Format(sys.argv[1]))(content)
    except MemoryError:
        reading = Unreadable(Trouble.TOO_LARGE)
    except Exception:  # noqa: BLE001 -- a file can make these libraries raise anything
        reading = Unreadable(Trouble.BROKEN)
    json.dump(_told(reading), sys.stdout)


def _told(reading: Reading) -> dict[str, object]:
    return asdict(reading) if isinstance(reading, Document) else {"trouble": reading.trouble}


def _reader(kind: Format) -> Callable[[bytes], Reading]:
    """Loads one library, and not before the limits hold."""
    if kind is Format.DOCX:
        from intake.docx_reading import read_docx  # noqa: PLC0415 -- see above

        return read_docx
    if kind is Format.ODT:
        from intake.odt_reading import read_odt  # noqa: PLC0415 -- see above

        return read_odt
    if kind is Format.XML:
        from intake.europass_file import read_xml  # noqa: PLC0415 -- see above

        return read_xml
    from intake.pdf_reading import read_pdf  # noqa: PLC0415 -- see above

    return read_pdf


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 -- not on every system; there the parent's clock is the only limit
    except ImportError:
        return
    for name, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(name)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (allowed, allowed))


if __name__ == "__main__":
    main()
