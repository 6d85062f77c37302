"""The registers that are rows and nothing else: how each is read and stored, by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from intake import import_activities, import_assignments, import_contacts, import_missions, import_papers
from intake.csv_table import Columns
from intake.import_row import Record, Refused, Stored, Taken
from intake.store_activities import store_activities
from intake.store_assignments import store_assignments
from intake.store_contacts import store_contacts, store_focal_points, store_institutions
from intake.store_missions import store_missions
from intake.store_papers import store_deliverables, store_evaluations


class Row(Protocol):
    """A row that could be read."""

    @property
    def line(self) -> int:
        """Where it stands in its file."""

    @property
    def code(self) -> str:
        """What it is known by."""


Rows_contra = TypeVar("Rows_contra", bound=Row, contravariant=True)


class Store(Protocol[Rows_contra]):
    """Adds or corrects rows of the database."""

    async def __call__(self, session: AsyncSession, rows: Sequence[Rows_contra], *, now: datetime) -> Stored:
        """What became of the rows."""


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """How the rows of a register are read and stored."""

    columns: Columns
    known_by: str
    """The column at which a repeat is told."""
    read: Callable[[Record], Taken[Any] | Refused]
    store: Store[Any]


KINDS: Mapping[str, RegisterKind] = MappingProxyType(
    {
        "institutions": RegisterKind(
            import_contacts.INSTITUTION_COLUMNS,
            "institution",
            import_contacts.read_institution,
            store_institutions,
        ),
        "contacts": RegisterKind(
            import_contacts.CONTACT_COLUMNS, "email", import_contacts.read_contact, store_contacts
        ),
        "focal-points": RegisterKind(
            import_contacts.FOCAL_POINT_COLUMNS, "email", import_contacts.read_focal_point, store_focal_points
        ),
        "activities": RegisterKind(
            import_activities.COLUMNS, "number", import_activities.read_activity, store_activities
        ),
        "missions": RegisterKind(
            import_missions.COLUMNS, "mission", import_missions.read_mission, store_missions
        ),
        "assignments": RegisterKind(
            import_assignments.COLUMNS, "expert_id", import_assignments.read_assignment, store_assignments
        ),
        "deliverables": RegisterKind(
            import_papers.DELIVERABLE_COLUMNS, "title", import_papers.read_deliverable, store_deliverables
        ),
        "evaluations": RegisterKind(
            import_papers.EVALUATION_COLUMNS, "evaluator", import_papers.read_evaluation, store_evaluations
        ),
    }
)
"""Experts and requests have more to check and are read in `intake.imports`."""
