"""How mail programs announce history, in the languages people write in: attributions, separators, header lines."""

import re
from dataclasses import dataclass

LONGEST_LINE = 600

QUOTED = re.compile(r"[ \t]{0,3}(?:>|&gt;|»\s)")

_ADDRESS = re.compile(r"[^\s<>()\[\]@;,]{1,64}@[^\s<>()\[\]@;,]{1,120}")
_TIME = re.compile(r"\b\d{1,2}\s?[:.hH時点]\s?\d{2}\b")
_DATED = re.compile(r"(?:19|20)\d\d|\b\d{1,2}[:.hH]\d{2}\b|\b\d{1,2}[./-]\s?\d{1,2}\b|\d月")

_WROTE = (
    r"(?:\b(?:wrote|writes|a\s{1,2}écrit|écrit|nous a dit|escribió|escribio|ha escrito|escreveu|schrieb(?:en)?"
    r"|geschrieben|ha\s{1,2}scritto|scritto|scrisse|schreef|geschreven|написал(?:а|\(а\)|о)?|пишет|написав|пише|написа"
    r"|كتبت?|כתב(?:ה)?|skrev|har skrevet|napisał(?:\(a\)|a)?|pisze|napsal(?:a|\(a\))?|napísal(?:a|\(a\))?|írta"
    r"|a scris|scris|kirjoitti|yazdı|έγραψε|γράφει|va escriure|je napisa(?:o|la)|đã viết|menulis)(?!\w)"
    r"|写道|寫道|写到|のメッセージ|さんは書きました|작성(?:하였습니다|함)?)"
)
# In these languages the name comes after the verb: "Am 12.01.2026 um 09:00 schrieb Anna:".
_WROTE_THEN_NAME = r"\b(?:schrieb|schreef|skrev|كتب|כתב|heeft)\b"
_WROTE_WHEN = rf"{_WROTE}\s{{1,3}}\(?(?:\d|(?:on|at|am|el|em|le|il|op|den|dnia|no dia|ден|в|időpont)\b)"

_END = r"\s{0,2}(?:[:：]|\s?[-–—]{2,40})\s{0,2}[-–—*_>]{0,40}$"
_ENDS = re.compile(_END)
_WROTE_AT_END = re.compile(rf"{_WROTE}(?:{_END}|\s?$)", re.IGNORECASE)
_NAME_AT_END = re.compile(
    rf"{_WROTE_THEN_NAME}\s[^.!?]{{1,160}}{_END}|{_WROTE_THEN_NAME}.{{1,160}}@.{{1,80}}{_END}", re.IGNORECASE
)
_WROTE_WHEN_AT_END = re.compile(rf"{_WROTE_WHEN}.{{1,100}}{_END}", re.IGNORECASE)
_MAY_END = re.compile(rf"{_END}|{_WROTE}\s?$|@[^\s@]{{3,60}}[>)\]]\s?$", re.IGNORECASE)
_ADDRESS_AT_END = re.compile(r"@[^\s<>()@]{1,120}[>)\]][>)\]\"'\s]{0,3}[:：]$")
# Horde and its relatives.
_QUOTING = re.compile(
    r"(?:quoting|wiadomość napisana przez|citation de|citando(?: a)?|zitat von|citazione di|citat (?:från|fra|av)|cytowanie)\s.{1,160}@.{1,120}[:：]$",
    re.IGNORECASE,
)
_DRAWN = ("--", "––", "——")

