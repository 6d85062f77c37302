import io
from datetime import UTC, datetime
from zipfile import ZipFile

from reporting.renderings.archive import steady


def archive(**members: str) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def test_members_keep_their_content_and_order_and_get_the_moment() -> None:
    made = steady(archive(b="two", a="one"), datetime(2016, 12, 31, 12, tzinfo=UTC))

    with ZipFile(io.BytesIO(made)) as file:
        assert [(one.filename, file.read(one), one.date_time) for one in file.infolist()] == [
            ("b", b"two", (2016, 12, 31, 12, 0, 0)),
            ("a", b"one", (2016, 12, 31, 12, 0, 0)),
        ]


def test_the_hour_of_making_is_replaced_in_the_facts() -> None:
    facts = '<x><dcterms:modified xsi:type="t">2026-01-01T00:00:00Z</dcterms:modified></x>'
    made = io.BytesIO(steady(archive(docProps__core=""), datetime(1970, 1, 1, tzinfo=UTC)))
    with ZipFile(made) as file:
        assert file.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)

    written = io.BytesIO()
    with ZipFile(written, "w") as file:
        file.writestr("docProps/core.xml", facts)
    with ZipFile(io.BytesIO(steady(written.getvalue(), datetime(2016, 12, 31, tzinfo=UTC)))) as file:
        assert b">2016-12-31T00:00:00Z<" in file.read("docProps/core.xml")
