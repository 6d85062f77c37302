"""Header lines of a mail, read under caps: names, decoded values, addresses, identifiers, parameters."""

import binascii
import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes

from intake.charsets import decode, one_line

MAX_BLOCK = 128 * 1024
MAX_HEADERS = 500
MAX_VALUE = 8_000
MAX_ADDRESSES = 60

Headers = Mapping[str, tuple[str, ...]]
"""Raw values by lower-case name, in order of appearance."""

_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")


def read_headers(block: bytes) -> Headers:
    """The fields of a header block; lines that are none are skipped."""
    fields: dict[str, list[str]] = {}
    for line in _unfolded(block[:MAX_BLOCK]):
        match = _FIELD.match(line)
        if match:
            name = match[1].decode("ascii").lower()
            fields.setdefault(name, []).append(decode(line[match.end() :])[0].strip())
    return {name: tuple(values) for name, values in fields.items()}


def starts_like_headers(raw: bytes) -> bool:
    """Whether the first line is a header field, or the envelope line of an mbox."""
    return _FIELD.match(raw) is not None or raw.startswith((b"From ", b">From "))


def first(headers: Headers, name: str) -> str:
    """The raw first value of a field, '' if there is none."""
    return headers.get(name, ("",))[0]


def words(value: str, limit: int = 500) -> str:
    """A value as a person reads it: encoded words decoded (RFC 2047), on one line, without controls."""
    joined = re.sub(r"(\?=)[ \t\r\n]{1,100}(?==\?)", r"\1", value[:MAX_VALUE])
    return one_line(_ENCODED_RUN.sub(_decoded_run, joined), limit)


def single_address(values: Sequence[str]) -> tuple[str, str]:
    """The one address in From, in lower case, and the display name; ('', '') if it is not exactly one.

    Sender never counts: who sends for somebody is not who writes. A name that shows another address is dropped.
    """
    if len(values) != 1:
        return "", ""
    value = values[0][:2_000].strip()
    for form in (_NAMED, _BARE):
        match = form.fullmatch(value)
        if match:
            name = words(match["name"] or "").strip("\"' ").replace('\\"', '"')
            address = lowered(match["address"])
            if _is_disguised(match["name"] or "", address):
                return "", ""
            return address, "" if _shows_another(name, address) else name[:200]
    return "", ""


def addresses(values: Sequence[str]) -> tuple[str, ...]:
    """Everything in To or Cc that looks like an address, in lower case."""
    found = [lowered(match[0]) for value in values for match in _ADDRESS.finditer(value[:MAX_VALUE])]
    return tuple(dict.fromkeys(found))[:MAX_ADDRESSES]


def lowered(address: str) -> str:
    """The address with its ASCII letters in lower case; others stay, lest a KELVIN SIGN become a k."""
    return "".join(c.lower() if c.isascii() else c for c in address)


def message_ids(value: str) -> tuple[str, ...]:
    """The identifiers of Message-ID, In-Reply-To or References, without angle brackets."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(value)))[:50]


def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """The lower-case main value of a structured field and its parameters (RFC 2231 continuations joined)."""
    main, _, rest = value.partition(";")
    raw: dict[str, str] = {}
    for match in _PARAMETER.finditer(f";{rest[:MAX_VALUE]}"):
        text = match["quoted"]
        raw.setdefault(
            match["name"].lower(), match["bare"] if text is None else re.sub(r'\\(["\\])', r"\1", text)
        )
    return "".join(main.lower().split())[:120], _joined(raw)


# Controls, marks that turn or join letters unseen, and half characters: no part of a name anybody reads.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
_ADDRESS_TEXT = (
    rf"[^\s<>()\[\],;:\"\\@{_UNSEEN}]{{1,64}}@(?:[^\W_]|-){{1,63}}(?:\.(?:[^\W_]|-){{1,63}}){{1,8}}"
)
_ADDRESS = re.compile(_ADDRESS_TEXT)
_NAMED = re.compile(
    rf'(?P<name>"(?:[^"\\]|\\.){{0,500}}"|[^<>"]{{0,500}})\s*<\s*(?P<address>{_ADDRESS_TEXT})\s*>'
)
_BARE = re.compile(rf"(?P<address>{_ADDRESS_TEXT})(?:\s{{1,10}}\((?P<name>[^()]{{0,200}})\))?")
_MESSAGE_ID = re.compile(rf"<([^<>\s{_UNSEEN}]{{3,300}})>")
_PARAMETER = re.compile(
    r';\s{0,200}(?P<name>[\w!#$&^.+*-]{1,60})\s{0,20}=\s{0,20}(?:"(?P<quoted>(?:[^"\\]|\\.){0,2000})"?|(?P<bare>[^;\s"]{0,2000}))'
)
_ENCODED_RUN = re.compile(r"(?:=\?[\w.:+*-]{1,60}\?[bBqQ]\?[^?\s]{0,4000}\?=){1,200}")
_ENCODED = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?\s]{0,4000})\?=")


def _unfolded(block: bytes) -> list[bytes]:
    lines: list[list[bytes]] = []
    for line in block.split(b"\n"):
        if line[:1] in {b" ", b"\t"} and lines:
            lines[-1].append(line.rstrip(b"\r"))
        elif len(lines) < MAX_HEADERS:
            lines.append([line.rstrip(b"\r")])
    return [b" ".join(part.strip() for part in parts)[:MAX_VALUE] for parts in lines]


def _is_disguised(name: str, address: str) -> bool:
    # `boss@x <other@y>`: mail programs differ on whom they show, so nobody is believed.
    return not name.startswith('"') and _shows_another(name, address)


def _shows_another(name: str, address: str) -> bool:
    shown = _ADDRESS.search(name)
    return shown is not None and lowered(shown[0]) != address


def _decoded_run(match: re.Match[str]) -> str:
    # Neighbours of one charset are decoded together: some programs cut inside a character.
    pieces: list[tuple[str, bytes]] = []
    for charset, encoding, text in _ENCODED.findall(match[0]):
        content = _from_base64(text) if encoding in "bB" else _from_q(text)
        if pieces and pieces[-1][0] == charset.lower():
            pieces[-1] = (charset.lower(), pieces[-1][1] + content)
        else:
            pieces.append((charset.lower(), content))
    return "".join(decode(content, charset)[0] for charset, content in pieces)


def _from_base64(text: str) -> bytes:
    clean = re.sub(r"[^A-Za-z0-9+/]", "", text)
    clean = clean[: len(clean) - (len(clean) % 4 == 1)]
    return binascii.a2b_base64(clean + "=" * (-len(clean) % 4))


def _from_q(text: str) -> bytes:
    return binascii.a2b_qp(text.encode("ascii", "ignore"), header=True)


def _joined(raw: Mapping[str, str]) -> Mapping[str, str]:
    result = {name: value for name, value in raw.items() if "*" not in name}
    for name in {key.partition("*")[0] for key in raw if "*" in key}:
        sections = [key for n in range(50) for key in (f"{name}*{n}", f"{name}*{n}*") if key in raw]
        keys = [f"{name}*"] if f"{name}*" in raw else sections
        result[name] = _extended(
            "".join(raw[key] for key in keys), encoded=any(key.endswith("*") for key in keys)
        )
    return result


def _extended(value: str, *, encoded: bool) -> str:
    if not encoded:
        return value
    charset, _, rest = value.partition("'")
    text = rest.partition("'")[2] if rest else value
    return decode(unquote_to_bytes(text), charset if rest else "")[0]
