from datetime import date

import pytest

from intake.printed_dates import PrintedDate, read_printed_date


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("16/01/2014", PrintedDate(date(2014, 1, 16))),
        ("2014-01-16", PrintedDate(date(2014, 1, 16))),
        (" 4/2/2014 ", PrintedDate(date(2014, 2, 4))),
        ("15/072014", PrintedDate(date(2014, 7, 15), "missing_separator")),
        ("1507/2014", PrintedDate(date(2014, 7, 15), "missing_separator")),
        ("14/May/2014", PrintedDate(date(2014, 5, 14), "month_name")),
        ("14 mai 2014", PrintedDate(date(2014, 5, 14), "month_name")),
        ("16.1.2014", PrintedDate(date(2014, 1, 16), "separator")),
        ("16/01/14", PrintedDate(date(2014, 1, 16), "short_year")),
        ("01/16/2014", PrintedDate(date(2014, 1, 16), "month_first")),
        ("99/99/2014", None),
        ("30/02/2014", None),
        ("14/Foo/2014", None),
        ("", None),
        ("soon", None),
    ],
)
def test_printed_dates_are_read_even_when_misprinted(printed: str, expected: PrintedDate | None) -> None:
    assert read_printed_date(printed) == expected
