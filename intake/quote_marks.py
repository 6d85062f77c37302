"""How mail programs announce history, in many languages: attributions, separators, header blocks, footers."""

import re

LONGEST_LINE = 600

QUOTED = re.compile(r"[ \t]{0,3}(?:>|&gt;|»\s)")

_ADDRESS = r"[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,120}"
_TIME = r"\b\d{1,2}\s?[:.hH]\s?\d{2}\b"

_WROTE = (
    r"(?:wrote|writes|a écrit|écrit|escribió|escribio|escreveu|schrieb|ha scritto|scrisse|schreef|heeft geschreven"
    r"|написал(?:а|\(а\))?|пишет|كتب|كتبت|skrev|napisał(?:\(a\)|a)?|napsal|scris|γράφει|έγραψε|yazdı)"
)
_OPENER = re.compile(
    r"(?:on|at|le|el|em|no dia|a|am|den|il(?: giorno)?|op|в|во|dnia|dne|في|بتاريخ|пн|вт|ср|чт|пт|сб|вс)\b",
    re.IGNORECASE,
)
_WROTE_AT_END = re.compile(rf"\b{_WROTE}(?:\s.{{0,160}})?\s?[:：]$", re.IGNORECASE)
_WROTE_BARE = re.compile(rf"\b{_WROTE}\s?[:：]?$", re.IGNORECASE)
_SENDER_AND_TIME = re.compile(rf"(?=.{{0,400}}{_ADDRESS})(?=.{{0,400}}{_TIME}).{{0,500}}[:：]$")
_NAME_WROTE = re.compile(
    rf".{{0,120}}[<(\[]?{_ADDRESS}[>)\]]?\s{{1,3}}{_WROTE}.{{0,40}}[:：]$", re.IGNORECASE
)
_DATED = re.compile(rf"\d{{4}}|{_TIME}|\d{{1,2}}[./-]\d{{1,2}}")

_ORIGINAL = (
    r"original message|original appointment|forwarded (?:message|by .{1,80})|reply message|mail original"
    r"|message (?:d['’]origine|original|transféré|initial)|courriel original"
    r"|mensaje original|mensaje reenviado|mensagem (?:original|encaminhada|reencaminhada)"
    r"|urspr(?:ü|ue)ngliche (?:nachricht|mail)|originalnachricht|weitergeleitete nachricht|original-nachricht"
    r"|messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht"
    r"|исходное сообщение|пересылаемое сообщение|пересланное сообщение|الرسالة الأصلية|رسالة معاد توجيهها"
)
SEPARATOR = re.compile(
    rf"(?:[-_=–—*\s]{{2,40}}(?:{_ORIGINAL})[-_=–—*\s:]{{0,40}}"
    r"|begin forwarded message\s?:|début du message (?:réexpédié|transféré)\s?:|inicio del mensaje reenviado\s?:"
    r"|início da mensagem (?:re)?encaminhada\s?:|anfang der weitergeleiteten nachricht\s?:|inizio messaggio inoltrato\s?:"
    r"|start doorgestuurd bericht\s?:)",
    re.IGNORECASE,
)

_FROM = r"from|de|da|von|van|от|от кого|من|expéditeur|remitente|remetente|mittente|afzender|absender"
_OTHER = (
    r"sent|date|to|cc|subject|envoyé|à|objet|date d['’]envoi|destinataire|enviado(?: el| em| a)?|fecha|para|asunto"
    r"|data|assunto|enviada em|gesendet|datum|an|betreff|inviato|a|oggetto|verzonden|aan|onderwerp"
    r"|отправлено|дата|кому|копия|тема|إلى|الى|التاريخ|تاريخ الإرسال|الموضوع|reply-to|responder a"
)
HEADER_FROM = re.compile(
    rf"[*_\s|]{{0,4}}(?:{_FROM})[*_]{{0,2}}\s{{0,2}}[:：][*_]{{0,2}}\s{{0,3}}\S", re.IGNORECASE
)
HEADER_OTHER = re.compile(rf"[*_\s|]{{0,4}}(?:{_OTHER})[*_]{{0,2}}\s{{0,2}}[:：]", re.IGNORECASE)

