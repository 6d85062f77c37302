"""How mail programs mark history, signatures and hidden text in HTML: classes, ids, names and styles."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Mark(StrEnum):
    """What the markup says an element is."""

    HIDDEN = "hidden"
    SIGNATURE = "signature"
    QUOTE = "quote"
    END = "end"
    """History from here to the end of the mail."""


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# gmail_attr and the like are the lines that announce; gmail_quote counts on a blockquote only, since people
# write between the quotations inside of Gmail's <div class="gmail_quote">.
_QUOTE_MARKS = _set(
    """yahoo_quoted protonmail_quote moz-cite-prefix gmail_attr zmail_extra zmail_extra_hr tutanota_quote mail_quote
    quotedtext replyforward cite missive_quote front-blockquote freshdesk_quote hs_reply mailru-blockquote
    bloop_original_html airmail_on clean_bq mimestream_quote sh-quoted-content elided-text reply-intro replybody orgmsg
    isreplycontent origbody skype_quote message_quoted_text applemailquote wmi-quoted __quoted_text__ __headers__
    quoted-message quoted_text email_quote"""
)
_QUOTE_NAMES = _set("quote messagereplysection quoted-content")
_QUOTE_PREFIXES = ("yahoo_quoted_", "aolmsgpart", "replysplit")
_END_MARKS = _set(
    """divrplyfwdmsg appendonsend mail-editor-reference-message-container ms-outlook-mobile-reference-message
    olk_src_body_section stopspelling isforwardcontent outlookmessageheader moz-forward-container zwchr __divider__
    gmail_forwarded"""
)
_SIGNATURE_MARKS = _set(
    """gmail_signature gmail_signature_prefix moz-signature signature email-signature email_signature emailsignature
    applemailsignature ms-outlook-mobile-signature ms-outlook-ios-signature acompli_signature protonmail_signature_block
    ymail_android_signature ymail_ios_signature tutanota_signature composer_signature mobile_signature bluemail_signature
    zmail_signature zm_signature mail_signature sh-signature signature-wrapper fastmail_signature sig-block"""
)
_SIGNATURE_NAMES = _set("messagesignaturesection signature")
_SIGNATURE_PREFIXES = ("bloop_sign", "sparksignature")

# Programs put their own letters before the marks of what they copy: x_gmail_attr, m_-123gmail_attr, yiv77gmail_attr.
_COPIED = re.compile(r"(?:x_|ecx|aolmail_|yiv\d{1,14}|m_-?\d{1,22})+")
_HIDDEN = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|mso-hide\s{0,5}:\s{0,5}all"
    r"|font-size\s{0,5}:\s{0,5}0(?:px|pt|em)?\s{0,5}(?:;|$)"
)
_INDENT = re.compile(r"margin:\s{0,3}0(?:px)? 0(?:px)? 0(?:px)? 40px")
# The line Outlook draws above the mail it answers, as itself, as Outlook on the web and as Windows Mail write it.
_LINE_COLOUR = re.compile(r"#e1e1e1|#b5c4df|rgb\(225,225,225\)|rgb\(181,196,223\)|rgb\(229,229,229\)")
_LINE_SPACE = re.compile(r"padding(?:-top)?:(?:3(?:\.0)?pt|5px)")


def mark_of(tag: str, attributes: Mapping[str, str]) -> Mark | None:
    """What an element is, if its program marked it."""
    style = attributes.get("style", "").lower()[:500]
    marks = _marks(attributes)
    name = attributes.get("name", "").lower()[:50]
    if _HIDDEN.search(style):
        return Mark.HIDDEN
    if not marks.isdisjoint(_END_MARKS) or _is_outlook_line(style):
        return Mark.END
    if _is_quote(tag, attributes, marks) or (tag == "div" and name in _QUOTE_NAMES):
        return Mark.QUOTE
    if not marks.isdisjoint(_SIGNATURE_MARKS) or (tag == "div" and name in _SIGNATURE_NAMES):
        return Mark.SIGNATURE
    return Mark.SIGNATURE if any(mark.startswith(_SIGNATURE_PREFIXES) for mark in marks) else None


def begins_forward(attributes: Mapping[str, str]) -> bool:
    """Whether a forwarded mail may begin inside: Gmail writes its header lines where an attribution stands else."""
    return "gmail_attr" in _marks(attributes)


def is_indented_only(attributes: Mapping[str, str]) -> bool:
    """Whether a blockquote is somebody's own paragraph, moved to the right."""
    return _INDENT.search(attributes.get("style", "").lower()[:500]) is not None


def is_tight(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph has no space below: Outlook writes an empty one where a line is left out."""
    return "msonormal" in attributes.get("class", "").lower()


def _marks(attributes: Mapping[str, str]) -> set[str]:
    named = (attributes.get("class", ""), attributes.get("id", ""), attributes.get("data-marker", ""))
    return {_COPIED.sub("", mark, count=1) or mark for mark in " ".join(named).lower()[:500].split()}


def _is_quote(tag: str, attributes: Mapping[str, str], marks: set[str]) -> bool:
    if tag == "blockquote" and (attributes.get("type", "").lower() == "cite" or "gmail_quote" in marks):
        return True
    return not marks.isdisjoint(_QUOTE_MARKS) or any(mark.startswith(_QUOTE_PREFIXES) for mark in marks)


def _is_outlook_line(style: str) -> bool:
    if "border" not in style:
        return False
    packed = re.sub(r"\s+", "", style)
    drawn = "border-top" in packed or "solidnonenone" in packed
    return drawn and _LINE_COLOUR.search(packed) is not None and _LINE_SPACE.search(packed) is not None
