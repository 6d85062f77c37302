"""How mail programs put a reply above, below or into the mail it answers: plain text and HTML, as they write them."""

from collections.abc import Callable
from html import escape
from textwrap import wrap
from typing import NamedTuple

from tests.intake.quoting_words import APPLE, GMAIL, HEADERS, ORIGINAL, THUNDERBIRD

SENDER = "Olga Novak"
ADDRESS = "olga@facility.example"


class Mail(NamedTuple):
    """What a person wrote with which program, and what both text parts of the mail then hold."""

    plain: str | None
    html: str | None


class Parts(NamedTuple):
    """What goes into one mail."""

    language: str
    reply: str
    signature: str
    history: str


Client = Callable[[Parts], Mail]


def _said(table: dict[str, str], language: str) -> str:
    return table[language].format(name=SENDER, address=ADDRESS)


def _marked(text: str, mark: str = "> ") -> str:
    return "\n".join((mark + line).rstrip() for line in text.split("\n"))


def _wrapped(text: str, width: int = 72) -> str:
    """Wrapped as programs do before they mark it."""
    return "\n".join(
        "\n".join(wrap(line, width, break_long_words=False, break_on_hyphens=False))
        for line in text.split("\n")
    )


def _above(parts: Parts) -> str:
    return f"{parts.reply}\n\n{parts.signature}".rstrip()


def _html(text: str) -> str:
    """Lines as Gmail and Apple Mail write them."""
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _word_html(text: str) -> str:
    """Paragraphs as Outlook writes them."""
    return "".join(
        f'<p class="MsoNormal"><span lang="EN-GB" style="font-size:11.0pt">{escape(line) or "&nbsp;"}<o:p></o:p></span></p>'
        for line in text.split("\n")
    )


def _header_lines(language: str, *, bold: str = "") -> str:
    sender, sent, to, subject, date = HEADERS[language]
    space = " " if language == "fr" else ""
    rows = (
        (sender, f"{SENDER} <{ADDRESS}>"),
        (sent, date),
        (to, "Ann Example <ann@institute.example>"),
        (subject, "RE: 2026-01"),
    )
    return "\n".join(f"{bold}{name}{space}:{bold} {value}" for name, value in rows)


def _header_html(language: str) -> str:
    lines = (line.partition(":") for line in _header_lines(language).split("\n"))
    return "<br>".join(f"<b>{escape(name)}:</b>{escape(value)}" for name, _, value in lines)


def gmail(parts: Parts) -> Mail:
    said = _said(GMAIL, parts.language)
    plain = f"{_above(parts)}\n\n{_wrapped(said, 78)}\n\n{_marked(_wrapped(parts.history))}\n"
    html = (
        f'<div dir="ltr">{_html(_above(parts))}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(said)}<br></div><blockquote class="gmail_quote" '
        f'style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
        f"{_html(parts.history)}</blockquote></div>"
    )
    return Mail(plain, html)


def gmail_plain(parts: Parts) -> Mail:
    return gmail(parts)._replace(html=None)


def gmail_copied_by_outlook(parts: Parts) -> Mail:
    html = gmail(parts).html or ""
    return Mail(None, html.replace('class="gmail', 'class="x_gmail'))


def outlook(parts: Parts) -> Mail:
    line = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
    html = (
        f'<html><head><style>p.MsoNormal {{margin:0cm}}</style></head><body lang="EN-GB"><div class="WordSection1">'
        f'{_word_html(_above(parts))}<div><div style="{line}"><p class="MsoNormal">{_header_html(parts.language)}</p>'
        f"</div></div>{_word_html(parts.history)}</div></body></html>"
    )
    return Mail(f"{_above(parts)}\n\n{_header_lines(parts.language)}\n\n{parts.history}\n", html)


def outlook_plain(parts: Parts) -> Mail:
    return outlook(parts)._replace(html=None)


def outlook_on_the_web(parts: Parts) -> Mail:
    html = (
        f'<div class="elementToProof">{_html(_above(parts))}</div><div id="appendonsend"></div>'
        f'<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        f"<font>{_header_html(parts.language)}</font></div><div>{_html(parts.history)}</div>"
    )
    rule = "_" * 32
    return Mail(f"{_above(parts)}\n{rule}\n{_header_lines(parts.language)}\n\n{parts.history}\n", html)


def outlook_phone(parts: Parts) -> Mail:
    html = (
        f'<div dir="ltr">{_html(_above(parts))}</div><div id="mail-editor-reference-message-container"><hr>'
        f'<div class="ms-outlook-mobile-reference-message">{_header_html(parts.language)}</div>{_html(parts.history)}</div>'
    )
    plain = f"{_above(parts)}\n{'_' * 32}\n{_header_lines(parts.language, bold='*')}\n\n{parts.history}\n"
    return Mail(plain, html)


def outlook_original(parts: Parts) -> Mail:
    line = f"-----{ORIGINAL[parts.language]}-----"
    return Mail(f"{_above(parts)}\n\n{line}\n{_header_lines(parts.language)}\n\n{parts.history}\n", None)


