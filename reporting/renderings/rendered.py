"""A document in the format somebody asked for; what a format needs is loaded when it is wanted."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from reporting.drawings.drawn import draw
from reporting.paper import Paper, Part
from reporting.renderings.as_csv import as_csv
from reporting.renderings.as_json import as_json
from reporting.renderings.as_text import as_text

Form = Literal["text", "csv", "json", "xlsx", "html", "pdf", "docx", "png", "svg"]
FORMS: tuple[Form, ...] = get_args(Form)
PICTURES: frozenset[Form] = frozenset({"png", "svg"})
"""Formats of a figure alone."""
BINARY: frozenset[Form] = frozenset({"xlsx", "pdf", "docx", "png"})
"""Formats that no terminal can show."""
DOCUMENTS: tuple[Form, ...] = ("text", "json", "xlsx", "html", "pdf", "docx")
"""Formats that hold several reports at once."""


def rendered(paper: Paper, form: Form) -> bytes:
    """The document as a file of this format; a picture or a CSV file holds its first report."""
    if form in PICTURES:
        return _drawn(next(paper.parts), paper.language, form)
    return _RENDERERS[form](paper)


def _drawn(part: Part, language: str, form: Form) -> bytes:
    if part.figure is None:
        raise ValueError(f"{part.page.name} is no figure")
    return draw(part.figure, language, "png" if form == "png" else "svg")


def _csv(paper: Paper) -> bytes:
    return as_csv(next(paper.parts).table).encode()


def _json(paper: Paper) -> bytes:
    """One report as itself; several as a list under the title of the document."""
    parts = [_told(part, paper) for part in paper.parts]
    told = parts[0] if len(parts) == 1 else {"name": paper.name, "title": paper.title, "reports": parts}
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def _told(part: Part, paper: Paper) -> dict[str, Any]:
    return as_json(part.table, as_of=paper.as_of, language=paper.language, span=part.page.span)


# Each of these brings a library of its own, which no other format needs.
def _xlsx(paper: Paper) -> bytes:
    from reporting.renderings.as_xlsx import as_xlsx  # noqa: PLC0415 -- openpyxl

    return as_xlsx(paper)


def _html(paper: Paper) -> bytes:
    from reporting.renderings.as_html import as_html  # noqa: PLC0415 -- Jinja2

    return as_html(paper)


def _pdf(paper: Paper) -> bytes:
    from reporting.renderings.as_pdf import as_pdf  # noqa: PLC0415 -- typst

    return as_pdf(paper)


def _docx(paper: Paper) -> bytes:
    from reporting.renderings.as_docx import as_docx  # noqa: PLC0415 -- python-docx

    return as_docx(paper)


_RENDERERS: Mapping[Form, Callable[[Paper], bytes]] = {
    "text": as_text,
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}
