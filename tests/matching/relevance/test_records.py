import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.relevance.document import Document, Expert, Request
from matching.relevance.records import Flaw, read_expert, read_request


def expert(record: Any) -> Expert | Flaw:
    return read_expert(json.dumps(record).encode())


def request(record: Any) -> Request | Flaw:
    return read_request(json.dumps(record).encode())


def test_an_expert_has_an_id_and_documents() -> None:
    paper = {"title": "Pensions", "text": "Reform in Togo.", "language": "en"}

    assert expert({"id": "EX-1", "documents": [paper, {"text": "Loi"}]}) == Expert(
        "EX-1", (Document("Pensions", "Reform in Togo.", "en"), Document("", "Loi"))
    )


def test_a_request_is_a_document_with_an_id() -> None:
    assert request({"id": "7", "title": "Appui", "text": "", "language": "fr"}) == Request(
        "7", Document("Appui", "", "fr")
    )


def test_whole_numbers_are_ids_too() -> None:
    assert request({"id": 17, "text": ""}) == Request("17", Document("", ""))


def test_what_nobody_asked_for_is_ignored() -> None:
    assert request({"id": "7", "title": "A", "year": 2026, "authors": [1]}) == Request("7", Document("A", ""))


def test_null_is_as_good_as_left_out() -> None:
    assert request({"id": "7", "title": "A", "text": None, "language": None}) == Request(
        "7", Document("A", "")
    )


def test_an_expert_may_have_no_documents_and_a_document_no_words() -> None:
    assert expert({"id": "a", "documents": []}) == Expert("a", ())
    assert expert({"id": "a", "documents": [{"title": ""}]}) == Expert("a", (Document("", ""),))


def test_a_byte_order_mark_is_no_flaw() -> None:
    assert read_request(b'\xef\xbb\xbf{"id": "1", "text": "x"}\r\n') == Request("1", Document("", "x"))


@pytest.mark.parametrize("given_id", [None, "", "  ", True, 1.5, ["a"], {"a": 1}, "\ud800"])
def test_an_id_is_a_text_or_a_whole_number(given_id: Any) -> None:
    assert request({"id": given_id, "text": "x"}) == Flaw("no_id")
    assert expert({"id": given_id, "documents": []}) == Flaw("no_id")


def test_an_id_is_needed() -> None:
    assert request({"text": "x"}) == Flaw("no_id")


@pytest.mark.parametrize("documents", [None, "Pensions", {"title": "Pensions"}, 3])
def test_documents_are_a_list(documents: Any) -> None:
    assert expert({"id": "a", "documents": documents}) == Flaw("no_documents")


@pytest.mark.parametrize(
    ("documents", "flaw"),
    [
        (["Pensions"], Flaw("no_document", "documents[0]")),
        ([{"title": "A"}, {}], Flaw("empty_document", "documents[1]")),
        ([{"abstract": "A"}], Flaw("empty_document", "documents[0]")),
        ([{"title": None, "text": None}], Flaw("empty_document", "documents[0]")),
        ([{"title": 3}], Flaw("not_text", "documents[0].title")),
        ([{"title": "A", "text": ["B"]}], Flaw("not_text", "documents[0].text")),
        ([{"title": "A", "language": 4}], Flaw("not_text", "documents[0].language")),
    ],
)
def test_a_flaw_of_a_document_says_where_it_is(documents: Any, flaw: Flaw) -> None:
    assert expert({"id": "a", "documents": documents}) == flaw


def test_a_request_needs_a_title_or_a_text() -> None:
    assert request({"id": "a"}) == Flaw("no_text")
    assert request({"id": "a", "title": 1}) == Flaw("not_text", "title")


@pytest.mark.parametrize("line", [b"[]", b"3", b'"a"', b"null", b"NaN"])
def test_a_line_is_an_object(line: bytes) -> None:
    assert read_expert(line) == read_request(line) == Flaw("no_object")


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        (b'{"id": "a" "text"}', Flaw("not_json", detail="12")),
        (b"id,title", Flaw("not_json", detail="1")),
        (b"[" * 200_000, Flaw("not_json", detail="1")),
        (b'{"id": ' + b"7" * 5_000 + b"}", Flaw("not_json", detail="1")),
        (b'{"id": "\xe9"}', Flaw("not_utf8")),
    ],
)
def test_what_is_no_json_is_told(line: bytes, flaw: Flaw) -> None:
    assert read_expert(line) == read_request(line) == flaw


@given(st.binary(max_size=60))
def test_any_bytes_are_a_record_or_a_flaw(line: bytes) -> None:
    assert isinstance(read_expert(line), Expert | Flaw)
    assert isinstance(read_request(line), Request | Flaw)


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "text", "language", "documents"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(_ANYTHING)
def test_any_json_is_a_record_or_a_flaw(record: Any) -> None:
    assert isinstance(expert(record), Expert | Flaw)
    assert isinstance(request(record), Request | Flaw)
