"""Office files are archives that note the hour they were made; ours note the moment of the snapshot instead."""

import io
import re
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""No archive can tell of a time before."""
_FACTS = "docProps/core.xml"
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def steady(archive: bytes, as_of: datetime) -> bytes:
    """The same members with the moment as their time, so that the same document is the same file."""
    moment = max(as_of.astimezone(UTC), _EARLIEST)
    written = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _FACTS:
                stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = _CHANGED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            new.writestr(ZipInfo(name, moment.timetuple()[:6]), content, ZIP_DEFLATED)
    return written.getvalue()
