"""The two folders of a mailbox: the one that is read must exist, the one for what was read is made."""

from collections.abc import Mapping
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError


class FolderMissingError(Exception):
    """There is no folder of this name in the mailbox."""


def select(client: IMAPClient, folder: str, *, readonly: bool = False) -> Mapping[bytes, Any]:
    """What the server tells of the folder when it is opened."""
    try:
        told: Mapping[bytes, Any] = client.select_folder(folder, readonly=readonly)
    except IMAPClientError as error:
        if isinstance(error, client.AbortError) or client.folder_exists(folder):
            raise
        raise FolderMissingError(f"there is no folder {folder!r}") from error
    return told


def done_folder(client: IMAPClient, name: str) -> str:
    """The full name: some servers keep all folders of a person below INBOX."""
    if not client.has_capability("NAMESPACE"):
        return name
    personal = client.namespace().personal or ()
    prefix = str(personal[0][0]) if personal else ""
    return name if name.startswith(prefix) else prefix + name
