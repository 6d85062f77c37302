"""The registers by name: what each is called, its columns, and which of them are nobody's business but an officer's."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel.ext.asyncio.session import AsyncSession

from intake import (
    import_activities,
    import_assignments,
    import_contacts,
    import_experts,
    import_missions,
    import_papers,
    import_requests,
)
from intake.csv_table import Columns
from reporting.registers import actions, people
from reporting.registers.cells import Cells

NOT_KEPT = frozenset({"latest_activity_financed_by_successor"})
"""Columns that an import reads and only the journal keeps."""


@dataclass(frozen=True, slots=True)
class Register:
    """One register, with the columns of its import, so that what is exported can be read again."""

    name: str
    read: Columns
    key: tuple[str, ...]
    """What a row is known by."""
    rows: Callable[[AsyncSession], Awaitable[list[Cells]]]
    private: frozenset[str] = frozenset()
    """Columns with personal data: left out for observers."""

    def columns(self, *, private: bool) -> tuple[str, ...]:
        """The columns for somebody who may see personal data, or may not."""
        hidden = NOT_KEPT if private else NOT_KEPT | self.private
        return tuple(name for name in self.read.all if name not in hidden)


_ALL = (
    Register(
        "institutions", import_contacts.INSTITUTION_COLUMNS, ("institution", "country"), people.institutions
    ),
    Register(
        "contacts",
        import_contacts.CONTACT_COLUMNS,
        ("email",),
        people.contacts,
        frozenset({"email", "name", "phone"}),
    ),
    Register(
        "focal-points",
        import_contacts.FOCAL_POINT_COLUMNS,
        ("email", "country"),
        people.focal_points,
        frozenset({"email", "note"}),
    ),
    Register(
        "experts",
        import_experts.COLUMNS,
        ("expert_id",),
        people.experts,
        frozenset({"first_name", "last_name", "email", "employer", "opted_out", "cv_summary"}),
    ),
    Register("requests", import_requests.COLUMNS, ("action_code",), actions.actions),
    Register("activities", import_activities.COLUMNS, ("action_code", "number"), actions.activities),
    Register("missions", import_missions.COLUMNS, ("mission",), actions.missions),
    Register(
        "assignments",
        import_assignments.COLUMNS,
        ("action_code", "expert_id", "mission"),
        actions.assignments,
    ),
    Register(
        "deliverables",
        import_papers.DELIVERABLE_COLUMNS,
        ("action_code", "kind", "title"),
        actions.deliverables,
        frozenset({"title", "note"}),
    ),
    Register(
        "evaluations",
        import_papers.EVALUATION_COLUMNS,
        ("action_code", "expert_id", "evaluator"),
        actions.evaluations,
        frozenset({"evaluator", "words", "flag_reason"}),
    ),
)
REGISTERS: Mapping[str, Register] = MappingProxyType({register.name: register for register in _ALL})
"""In the order in which an import needs them: each names only what those before it hold."""