# "On Wed, Dec 9", "Le lun. 12", "Il giorno lun 12", "2026-01-12": up to four words and a number.
_STARTS = re.compile(r"[\s*_>–—-]{0,14}(?:[^\W\d_]{1,14}[.,،׳'’]{0,2}\s{1,2}){0,4}\(?\d")
_OPENS = re.compile(
    r"[\s*_>–—-]{0,14}(?:(?:on|at|le|el|em|am|il|op|den|på|dnia|w dniu|dne|dňa|no dia|in data|vào|tarihinde|la|ve?"
    r"|в|во|у|на|في|بتاريخ|在"
    r"|(?:пн|вт|ср|чт|пт|сб|вс|нд|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mån|tis|ons|tors?|fre"
    r"|lör|sön|man|tir|lør|søn|ma|ti|ke|to|pe|su|pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|so|ne)[.,]{0,2})\s"
    r"|\d{1,4}[./年-]|\d{1,2}[.,]?\s[^\W\d_])",
    re.IGNORECASE,
)
# "Ann Example <ann@x.example>, 12 Oca 2026 Pzt, 09:00 tarihinde".
_NAMED = re.compile(r"[^<>]{1,80}<[^<>\s]{3,120}>,?\s")
# No program says "I"; and where it begins with "On" or "Le", it also says "wrote".
_FIRST_PERSON = re.compile(r"(?<![\w.@-])(?:I|we|je|ich|wir|yo|eu|j['’]ai)(?![\w.@-])")
_NEEDS_VERB = re.compile(r"[\s*_>–—-]{0,14}(?:on|at|le|el|em|am|il|op)\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[!?]$|[^\W\d_]{5,}\.$")
_RUN_ON = re.compile(
    r"(?<=\S)[\s-]{1,6}(?=(?:On|Le|El|Em|Am|Il|Op|Den|W dniu)\s(?:[^\W\d_]{2,12}[.,]{0,2}\s){0,3}\d)"
)
_TAIL = re.compile(rf"[ \t]?>\s?(?:{_WROTE})?\s?[:：]$", re.IGNORECASE)

_ORIGINAL = (
    r"original (?:message|appointment|e-?mail)|reply message|mail original|message (?:d['’]origine|original|initial)"
    r"|courriel original|mensaje original|correo original|mensagem original|originale? nachricht"
    r"|urspr(?:ü|ue)ngliche (?:nachricht|mail|e-mail)|original-?nachricht|messaggio originale|oorspronkelijk bericht"
    r"|исходное сообщение|оригинальное сообщение|الرسالة الأصلية|oprindelig (?:meddelelse|besked)|opprinnelig melding"
    r"|ursprungligt meddelande|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní (?:zpráva|e-mail)"
    r"|eredeti üzenet|orijinal mesaj|özgün ileti|αρχικό μήνυμα|原始邮件|原始郵件|元のメッセージ|원본 ?(?:메시지|메일)"
    r"|mesaj original|вихідне повідомлення|originálna správa"
)
_FORWARDED = (
    r"forwarded (?:message|by .{1,80})|message (?:transféré|réexpédié)|mensaje reenviado"
    r"|mensagem (?:encaminhada|reencaminhada)|weitergeleitete (?:nachricht|e-?mail)|messaggio inoltrato"
    r"|doorgestuurd bericht|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения"
    r"|رسالة معاد توجيهها|videresendt (?:meddelelse|melding|besked)|vidarebefordrat meddelande"
    r"|välitetty viesti|przekazana wiadomość|wiadomość przekazana|přeposlaná zpráva|továbbított üzenet"
    r"|iletilen mesaj|转发的邮件|轉寄郵件|転送メッセージ|転送されたメッセージ|전달된 메시지|переслане повідомлення"
)
_BEGIN_FORWARDED = (
    r"begin forwarded message|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado"
    r"|início da mensagem (?:re)?encaminhada|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|inizio (?:messaggio inoltrato|del messaggio inoltrato)|begin doorgestuurd bericht|start doorgestuurd bericht"
    r"|начало переадресованного сообщения|vidarebefordrat brev|videresendt besked|początek przekazywanej wiadomości"
    r"|下面是被转发的邮件|転送されたメッセージ"
)
# "Original message" between drawn lines, in the words of programs nobody has listed yet.
_SOME_MESSAGE = (
    r"(?:[^\W\d_]{2,20}['’ ]){1,3}(?:message|messaggio|mensaje|mensagem|nachricht|bericht|meddelelse|besked|melding|meddelande"
    r"|viesti|wiadomość|zpráva|správa|üzenet|mesaj|ileti|сообщение|письмо|повідомлення|μήνυμα|poruka|mail|e-mail)"
)
_LINE = r"[-_=–—*~\s]{2,40}"
SEPARATOR = re.compile(
    rf"(?:{_LINE}(?:{_ORIGINAL}|{_FORWARDED})[-_=–—*~\s:]{{0,40}}|[-_]{{4,40}}\s?{_SOME_MESSAGE}\s?[-_]{{4,40}}|(?:{_BEGIN_FORWARDED})\s?[:：])",
    re.IGNORECASE,
)
BARE_FORWARD = re.compile(rf"(?:{_FORWARDED}|{_ORIGINAL}|message du \d.{{5,30}})\s?[:：]?", re.IGNORECASE)
"""Sparrow and others write it without a line: it counts only above header lines or a quotation."""