def apple(parts: Parts) -> Mail:
    said = _said(APPLE, parts.language)
    html = (
        f'<html><body style="overflow-wrap: break-word;">{_html(_above(parts))}<br><blockquote type="cite"><div>'
        f'{escape(said)}</div><br class="Apple-interchange-newline"><div>{_html(parts.history)}</div></blockquote></body></html>'
    )
    return Mail(f"{_above(parts)}\n\n{_marked(said + chr(10) + chr(10) + parts.history)}\n", html)


def apple_plain(parts: Parts) -> Mail:
    said = _said(APPLE, parts.language)
    return Mail(f"{_above(parts)}\n\n{said}\n\n{_marked(parts.history)}\n", None)


def thunderbird(parts: Parts) -> Mail:
    said = _said(THUNDERBIRD, parts.language)
    html = (
        f'<html><body>{_html(_above(parts))}<div class="moz-cite-prefix">{escape(said)}<br></div>'
        f'<blockquote type="cite" cite="mid:1@facility.example">{_html(parts.history)}</blockquote></body></html>'
    )
    return Mail(f"{_above(parts)}\n\n{said}\n{_marked(parts.history)}\n", html)


def thunderbird_below(parts: Parts) -> Mail:
    said = _said(THUNDERBIRD, parts.language)
    html = (
        f'<html><body><div class="moz-cite-prefix">{escape(said)}<br></div><blockquote type="cite">'
        f"{_html(parts.history)}</blockquote>{_html(_above(parts))}</body></html>"
    )
    return Mail(f"{said}\n{_marked(parts.history)}\n\n{_above(parts)}\n", html)


def below_plain(parts: Parts) -> Mail:
    return thunderbird_below(parts)._replace(html=None)


def yahoo(parts: Parts) -> Mail:
    said = _said(GMAIL, parts.language)
    html = (
        f'<div class="ydp1yahoo-style-wrap">{_html(_above(parts))}</div><div id="yahoo_quoted_4711" class="yahoo_quoted">'
        f"<div>{escape(said)}</div><div>{_html(parts.history)}</div></div>"
    )
    indented = "\n".join(f"  {line}" for line in [said, "", *parts.history.split("\n")])
    return Mail(f"{_above(parts)}\n\n{indented}\n", html)


def proton(parts: Parts) -> Mail:
    said = f"On Monday, January 12th, 2026 at 9:00 AM, {SENDER} <{ADDRESS}> wrote:"
    html = (
        f'{_html(_above(parts))}<div class="protonmail_quote">{escape(said)}<br><blockquote type="cite">'
        f"{_html(parts.history)}</blockquote></div>"
    )
    return Mail(f"{_above(parts)}\n\n{said}\n\n{_marked(parts.history)}\n", html)


def samsung(parts: Parts) -> Mail:
    sender, _, to, subject, _ = HEADERS[parts.language]
    line = f"-------- {ORIGINAL[parts.language]} --------"
    block = f"{line}\n{sender}: {SENDER} <{ADDRESS}>\nDate: 12/01/2026  09:00  (GMT+01:00)\n{to}: Ann\n{subject}: 2026-01"
    html = f"<div>{_html(_above(parts))}</div><div><br></div>{_html(block)}<div>{_html(parts.history)}</div>"
    return Mail(f"{_above(parts)}\n\n{block}\n\n{parts.history}\n", html)


def zimbra(parts: Parts) -> Mail:
    html = (
        f'<div style="font-size: 12pt">{_html(_above(parts))}<hr id="zwchr" data-marker="__DIVIDER__"><div '
        f'data-marker="__HEADERS__">{_header_html(parts.language)}</div><div data-marker="__QUOTED_TEXT__">'
        f"{_html(parts.history)}</div></div>"
    )
    sender, _, to, subject, _ = HEADERS[parts.language]
    names = (
        f'{sender}: "{SENDER}" <{ADDRESS}>\n{to}: "Ann Example" <ann@institute.example>\n{subject}: 2026-01'
    )
    return Mail(
        f"{_above(parts)}\n\n----- {ORIGINAL[parts.language]} -----\n{names}\n\n{parts.history}\n", html
    )


def gmx(parts: Parts) -> Mail:
    html = (
        f'<html><body><div style="font-family: Verdana;">{_html(_above(parts))}<div name="quote" style="margin:10px 5px '
        f'5px 10px; border-left:2px solid #C3D9E5;"><div>{_header_html(parts.language)}</div>{_html(parts.history)}</div></div></body></html>'
    )
    return Mail(None, html)


def mail_ru(parts: Parts) -> Mail:
    said = f"Понедельник, 12 января 2026, 9:00 +03:00 от {SENDER} <{ADDRESS}>:"
    html = (
        f'<html><body>{_html(_above(parts))}<br><blockquote style="border-left:1px solid #0857A6; margin:10px; '
        f'padding:0 0 0 10px;">{escape(said)}<br>{_html(parts.history)}</blockquote></body></html>'
    )
    return Mail(f"{_above(parts)}\n\n\n{said}\n{_marked(parts.history, '>')}\n", html)


