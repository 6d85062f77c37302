"""`muster documents`: the documents of a request, saved in a folder; nothing that is there already is overwritten."""

from pathlib import Path

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import stop, tell
from bot.cli.slips import request_typed, unknown_request
from bot.facility import Facility
from bot.texts.printable import one_line
from config.texts import say
from storage.requests import StoredFile

_PRIVATE = 0o700


def save(code: str, folder: Path | None) -> None:
    """Write every document of the request into the folder, by default one named after the request."""
    settings = facility_or_stop()
    code = one_line(code)[:40]

    async def look(facility: Facility) -> list[StoredFile] | str:
        async with facility.database.snapshot() as session:
            found = await _documents(session, code)
            return await unknown_request(session, code, settings.language) if found is None else found

    found = with_facility(settings, look)
    if isinstance(found, str):
        stop(found)
    if not found:
        tell(settings, "documents.none", code=code)
        return
    into = folder or Path(code)
    try:
        into.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        for file in found:
            tell(settings, "documents.saved", file=_write(into, file))
    except OSError as error:
        stop(say(settings.language, "cli.form.unwritable", file=into, error=error.strerror))


async def _documents(session: AsyncSession, code: str) -> list[StoredFile] | None:
    request = await request_typed(session, code)
    if request is None:
        return None
    query = select(StoredFile).where(StoredFile.request_id == request.id).order_by(col(StoredFile.id))
    return list((await session.exec(query)).all())


def _write(folder: Path, file: StoredFile) -> Path:
    """Where the document is; under a name with its number if another file has its name."""
    plain = folder / file.filename
    numbered = folder / f"{plain.stem}-{file.id}{plain.suffix}"
    for path in (plain, numbered):
        if not path.exists():
            path.write_bytes(file.content)
            return path
        if path.is_file() and path.read_bytes() == file.content:
            return path
    raise FileExistsError(0, "this name is taken", str(numbered))
