"""Table 1: the institutions that run the facility."""

from reporting.history import History
from reporting.table import Column, Line, Naming, Table, Unit


def table1(history: History) -> Table:
    """The members of the consortium with their countries, the leader first."""
    return Table(
        "table1",
        (Column("country", Unit.COUNTRY), Column("role", Unit.STAGE)),
        tuple(
            Line(Naming.INSTITUTION, member.name, (member.country, "leader" if member.leader else "member"))
            for member in history.members
        ),
    )