def yandex(parts: Parts) -> Mail:
    said = f'12.01.2026, 09:00, "{SENDER}" <{ADDRESS}>:'
    html = f"<div>{_html(_above(parts))}</div><div> </div><div>{escape(said)}</div><blockquote>{_html(parts.history)}</blockquote>"
    return Mail(f"{_above(parts)}\n\n{said}\n{_marked(parts.history)}\n", html)


def qq(parts: Parts) -> Mail:
    names = f'发件人: "{SENDER}" <{ADDRESS}>;\n发送时间: 2026年1月12日(星期一) 上午9:00\n收件人: "Ann"<ann@institute.example>;\n主题: 2026-01'
    block = f"------------------ 原始邮件 ------------------\n{names}"
    html = f"<div>{_html(_above(parts))}</div><div><br></div><div style='font-size: 12px;'>{_html(block)}</div>{_html(parts.history)}"
    return Mail(f"{_above(parts)}\n\n\n\n\n{block}\n\n\n\n{parts.history}\n", html)


def netease(parts: Parts) -> Mail:
    said = f'At 2026-01-12 09:00:00, "{SENDER}" <{ADDRESS}> wrote:'
    html = f'<div>{_html(_above(parts))}</div><br><p>{escape(said)}</p><blockquote id="isReplyContent">{_html(parts.history)}</blockquote>'
    return Mail(f"{_above(parts)}\n\n\n\n\n{said}\n\n{_marked(parts.history, '>')}\n", html)


def zoho(parts: Parts) -> Mail:
    said = f"---- On Mon, 12 Jan 2026 09:00:00 +0100 {SENDER} <{ADDRESS}> wrote ----"
    html = f'<div>{_html(_above(parts))}</div><div class="zmail_extra"><div>{escape(said)}</div><blockquote>{_html(parts.history)}</blockquote></div>'
    return Mail(f"{_above(parts)}\n\n{said}\n\n{parts.history}\n", html)


def roundcube(parts: Parts) -> Mail:
    said = _said(THUNDERBIRD, parts.language)
    html = (
        f'<p id="reply-intro">{escape(said)}</p><blockquote type="cite">{_html(parts.history)}</blockquote>'
    )
    return Mail(f"{_above(parts)}\n\n{said}\n{_marked(parts.history)}\n", _html(_above(parts)) + html)


def horde(parts: Parts) -> Mail:
    intro = {"fr": "Citation de", "es": "Citando a", "pt": "Citando", "de": "Zitat von"}.get(
        parts.language, "Quoting"
    )
    return Mail(f"{_above(parts)}\n\n\n{intro} {SENDER} <{ADDRESS}>:\n\n{_marked(parts.history)}\n", None)


def yahoo_phone(parts: Parts) -> Mail:
    said = f"On Mon, 12 Jan 2026 at 9:00, {SENDER}<{ADDRESS}> wrote:"
    return Mail(f"{_above(parts)} \n \n  {said}   {parts.history}\n", None)


def spark(parts: Parts) -> Mail:
    said = _said(APPLE, parts.language)
    html = (
        f'<div name="messageBodySection">{_html(parts.reply)}</div><div name="messageSignatureSection">{_html(parts.signature)}'
        f'</div><div name="messageReplySection">{escape(said)}<br><blockquote type="cite">{_html(parts.history)}</blockquote></div>'
    )
    return Mail(None, html)


def airmail(parts: Parts) -> Mail:
    said = _said(THUNDERBIRD, parts.language)
    html = (
        f'<div id="bloop_customfont">{_html(parts.reply)}</div><div id="bloop_sign_1768208400" class="bloop_sign">'
        f'{_html(parts.signature)}</div><p class="airmail_on">{escape(said)}</p><blockquote type="cite" class="clean_bq">'
        f"{_html(parts.history)}</blockquote>"
    )
    return Mail(None, html)


def notes(parts: Parts) -> Mail:
    sender, _, to, subject, date = HEADERS[parts.language]
    names = f"{sender}:\t{SENDER}/Facility <{ADDRESS}>\n{to}:\tAnn Example/Institute\nDate:\t{date}\n{subject}:\t2026-01"
    return Mail(f"{_above(parts)}\n\n\n\n{names}\n\n\n\n{parts.history}\n", None)


CLIENTS: tuple[Client, ...] = (
    gmail, outlook, apple, thunderbird, gmail_plain, outlook_plain, outlook_on_the_web, apple_plain, yahoo,
    below_plain, samsung, outlook_original, proton, thunderbird_below, outlook_phone, zimbra, gmx, mail_ru, yandex,
    roundcube, gmail_copied_by_outlook, qq, netease, zoho, horde, yahoo_phone, spark, airmail, notes,
)  # fmt: skip
