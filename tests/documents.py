"""Documents for tests: our own form filled in, PDF files by hand, and files that no honest program writes."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
from pypdf import PdfReader, PdfWriter

from bot.texts.paper_form import write_form
from config.languages import INTERFACE_LANGUAGES
from intake.field_list import FIELDS
from intake.paper_form import printed_label

MADE = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
ANSWERS: Mapping[str, str] = {
    "institution": "Ministry of Social Welfare",
    "country": "Zanzibar",
    "contact_name": "Salma Khamis",
    "title": "Monitoring of the universal social pension",
    "areas": "social pensions, monitoring and evaluation",
    "background": "The universal pension reaches 27,000 people over 70.\nWe do not know who is paid late.",
    "window": "9-27 March 2026",
    "duration_days": "5 days",
    "languages": "English",
    "experts": "2",
}
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def blank_form(folder: Path, language: str = "en") -> Path:
    """The form as `muster form` writes it."""
    file = folder / f"form-{language}.docx"
    write_form(file, language=language, facility="The Facility", address="muster@facility.example", now=MADE)
    return file


def fill_in(file: Path, answers: Mapping[str, str] = ANSWERS) -> bytes:
    """The form after a person at a ministry has typed into its right-hand column."""
    document = docx.Document(str(file))
    keys = {printed_label(field, code): key for key, field in FIELDS.items() for code in INTERFACE_LANGUAGES}
    for table in document.tables:
        for row in table.rows:
            key = keys.get(row.cells[0].paragraphs[0].text)
            if key in answers:
                row.cells[1].text = answers[key or ""]
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def docx_of(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A letter, perhaps with a table at its end."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(0, max(map(len, rows), default=1))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=False):
            cell.text = words
    return saved(document)


def docx_with_body(body: str, *, prolog: str = "") -> bytes:
    """A DOCX whose body is this XML, and everything else as usual."""
    plain = docx_of("x")
    made = io.BytesIO()
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{names}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return made.getvalue()


_ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "manifest")
)
ODT = "application/vnd.oasis.opendocument.text"


def odt_with_body(body: str, *, prolog: str = "", header: str = "", manifest: str = "") -> bytes:
    """An ODT whose text is this XML."""
    made = io.BytesIO()
    content = f"<office:document-content {_ODT_NAMES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    styles = (
        f"<office:document-styles {_ODT_NAMES}><style:header>{header}</style:header></office:document-styles>"
    )
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODT)
        archive.writestr("content.xml", f'<?xml version="1.0"?>{prolog}{content}')
        archive.writestr("styles.xml", styles)
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def odt_of(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A letter, perhaps with a table at its end."""
    cells = (
        "".join(f"<table:table-cell>{odt_paragraph(cell)}</table:table-cell>" for cell in row) for row in rows
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return odt_with_body("".join(map(odt_paragraph, paragraphs)) + f"<table:table>{table}</table:table>")


def odt_paragraph(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def hostile_odt() -> dict[str, Callable[[], bytes]]:
    """ODT files of the same kinds as `hostile_docx`."""
    whole = odt_of("Title", "Background")
    return {
        "empty": lambda: b"",
        "cut in half": lambda: whole[: len(whole) // 2],
        "no document inside": lambda: _bomb("picture.png", 10),
        "unpacks to 200 MB": lambda: _bomb("content.xml", 200_000_000),
        "ten thousand members": lambda: _many_members(10_000),
        "billion laughs": lambda: odt_with_body(odt_paragraph("&l9;"), prolog=_laughs()),
        "reads a file of ours": lambda: odt_with_body(odt_paragraph("&x;"), prolog=_SECRET_FILE),
        "a million spaces": lambda: odt_with_body(odt_paragraph('<text:s text:c="99999999999"/>' * 10)),
        "frames in frames": lambda: odt_with_body(
            "<text:p><text:span>" * 200 + "x" + "</text:span></text:p>" * 200
        ),
        "deeper than the parser goes": lambda: odt_with_body("<text:section>" * 100_000),
        "30 MB of one paragraph": lambda: odt_with_body(odt_paragraph("word " * 6_000_000)),
        "half a million cells": lambda: odt_with_body(
            "<table:table-row>" + "<table:table-cell/>" * 500_000 + "</table:table-row>"
        ),
        "a text instead": lambda: odt_with_body("").replace(b"content.xml", b"another.xml"),
    }


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def control(name: str, words: str, *, unfilled: bool = False) -> str:
    """A content control around a paragraph."""
    invitation = "<w:showingPlcHdr/>" if unfilled else ""
    facts = f'<w:sdtPr><w:alias w:val="{name}"/>{invitation}</w:sdtPr>'
    return f"<w:sdt>{facts}<w:sdtContent>{paragraph(words)}</w:sdtContent></w:sdt>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    foot = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + foot


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf_of(*pages: str) -> bytes:
    """Printed pages, one line of text below the other."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        _FONT,
    ]
    for place, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * place)
        )
        lines = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in page.splitlines())
        objects.append(stream(b"BT /F 11 Tf 14 TL 60 780 Td\n" + lines + b"ET"))
    return pdf(*objects)


def stream(content: bytes, facts: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), facts, content)


def pdf_form(fields: Mapping[str, str], *, tooltips: Mapping[str, str] | None = None) -> bytes:
    """A PDF with fields that were filled in: name -> value, and the label a reader sees, if it has one."""
    kids = b" ".join(b"%d 0 R" % (4 + place) for place in range(len(fields)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] >> >>" % kids,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [%s] >>" % kids,
    ]
    for name, value in fields.items():
        label = b"/TU (%s)" % _escaped(tooltips[name]) if tooltips and name in tooltips else b""
        objects.append(
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (%s) %s /V (%s) >>"
            % (_escaped(name), label, _escaped(value))
        )
    return pdf(*objects)


def scanned_pdf() -> bytes:
    """A page that is one picture."""
    picture = b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /XObject << /I 4 0 R >> >> >>",
        stream(bytes(64), picture),
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
    )


def encrypted_pdf(password: str) -> bytes:
    """A letter for those who know the password; '' protects it against changes only."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_of("Dear colleagues, we ask for help."))))
    writer.encrypt(password, "the owner's own")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _escaped(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\n", r"\n")
    return escaped.encode("cp1252", "replace")


def _bomb(member: str, size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b" " * size)
    return made.getvalue()


def _laughs() -> str:
    entities = "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "ha">'
        for level in range(10)
    )
    return f"<!DOCTYPE w:document [{entities}]>"


_HOLLOW = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
_PAGES = b"<< /Type /Pages /Count %d /Kids [%s] >>"
_ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"
_SECRET_FILE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def hostile_docx() -> dict[str, Callable[[], bytes]]:
    """DOCX files that are broken, or out to break their reader."""
    whole = docx_of("Title", "Background")
    return {
        "empty": lambda: b"",
        "only a signature": lambda: b"PK\x03\x04",
        "cut in half": lambda: whole[: len(whole) // 2],
        "without its end": lambda: whole[:-30],
        "no document inside": lambda: _bomb("picture.png", 10),
        "unpacks to 200 MB": lambda: _bomb("word/document.xml", 200_000_000),
        "ten thousand members": lambda: _many_members(10_000),
        "billion laughs": lambda: docx_with_body(paragraph("&l9;"), prolog=_laughs()),
        "reads a file of ours": lambda: docx_with_body(paragraph("&x;"), prolog=_SECRET_FILE),
        "tables in tables": lambda: docx_with_body(
            "<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200
        ),
        "deeper than the parser goes": lambda: docx_with_body("<w:sdt>" * 100_000),
        "not XML": lambda: docx_with_body("<w:p><w:r>"),
        "30 MB of one paragraph": lambda: docx_with_body(paragraph("word " * 6_000_000)),
        "half a million cells": lambda: docx_with_body(
            "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 500_000 + "</w:tr></w:tbl>"
        ),
        "another program's file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000),
        "noise": lambda: bytes(range(256)) * 400,
    }


def _many_members(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.xml", b"")
    return made.getvalue()


def _squeezed() -> bytes:
    return zlib.compress(zlib.compress(b"(a) Tj " * 12_000_000, 9), 9)


def hostile_pdf() -> dict[str, Callable[[], bytes]]:
    """PDF files of the same kinds."""
    whole = pdf_of("Dear colleagues")
    flate = b"/Filter /FlateDecode"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return {
        "empty": lambda: b"",
        "only a signature": lambda: b"%PDF-1.7\n",
        "cut in half": lambda: whole[: len(whole) // 2],
        "no pages": lambda: pdf(b"<< /Type /Catalog >>"),
        "ten thousand pages": lambda: pdf(
            _ROOT,
            _PAGES % (10_000, b" ".join(b"%d 0 R" % at for at in range(3, 10_003))),
            *[_HOLLOW] * 10_000,
        ),
        "pages that hold themselves": lambda: pdf(_ROOT, _PAGES % (2, b"2 0 R 2 0 R")),
        "catalogue that is its own pages": lambda: pdf(b"<< /Type /Catalog /Pages 1 0 R >>"),
        "unpacks to 84 MB": lambda: pdf(
            _ROOT, _PAGES % (1, b"3 0 R"), page, stream(_squeezed(), b"/Filter [/FlateDecode /FlateDecode]")
        ),
        "broken compression": lambda: pdf(_ROOT, _PAGES % (1, b"3 0 R"), page, stream(b"not zlib", flate)),
        "brackets without end": lambda: pdf(_ROOT, _PAGES % (1, b"3 0 R"), page, stream(b"[" * 200_000)),
        "dictionaries in dictionaries": lambda: pdf(b"<< /A " * 50_000),
        "length that lies": lambda: whole.replace(b"/Length ", b"/Length 9999999"),
        "cross-reference that loops": lambda: whole.replace(b"trailer\n<<", b"trailer\n<< /Prev 9 "),
        "field that is its own parent": lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>",
            _PAGES % (0, b""),
            b"<< /FT /Tx /T (a) /V (b) /Parent 3 0 R /Kids [3 0 R] >>",
        ),
        "noise": lambda: b"%PDF-1.4" + bytes(range(256)) * 400,
    }
