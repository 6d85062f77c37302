from reporting.history import History, Member
from reporting.page import Row, page_of
from reporting.table import Line, Naming
from reporting.tables.table1 import table1
from tests.reporting.past import AS_OF, facility

HISTORY = History(AS_OF, members=(Member("Federal Institute", "DE", leader=True), Member("Agence", "FR")))


def test_the_members_stand_in_their_order_with_country_and_role() -> None:
    assert table1(HISTORY).lines == (
        Line(Naming.INSTITUTION, "Federal Institute", ("DE", "leader")),
        Line(Naming.INSTITUTION, "Agence", ("FR", "member")),
    )


def test_country_and_role_are_put_in_words() -> None:
    page = page_of(table1(HISTORY), as_of=AS_OF, language="fr")

    assert page.heads == ("Pays", "Rôle")
    assert page.rows == (
        Row("Federal Institute", ("Allemagne", "Chef de file du consortium")),
        Row("Agence", ("France", "Membre du consortium")),
    )


def test_a_facility_run_by_nobody_else_has_an_empty_table() -> None:
    assert table1(History(AS_OF)).lines == ()


def test_the_consortium_of_the_public_report_is_ours() -> None:
    lines = table1(facility()).lines

    assert [line.cells for line in lines] == [
        ("DE", "leader"),
        ("DE", "member"),
        ("FR", "member"),
        ("ES", "member"),
    ]