# A person may well write "Date:" or "To:"; what makes them a mail's header is judged where they are counted.
_HEADER_NAMES = {
    "sender": r"from|de|da|von|van|от|от кого|від|من|expéditeur|remitente|remetente|mittente|afzender|absender|fra|från"
    r"|lähettäjä|od|feladó|kimden|gönderen|από|发件人|寄件者|寄件人|差出人|送信者|보낸\s?사람|de la",
    "date": r"date|sent|message du|envoyée?(?: le)?|date d['’]envoi|enviad[oa](?: el| em| a)?|fecha|data|gesendet(?: am)?|datum"
    r"|inviato(?: il)?|verzonden|отправлено|надіслано|дата|التاريخ|تاريخ الإرسال|تم الإرسال|sendt|dato|skickat"
    r"|lähetetty|päiväys|päivämäärä|wysłano|odesláno|elküldve|dátum|tarih|gönderildi|ημερομηνία|στάλθηκε"
    r"|发送时间|时间|日期|寄件日期|送信日時|日時|日付|보낸\s?날짜|날짜|trimis",
    "receiver": r"to|à|a|para|an|aan|кому|إلى|الى|til|till|vastaanottaja|do|komu|címzett|kime|alıcı|προς|收件人|宛先"
    r"|받는\s?사람|către|destinataires?|destinatari[oi]|destinatário|empfänger",
    "subject": r"subject|objet|sujet|asunto|assunto|betreff|oggetto|onderwerp|тема|الموضوع|emne|ämne|aihe|temat"
    r"|předmět|tárgy|konu|θέμα|主题|主題|主旨|件名|제목|subiect",
    "other": r"b?cc|cci|cco|copie(?: à)?|copia|cópia|kopie|копия|копія|kopi|kopia|kopio|másolat|dw|bilgi|抄送|副本|참조"
    r"|reply-to|répondre à|responder a|antwort an|rispondi a|attachments?|pièces? jointes?|adjuntos?|anexos?|anlagen?"
    r"|allegati|importance|importância|importancia|priority|organization|mailed-by|list-id|message-id|نسخة",
}
_NAMES = "|".join(f"(?P<{kind}>{names})" for kind, names in _HEADER_NAMES.items())
_HEADER = re.compile(rf"[>*_\s|]{{0,6}}(?:{_NAMES})[*_\s]{{0,4}}[:：]", re.IGNORECASE)
_HEADERS_IN_ONE_LINE = re.compile(
    rf"[>*_\s|]{{0,6}}(?:{_HEADER_NAMES['sender']})\s?[:：].{{3,200}}\s[*_]{{0,2}}(?:{_HEADER_NAMES['date']})\s?[:：].{{0,60}}\d",
    re.IGNORECASE,
)

# Yahoo on Android runs the announcement and the quotation together on one line.
_RUN_TOGETHER = re.compile(rf".{{6,200}}<[^<>\s]{{3,150}}>\s?{_WROTE}\s?[:：]\s", re.IGNORECASE)


def may_end_attribution(line: str) -> bool:
    """The cheap question first: nearly every line of a mail ends otherwise."""
    return _MAY_END.search(line[-44:]) is not None


