"""The parts of a mail, found in one pass over its boundary lines: linear, however deep or wide it is nested."""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from intake.headers import MAX_BLOCK, Headers, first, parameters, read_headers, starts_like_headers, words

MAX_PARTS = 200
MAX_PART_BLOCK = 16 * 1024
"""Header lines of one part."""
MAX_PART_BLOCKS = 256 * 1024
"""Header lines of all parts together."""
MAX_DEPTH = 30
MAX_BOUNDARY_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf: its headers understood, its content still encoded inside the raw mail."""

    media_type: str
    options: Mapping[str, str]
    """Parameters of Content-Type."""
    encoding: str
    disposition: str
    filename: str
    content_id: str
    parent: str
    """Media type of the multipart around it, '' at the top."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """Headers of the whole mail and its leaves in order."""

    headers: Headers
    media_type: str
    options: Mapping[str, str]
    parts: tuple[Part, ...]
    types: frozenset[str]
    """Every media type met, multiparts too."""
    complete: bool
    """False if a cap was reached."""


@dataclass(slots=True)
class _Walk:
    raw: bytes
    open: dict[bytes, tuple[int, str]] = field(default_factory=dict)
    """Boundary -> (its depth, the multipart's media type)."""
    leaf: Part | None = None
    parts: list[Part] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    header_bytes: int = 0
    complete: bool = True


def read_structure(raw: bytes) -> Structure:
    """The structure of a raw mail; never more than the caps allow."""
    walk = _Walk(raw)
    body = _body_start(raw, 0, 2 * MAX_BLOCK) if starts_like_headers(raw) else 0
    headers = read_headers(raw[: min(body, MAX_BLOCK)])
    media_type, options = _media_type(headers, "text/plain")
    _open_entity(walk, headers, body, "text/plain")
    if walk.open:
        _follow_boundaries(walk, body)
    _close_leaf(walk, len(raw))
    return Structure(headers, media_type, options, tuple(walk.parts), frozenset(walk.types), walk.complete)


def content_of(raw: bytes, part: Part, limit: int) -> bytes:
    """The decoded bytes of a part, not (much) more than `limit` of them."""
    # Encoded content is at most three times (quoted-printable) as long as what it stands for.
    encoded = raw[part.start : min(part.end, part.start + limit * 3 + 1_000)]
    if part.encoding == "base64":
        return _from_base64(encoded[: limit * 3 // 2 + 1_000])[:limit]
    if part.encoding == "quoted-printable":
        return binascii.a2b_qp(encoded)[:limit]
    return encoded[:limit]


def _follow_boundaries(walk: _Walk, position: int) -> None:
    raw, seen = walk.raw, 0
    position = max(position - 1, 0)
    while (position := raw.find(b"\n--", position)) >= 0:
        seen += 1
        if seen > MAX_BOUNDARY_LINES or len(walk.parts) >= MAX_PARTS:
            walk.complete = False
            return
        line_end = raw.find(b"\n", position + 1, position + 300)
        line_end = line_end if line_end >= 0 else min(len(raw), position + 300)
        _boundary_line(walk, raw[position + 3 : line_end].rstrip(), position, min(line_end + 1, len(raw)))
        position = line_end


def _boundary_line(walk: _Walk, line: bytes, before: int, after: int) -> None:
    boundary = line if line in walk.open else line.removesuffix(b"--")
    if boundary not in walk.open:
        return
    _close_leaf(walk, before)
    depth, parent = walk.open[boundary]
    closing = boundary != line
    for name in [
        name for name, (level, _) in walk.open.items() if level > depth or (closing and level == depth)
    ]:
        del walk.open[name]
    if not closing:
        body = _body_start(walk.raw, after, MAX_PART_BLOCK)
        default = "message/rfc822" if parent == "multipart/digest" else "text/plain"
        _open_entity(walk, _part_headers(walk, after, body), body, default, parent)


def _part_headers(walk: _Walk, start: int, end: int) -> Headers:
    walk.header_bytes += end - start
    if walk.header_bytes > MAX_PART_BLOCKS:
        walk.complete = False
        return {}
    return read_headers(walk.raw[start:end])


def _open_entity(walk: _Walk, headers: Headers, body: int, default: str, parent: str = "") -> None:
    media_type, options = _media_type(headers, default)
    walk.types.add(media_type)
    boundary = _boundary(walk.raw, options, body) if media_type.startswith("multipart/") else b""
    if boundary and boundary not in walk.open:
        if len(walk.open) < MAX_DEPTH:
            walk.open[boundary] = (len(walk.open), media_type)
            return
        walk.complete = False
    walk.leaf = _part(headers, media_type, options, body, parent)


def _boundary(raw: bytes, options: Mapping[str, str], body: int) -> bytes:
    told = options.get("boundary", "").strip().encode("utf-8", "replace")[:250]
    if told:
        return told
    # Some gateways lose the parameter; the first boundary line still tells it.
    match = re.search(rb"^--([^\s]{1,200})[ \t]*\r?$", raw[body : body + 2_000], re.MULTILINE)
    return match[1] if match else b""


def _part(headers: Headers, media_type: str, options: Mapping[str, str], start: int, parent: str) -> Part:
    disposition, more = parameters(first(headers, "content-disposition"))
    return Part(
        media_type="text/plain" if media_type.startswith("multipart/") else media_type,
        options=options,
        encoding="".join(first(headers, "content-transfer-encoding").lower().split()),
        disposition=disposition,
        filename=words(more.get("filename", "") or options.get("name", "")),
        content_id=first(headers, "content-id")[:200],
        parent=parent,
        start=start,
        end=start,
    )


def _close_leaf(walk: _Walk, end: int) -> None:
    leaf, walk.leaf = walk.leaf, None
    if leaf is None:
        return
    if end > leaf.start and walk.raw[end - 1 : end] == b"\r":
        end -= 1
    walk.parts.append(replace(leaf, end=max(end, leaf.start)))


def _media_type(headers: Headers, default: str) -> tuple[str, Mapping[str, str]]:
    value, options = parameters(first(headers, "content-type"))
    return (value if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,100}", value) else default), options


_BLANK_LINE = re.compile(rb"\n\r?\n")


def _body_start(raw: bytes, start: int, longest: int) -> int:
    # A part may have no headers at all: its first line is the blank one.
    for blank in (b"\n", b"\r\n"):
        if raw.startswith(blank, start):
            return start + len(blank)
    end = min(len(raw), start + longest)
    match = _BLANK_LINE.search(raw, start, end)
    return match.end() if match else end


def _from_base64(encoded: bytes) -> bytes:
    try:
        return binascii.a2b_base64(encoded)
    except binascii.Error:
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", encoded)
        clean = clean[: len(clean) - len(clean) % 4]
        return binascii.a2b_base64(clean)
