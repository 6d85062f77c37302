"""The documents that a mail brings along: read from the database only when the mail is made."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from sqlmodel import col, select

from storage.requests import StoredFile
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it goes into a mail."""

    filename: str
    media_type: str
    content: bytes


Fetch = Callable[[Sequence[int]], Awaitable[Sequence[Enclosure]]]
"""From the numbers of stored files to the files; those that are gone are left out."""


async def nothing_to_enclose(_numbers: Sequence[int]) -> Sequence[Enclosure]:
    """No document goes out by mail."""
    return ()


def stored_documents(transaction: Transaction) -> Fetch:
    """Fetches documents from the database."""

    async def fetch(numbers: Sequence[int]) -> Sequence[Enclosure]:
        query = select(StoredFile).where(col(StoredFile.id).in_(numbers)).order_by(col(StoredFile.id))
        async with transaction() as session:
            files = (await session.exec(query)).all()
            return tuple(Enclosure(file.filename, file.media_type, file.content) for file in files)

    return fetch


def documents_of(payload: Mapping[str, object]) -> tuple[int, ...]:
    """The numbers of the stored files that the letter of a mail job brings along."""
    letter = payload.get("letter")
    numbers = letter.get("documents") if isinstance(letter, dict) else None
    return tuple(one for one in numbers if isinstance(one, int)) if isinstance(numbers, list | tuple) else ()


def enclose(mail: EmailMessage, enclosures: Sequence[Enclosure]) -> None:
    """Attach the files; one that does not say what it is goes as bytes."""
    for one in enclosures:
        kind, _, subtype = one.media_type.partition("/")
        known = kind.isalpha() and subtype.replace("-", "").replace(".", "").replace("+", "").isalnum()
        # A text or a message would be written anew; as bytes it arrives as it is.
        plain = known and kind not in {"text", "message", "multipart"}
        maintype, subtype = (kind, subtype) if plain else ("application", "octet-stream")
        mail.add_attachment(one.content, maintype=maintype, subtype=subtype, filename=one.filename)
