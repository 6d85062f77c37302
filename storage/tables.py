"""Every table in one place: import this before the metadata is used for a migration or a comparison."""

from sqlmodel import SQLModel

from storage import (
    address_proofs,
    assignments,
    cards,
    deliverables,
    evaluations,
    expert_cvs,
    expert_texts,
    feedback,
    focal_points,
    journal,
    mail,
    mailboxes,
    missions,
    newsletters,
    partner_links,
    people,
    requests,
    saved_lists,
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
    expert_cvs,
    feedback,
    partner_links,
    deliverables,
    evaluations,
    focal_points,
    saved_lists,
    newsletters,
)
metadata = SQLModel.metadata