def may_start_attribution(line: str) -> bool:
    """Whether an attribution that runs over several lines may begin with this one."""
    if _SENTENCE_END.search(line[-30:]) is not None:
        return False
    if _NAMED.match(line) is not None and _DATED.search(line[:LONGEST_LINE]) is not None:
        return True
    return _OPENS.match(line) is not None and _STARTS.match(line[:80]) is not None


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a line holds that may announce a quotation."""

    text: str
    before_quote: bool
    starts: bool
    dated: bool
    timed: bool
    address: bool
    marked: bool
    """It ends in a colon, or in drawn lines."""


def is_attribution(text: str, *, before_quote: bool) -> bool:
    """Whether a line (or several joined) announces a quotation: who wrote when."""
    if not text or len(text) > LONGEST_LINE or (not before_quote and _FIRST_PERSON.search(text)):
        return False
    clues = _Clues(
        text=text,
        before_quote=before_quote,
        starts=_STARTS.match(text) is not None,
        dated=_DATED.search(text) is not None,
        timed=_TIME.search(text) is not None,
        address=_ADDRESS.search(text) is not None,
        marked=_ENDS.search(text[-90:]) is not None,
    )
    return _ends_in_wrote(clues) or _says_wrote_before(clues) or _says_when_and_who(clues)


def _ends_in_wrote(clues: _Clues) -> bool:
    if not _WROTE_AT_END.search(clues.text[-90:]):
        return False
    if clues.before_quote and (clues.marked or clues.address):
        return True
    if clues.starts and clues.dated:
        return clues.marked or clues.address
    return clues.marked and (clues.address or _is_between_lines(clues.text))


def _is_between_lines(text: str) -> bool:
    return text.startswith(_DRAWN) and text.endswith(_DRAWN)


def _says_wrote_before(clues: _Clues) -> bool:
    """'Am 12.01.2026 schrieb Anna:', 'Anna wrote on 12 January at 9:00:', 'Quoting Anna <anna@...>:'."""
    if not clues.marked:
        return False
    if _QUOTING.match(clues.text) or (clues.starts and clues.dated and _NAME_AT_END.search(clues.text)):
        return True
    sure = clues.address or clues.timed or clues.before_quote
    return clues.dated and sure and _WROTE_WHEN_AT_END.search(clues.text) is not None


def _says_when_and_who(clues: _Clues) -> bool:
    """'2026-01-12 9:00 GMT+01:00 Anna <anna@...>:', as programs write that know no verb."""
    if not (clues.starts and clues.address and (clues.dated or clues.timed)):
        return False
    if clues.before_quote:
        return clues.marked or (clues.dated and may_end_attribution(clues.text))
    if _NEEDS_VERB.match(clues.text):
        return False
    return clues.marked and _ADDRESS_AT_END.search(clues.text[-200:]) is not None


def own_words_before(line: str) -> str:
    """What was written on the line where an attribution begins in its middle; "" if none does."""
    for match in _RUN_ON.finditer(line[:LONGEST_LINE]):
        if is_attribution(line[match.end() :], before_quote=False):
            return line[: match.start()]
    return ""


def is_run_together(line: str) -> bool:
    """Whether an attribution and the quotation after it share this line."""
    match = _RUN_TOGETHER.match(line[:LONGEST_LINE])
    if match is None:
        return False
    # How the quotation ends says nothing about how it was announced.
    return may_start_attribution(match.group()) and _DATED.search(line[:200]) is not None


def is_attribution_tail(line: str) -> bool:
    """'> wrote:' or '>:', which a program left of '<address> wrote:' after it broke the line inside the brackets."""
    return _TAIL.fullmatch(line[:LONGEST_LINE]) is not None


def header_of(line: str) -> str | None:
    """The kind of header a line names: sender, date, receiver, subject or other; None if it names none."""
    match = _HEADER.match(line[:LONGEST_LINE])
    return match.lastgroup if match else None


def has_headers_in_one_line(line: str) -> bool:
    """Whether From and Sent stand on one line, as some phones write them."""
    return _HEADERS_IN_ONE_LINE.match(line[:LONGEST_LINE]) is not None and has_address(line)


def has_address(text: str) -> bool:
    """Whether an e-mail address occurs in the text."""
    return _ADDRESS.search(text[:LONGEST_LINE]) is not None


def has_time(text: str) -> bool:
    """Whether a time of day occurs in the text."""
    return _TIME.search(text[:LONGEST_LINE]) is not None