_CLIENT = (
    r"(?:my |mon |meu |mi |minha |dal mio |meinem |mijn )?"
    r"(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|mobile|smartphone|telefon|téléphone|teléfono|telemóvel|celular"
    r"|handy|blackberry|outlook|yahoo|gmail|mail|correo|courrier|proton ?mail|windows|smart ?phone|cellulare|telefoon"
    r"|айфона|устройства|phone|appareil|dispositivo|mobiltelefon|workspace|nokia|htc|mobiel)"
)
MOBILE = re.compile(
    r"[\s*_–—-]{0,6}(?:(?:sent|envoyé[es]?|enviad[oa]|gesendet|inviato|verstuurd|verzonden|отправлено|написано)"
    r" (?:from|with|via|by|de|depuis|à partir de|avec|desde|con|do|da|de(?: um| mon)?|através d[eo]|pelo|com|von|mit|dal?"
    r"|vanaf|met|vanuit|с|из) .{0,30}" + _CLIENT + r".{0,60}"
    r"|von (?:meinem|unterwegs).{0,40}gesendet.{0,40}|diese nachricht wurde von .{0,40}gesendet.{0,20}"
    r"|(?:get|téléchargez?|télécharger|obtenez|obtener|obter|obtenha|descarga|baixe|holen sie sich|laden sie|scarica|ottieni|download)"
    r" (?:o |l['’])?outlook .{0,30}|provenance\s?: courrier .{0,40}|.{0,20}yahoo mail (?:on|auf|sur|para|en|su) android.{0,20}"
    r"|отправлено с .{0,40}|أرسلت من .{0,40}|تم الإرسال من .{0,40})(?:\s?<[^<>\s]{0,250}>)?",
    re.IGNORECASE,
)

SIGNATURE = re.compile(r"--\s?|— ?|__|-- ?-")

LEGAL = re.compile(
    r"[\s*_\[(]{0,6}(?:(?:this|the) (?:e-?mail|message|communication|transmission|information (?:contained )?in)"
    r"(?=.{0,300}(?:confidential|intended|privileged|virus))"
    r"|(?:confidentiality|legal|privacy) (?:notice|note|disclaimer)|disclaimer\b|avis de confidentialité"
    r"|ce (?:message|courriel|mail)|(?=.{0,300}confidentiel)(?:ce|cet|le présent) (?:e-?mail|message|courriel)"
    r"|(?:este|el presente) (?:mensaje|correo|e-?mail)(?=.{0,300}(?:confidencial|destinatari|privilegiad))"
    r"|aviso (?:legal|de confidencial\w{1,6})|est[ae] (?:mensagem|e-?mail|correio)(?=.{0,300}(?:confidencia|destinat))"
    r"|diese (?:e-?mail|nachricht)(?=.{0,300}(?:vertraulich|bestimmt))"
    r"|(?:questo|il presente) messaggio(?=.{0,300}(?:riservat|confidenzial|destinatari))"
    r"|(?:dit|deze) (?:e-?mail|bericht)(?=.{0,300}(?:vertrouwelijk|bestemd))"
    r"|please consider the environment|(?:avant d['’]imprimer|pensez à l['’]environnement|n['’]imprimez)"
    r"|antes de imprimir|(?:bitte )?denken sie an die umwelt|virus-free\.|sans virus\.|libre de virus\.)",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"\W{0,6}(?:external(?: e-?mail| sender| message)?\W{0,6}$|(?:caution|warning|attention|precaución|cuidado|atenção|atención)\W{1,4}"
    r"(?:this (?:e-?mail|message)|external|ce (?:message|courriel|mail)|est[ea] (?:mensaje|correo|mensagem|e-?mail))"
    r"(?=.{0,200}(?:outside|external|extern|extérieur|fuera|fora)))",
    re.IGNORECASE,
)


# Yahoo on Android runs the announcement and the quotation together on one line.
RUN_TOGETHER = re.compile(rf"\s*{_OPENER.pattern}.{{0,200}}<{_ADDRESS}>\s?{_WROTE}\s?:\s", re.IGNORECASE)


def is_attribution(text: str, *, before_quote: bool) -> bool:
    """Whether a line (or two to four joined) announces a quotation: who wrote when."""
    if len(text) > LONGEST_LINE or not text:
        return False
    if _SENDER_AND_TIME.fullmatch(text) or _NAME_WROTE.fullmatch(text):
        return True
    if _OPENER.match(text) and _WROTE_AT_END.search(text) and _DATED.search(text):
        return True
    if not before_quote:
        return False
    # Right above a quotation less is enough: "Anna wrote:", or any dated line that ends in a colon.
    return _WROTE_BARE.search(text) is not None or (
        text.endswith((":", "：")) and _DATED.search(text) is not None
    )
