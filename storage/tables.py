"""Every table in one place: import this before the metadata is used for a migration or a comparison."""

from sqlmodel import SQLModel

from storage import journal, mail, mailboxes, missions, people, requests

MODULES = (people, requests, missions, mail, mailboxes, journal)
metadata = SQLModel.metadata
