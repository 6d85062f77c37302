from datetime import date

import pytest

from bot.dispatch.report_orders import (
    ReportOrder,
    read_report_action,
    read_report_command,
    read_report_reply,
)

SPRING, AUTUMN = date(2016, 4, 1), date(2016, 9, 30)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/report", ReportOrder()),
        ("/report@muster_bot table2", ReportOrder("table2")),
        ("/report Table 2 fr", ReportOrder("table2", "fr")),
        ("/report annexb español", ReportOrder("annex-b", "es")),
        ("/report interim 2016-09-30 2016-04-01 pt", ReportOrder("interim", "pt", SPRING, AUTUMN)),
        ("/report planning 2016-04-01", ReportOrder("planning", "", SPRING)),
        ("/report fr", ReportOrder(language="fr")),
        ("/report table9", ReportOrder(unknown="table9")),
        ("/reports", None),
        ("report table2", None),
    ],
)
def test_a_command_names_a_report_a_language_and_days(text: str, order: ReportOrder | None) -> None:
    assert read_report_command(text) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("REPORT table2", ReportOrder("table2")),
        ("Rapport figure 7 fr.\n\nMerci", ReportOrder("figure7")),
        ("RELATÓRIO silence", ReportOrder("silence")),
        ("Informe", ReportOrder()),
        ("Report on Togo follows tomorrow", None),
        ("Reporting table2", None),
        ("Dear Muster,\nREPORT table2", None),
        ("", None),
    ],
)
def test_a_mail_orders_a_report_only_by_its_name(text: str, order: ReportOrder | None) -> None:
    said = read_report_reply(text)

    assert (said and ReportOrder(said.name)) == order


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("report:table2", ReportOrder("table2")),
        ("reports:experts", ReportOrder(group="experts")),
        ("report:gone", ReportOrder()),
        ("reports:gone", ReportOrder()),
        ("queue:1", None),
        ("", None),
    ],
)
def test_a_button_names_a_report_or_a_group(action: str, order: ReportOrder | None) -> None:
    assert read_report_action(action) == order


def test_what_never_ends_is_read_in_no_time() -> None:
    assert read_report_command("/report " + "2016-04-01 " * 5000) is not None
