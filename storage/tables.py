"""Every table in one place: import this before the metadata is used for a migration or a comparison."""

from sqlmodel import SQLModel

from storage import (
    address_proofs,
    assignments,
    cards,
    expert_texts,
    feedback,
    journal,
    mail,
    mailboxes,
    missions,
    partner_links,
    people,
    requests,
)

MODULES = (
    people,
    requests,
    missions,
    assignments,
    mail,
    mailboxes,
    journal,
    cards,
    address_proofs,
    expert_texts,
    feedback,
    partner_links,
)
metadata = SQLModel.metadata
