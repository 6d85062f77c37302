"""Bytes to text, whatever the label says: known charsets only, a guess when it lies, no control characters."""

import codecs
import re
import unicodedata
from encodings.aliases import aliases

_SAFE = (
    "utf_",
    "ascii",
    "latin",
    "iso",
    "cp",
    "koi8",
    "gb",
    "big5",
    "euc_",
    "shift_jis",
    "mac_",
    "tis_620",
    "hz",
    "johab",
    "ptcp",
)
_KNOWN = {name for name in {*aliases.values(), *aliases} if name.startswith(_SAFE)} | {
    "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_7", "koi8_u", "koi8_t", "cp1006", "cp720", "cp874", "cp875",
}  # fmt: skip
# What senders mean when they say so (the WHATWG table, in short).
_MEANT = {
    "iso_8859_1": "cp1252",
    "latin_1": "cp1252",
    "latin1": "cp1252",
    "iso8859_1": "cp1252",
    "iso_8859_9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601_1987": "cp949",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso_8859_8_i": "iso8859_8",
    "iso_8859_6_i": "iso8859_6",
    "utf8": "utf_8",
    "cp_850": "cp850",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)


def decode(content: bytes, charset: str = "") -> tuple[str, bool]:
    """The text and whether its charset had to be guessed against the label."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), False
    codec = _codec(charset, content)
    text = _strictly(content, codec) if codec else None
    if text is not None:
        return text, False
    guess = _strictly(content, _utf16_by_zeros(content) or "utf_8")
    # An absent label is no lie: UTF-8 is what it means today.
    return (guess, bool(charset)) if guess is not None else (content.decode("cp1252", "replace"), True)


def printable(text: str) -> str:
    """The text with line breaks and tabs but no other control characters and no half characters."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def one_line(text: str, limit: int) -> str:
    """The text on one line, without controls or marks that turn the reading direction, cut at `limit`."""
    flat = "".join(" " if c.isspace() else c for c in text[: limit * 4] if c.isspace() or _shows(c))
    return " ".join(flat.split())[:limit].rstrip()


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_JOINERS = "\u200c\u200d"


def _shows(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in {
        "Cc",
        "Cf",
        "Cs",
        "Cn",
        "Zl",
        "Zp",
    }


def _codec(charset: str, content: bytes) -> str | None:
    # Only names of the fixed table reach the codec machinery: it imports by name and never forgets one.
    name = re.sub(r"[^a-z0-9]+", "_", charset[:40].lower()).strip("_")
    name = _MEANT.get(name, name)
    name = _MEANT.get(aliases.get(name, name), aliases.get(name, name))
    if name not in _KNOWN:
        return None
    if name == "utf_16":
        return _utf16_by_zeros(content) or "utf_16_le"
    return name


def _utf16_by_zeros(content: bytes) -> str | None:
    # Latin text in UTF-16 has a zero in nearly every other byte, and on one side only.
    sample = content[: 2_000 - len(content) % 2]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 8 or max(first, second) * 4 < len(sample) or min(first, second) * 8 > len(sample):
        return None
    return "utf_16_be" if first > second else "utf_16_le"


def _strictly(content: bytes, codec: str) -> str | None:
    # Incremental, so that a character cut in two at a size limit is no error.
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(content)
    except (UnicodeError, LookupError):
        return None
