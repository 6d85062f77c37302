"""How much of an archive that an office program made may be unpacked; both kinds of document are such archives."""

import io
import zipfile

MAX_UNPACKED = 64 * 1024 * 1024
MAX_MEMBERS = 2_000


def members_of(content: bytes) -> dict[str, int] | None:
    """Name and size of each member; None if there is more than a form or a letter can have.

    What a member is said to hold is also the most that is ever unpacked of it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    sizes = {member.filename: member.file_size for member in members}
    too_large = len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED
    return None if too_large else sizes
