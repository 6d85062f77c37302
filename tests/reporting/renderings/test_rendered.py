import json

import pytest

from reporting.renderings.rendered import DOCUMENTS, Form, rendered
from tests.reporting.papers import chapters, paper

BEGINNINGS: list[tuple[Form, bytes]] = [
    ("text", b"Expert-days"),
    ("csv", b"origin,country,public"),
    ("json", b"{"),
    ("xlsx", b"PK"),
    ("html", b"<!doctype html>"),
    ("pdf", b"%PDF-"),
    ("docx", b"PK"),
]


@pytest.mark.parametrize(("form", "beginning"), BEGINNINGS, ids=[form for form, _ in BEGINNINGS])
def test_each_format_is_what_it_says(form: Form, beginning: bytes) -> None:
    assert rendered(paper("table4"), form).startswith(beginning)


@pytest.mark.parametrize(("form", "beginning"), [("png", b"\x89PNG"), ("svg", b"<?xml")], ids=["png", "svg"])
def test_a_figure_can_be_a_picture(form: Form, beginning: bytes) -> None:
    assert rendered(paper("figure6"), form).startswith(beginning)


def test_a_table_is_no_picture() -> None:
    with pytest.raises(ValueError, match="table4 is no figure"):
        rendered(paper("table4"), "png")


def test_several_reports_are_a_list_for_scripts() -> None:
    told = json.loads(rendered(chapters(), "json"))

    assert (told["name"], [one["name"] for one in told["reports"]]) == ("interim", ["table4", "annex-b"])


def test_documents_have_more_formats_than_one() -> None:
    assert set(DOCUMENTS) < {form for form, _ in BEGINNINGS}
