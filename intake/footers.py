"""What stands around somebody's words without being theirs: banners, signatures, and footers of devices, lists and firms."""

import re
from collections.abc import Sequence

LONGEST_LINE = 600
MAX_SIGNATURE = 25
MAX_FOOTER = 80
_MAX_CARD = 8

_DEVICE = (
    r"(?:iphone|ipad|ipod|android|samsung|galaxy|huawei|xiaomi|mobil\w{0,12}|smart ?phone|telefon\w{0,3}|téléphone|teléfono"
    r"|telem[oó]vel|celular|handy|blackberry|outlook|yahoo|gmail|e?mail|correo|courrier|proton ?mail|windows|cellulare"
    r"|telefoon|айфона|устройства|телефона|phone|appareil|dispositivo|workspace|nokia|htc|tablet\w{0,3}|motorola|nexus"
    r"|pixel|oneplus|oppo|redmi|wiko|alcatel|lumia|xperia|airmail|mailbox|typeapp|bluemail|spark|k-9|thunderbird"
    r"|fairemail|gmx|web\.de|webmail|orange|sfr|free|laposte|zimbra|zoho|pc|mac(?:book)?|cell|device|puhelime\w{0,6}|ordinateur)"
)
_SENT = (
    r"(?:sent|envoyée?s?|enviad[oa]|gesendet|inviat[oa]|verstuurd|verzonden|отправлено|надіслано|написано|wysłan[oea]"
    r"|odesláno|odoslané|sendt|skickat|lähetetty|elküldve|küldve|trimis|gönderildi|στάλθηκε|hantert)"
)
_BY = (
    r"(?:from|with|via|by|using|de|du|depuis|à partir d[eu’']|avec|desde|con|do|da|dal|d[eo] (?:um|mon|meu|minha)|através d[aeo]"
    r"|pelo|a partir d[aeo]|com|von|mit|vom|über|dall['’]|vanaf|met|vanuit|via|с|из|від|z|ze|fra|från|av|med|na|din)"
)
_MOBILE = re.compile(
    r"[\s*_–—<(\[-]{0,6}(?:"
    rf"{_SENT} {_BY}[^,.;:!?]{{0,40}}\b{_DEVICE}\b.{{0,80}}"
    r"|sent from my (?!desk\b|office\b|home\b)[^,.;:!?]{1,40}\.?"
    r"|sent (?:via|with) [A-Z]\w{2,20}"
    r"|von (?:meinem|unterwegs).{0,40}gesendet.{0,40}|diese (?:nachricht|e-?mail) wurde von .{0,60}gesendet.{0,20}"
    r"|(?:get|téléchargez?|télécharger|obtenez|obtener|obter|obtenha|descarga|baixe|baixar|holen sie sich|laden sie|scarica|ottieni|download|hent|hämta|pobierz) "
    r"(?:o |l['’])?outlook .{0,40}|provenance\s?: courrier .{0,40}"
    r"|.{0,20}yahoo mail (?:on|auf|sur|para|en|su|per) (?:android|iphone).{0,20}"
    r"|(?:from my|de mon|depuis mon) (?:iphone|ipad|mobile|phone|téléphone|android).{0,20}|[^\W\d_]{2,20} from mobile"
    r"|lähetetty .{0,30}(?:puhelime|iphone|ipad|outlook).{0,20}|.{0,20}(?:iphone|ipad)['’]?(?:umdan|imden|dan) gönderildi.{0,10}"
    r"|أرسلت من .{0,40}|تم الإرسال من .{0,40}|مرسل من .{0,40}|نُشر من .{0,40}|从我的.{1,20}发送|從我的.{1,20}傳送|发自我的.{1,20}"
    r"|(?:iphone|ipad)から送信|나의 (?:iphone|ipad)에서 보냄|내 .{1,20}에서 보냄"
    r")(?:\s?<[^<>\s]{0,250}>|https?://\S{1,250})?[)>\]\s.]{0,4}",
    re.IGNORECASE,
)
_SENT_LAST = re.compile(r"sent from [^,.;:!?]{1,50}", re.IGNORECASE)

_SIGNATURE = re.compile(r"--\s?|[—–] ?|__|-- ?-|‐‐|\+\+")
_DRAWN = frozenset("_-=*—–⁓~")
_CARD_RULE = re.compile(r"[_—–⁓=]{3,80}|[_—–-]{10,100}")
_CONTACT = re.compile(r"@|https?://|www\.|\+\d|\d[\d ().-]{6,}\d|📧|📱|☎|mailing list", re.IGNORECASE)
_SIGNED = re.compile(
    r"-[A-ZÀ-Þ][\w'’]{1,20}(?: (?:de|van|von|der|den|da|do|dos|del|la|le|el|bin|al)){0,2}(?: [A-ZÀ-Þ][\w'’.]{1,20}){1,3}"
)

# What stands in a plain text where the HTML shows a picture, mostly a logo.
_PICTURE = re.compile(
    r"\[(?:cid:|image\b|inline image|logo)[^\]\n]{0,200}\]|<?image\d{3}\.(?:png|jpe?g|gif)>?", re.IGNORECASE
)
_LEGAL = re.compile(
    r"[\s*_\[(]{0,6}(?:(?:this|the) (?:e-?mail|message|communication|transmission|information (?:contained )?in)"
    r"(?=.{0,300}(?:confidential|intended|privileged|virus|subscri))"
    r"|(?:confidentiality|legal|privacy|privileged) (?:notice|note|disclaimer|information)|disclaimer\b"
    r"|avis de confidentialité|clause de confidentialité"
    r"|(?=.{0,400}(?:confidentiel|destinataire|virus))(?:ce|cet|le présent) (?:e-?mail|message|courriel|mail|courrier)"
    r"|(?:este|el presente) (?:mensaje|correo|e-?mail)(?=.{0,300}(?:confidencial|destinatari|privilegiad|virus))"
    r"|aviso (?:legal|de confidencial\w{1,6})|est[ae] (?:mensagem|e-?mail|correio)(?=.{0,300}(?:confidencia|destinat|vírus))"
    r"|la información contenida en este (?:mensaje|correo)|as informações contidas nest[ae]"
    r"|diese (?:e-?mail|nachricht|mail)(?=.{0,300}(?:vertraulich|bestimmt|viren))"
    r"|(?:questo|il presente|le informazioni contenute in questo) (?:messaggio|e-?mail)?(?=.{0,300}(?:riservat|confidenzial|destinatari))"
    r"|(?:dit|deze) (?:e-?mail|bericht)(?=.{0,300}(?:vertrouwelijk|bestemd))"
    r"|(?:настоящее|это|данное) (?:электронное )?(?:сообщение|письмо)(?=.{0,300}(?:конфиденциальн|предназначен))"
    r"|هذه الرسالة(?=.{0,300}(?:سرية|المرسل إليه))|(?:please )?consider the environment"
    r"|(?:avant d['’]imprimer|pensez à l['’]environnement|n['’]imprimez|antes de imprimir|(?:bitte )?denken sie an die umwelt)"
    r"|virus-free\.|sans virus\.|libre de virus\.|no virus found in this|livre de vírus\.|garanti sans virus"
    r"|you received this (?:message|e-?mail) because you|to unsubscribe from this|vous recevez ce (?:message|courriel) (?:car|parce)"
    r"|recib(?:es|e|ió) este (?:mensaje|correo) porque|você (?:está recebendo|recebeu) (?:esta|este) (?:mensagem|e-?mail) porque)",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"\W{0,6}(?:external(?: e-?mail| sender| message)?\W{0,6}$|e-?mail externe?\W{0,6}$|correo externo\W{0,6}$"
    r"|(?:caution|warning|attention|precaución|cuidado|atenção|atención|achtung|attenzione)\W{1,6}"
    r"(?:this (?:e-?mail|message)|external|ce (?:message|courriel|mail)|cet e-?mail|est[ea] (?:mensaje|correo|mensagem|e-?mail)|diese|questa)"
    r"(?=.{0,200}(?:outside|external|extern|extérieur|provient|fuera|fora|außerhalb|esterno|esterna))"
    r"|you don['’]t often get email from|vous n['’]obtenez pas souvent d['’]e-mail|no suele recibir correo|sie erhalten nicht (?:oft|häufig) e-?mail"
    r"|não costuma receber)",
    re.IGNORECASE,
)
_BANNER_GOES_ON = re.compile(
    r"click|link|attachment|sender|content is safe|cliquez|pièces? jointe|expéditeur|enlace|adjunt|remitente|clique\b|anexo"
    r"|remetente|outside|learn why|en savoir plus|anhäng|absender|allegat|mittente",
    re.IGNORECASE,
)


def is_mobile_footer(line: str) -> bool:
    """Whether a line is what a phone or a mail program adds below everything."""
    return len(line) <= 350 and _MOBILE.fullmatch(line.strip()) is not None


def without_banner(lines: Sequence[str]) -> list[str]:
    """The lines without the warning that a mail gateway put on top."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if start >= len(lines) or not _BANNER.match(lines[start][:LONGEST_LINE]):
        return list(lines)
    end = start + 1
    while end < len(lines) and lines[end].strip() and _BANNER_GOES_ON.search(lines[end][:LONGEST_LINE]):
        end += 1
    return list(lines[end:])


def without_footer(lines: Sequence[str]) -> list[str]:
    """The lines down to the signature or the first footer."""
    lines = [line for line in lines if not is_mobile_footer(line) and not _PICTURE.fullmatch(line.strip())]
    below = sum(1 for line in lines if line.strip())
    written = False
    for place, line in enumerate(lines):
        below -= bool(line.strip())
        if _starts_footer(lines, place, below, written=written):
            return _without_name_at_end(_without_rule(lines[:place]))
        written = written or bool(line.strip())
    return _without_name_at_end(lines)


def _starts_footer(lines: Sequence[str], place: int, below: int, *, written: bool) -> bool:
    line = lines[place].strip()
    if _SIGNATURE.fullmatch(line):
        return below <= MAX_SIGNATURE
    if not written or not line:
        return False
    if _CARD_RULE.fullmatch(line):
        return 0 < below <= _MAX_CARD and _is_card(lines[place + 1 :], line)
    # A legal notice is a paragraph of its own below something; a mail may well begin with such words.
    if set(lines[place - 1].strip()) - _DRAWN:
        return False
    return below <= MAX_FOOTER and _LEGAL.match(" ".join(lines[place : place + 5])[:LONGEST_LINE]) is not None


def _is_card(lines: Sequence[str], rule: str) -> bool:
    """Whether what follows a drawn line is somebody's card or a list's footer, not one more paragraph."""
    text = [line.strip() for line in lines if line.strip()]
    if any(len(line) > 100 for line in text):
        return False
    apart = bool(lines) and not lines[0].strip()
    if apart and any(line.endswith((".", "!", "?", ":", ",")) for line in text):
        return False
    if any(_CONTACT.search(line) for line in text):
        return True
    return rule[0] in "_—–" and len(text) <= 3 and (not apart or all(len(line) <= 40 for line in text))


def _without_rule(lines: Sequence[str]) -> list[str]:
    end = len(lines)
    while end and not set(lines[end - 1].strip()) - _DRAWN:
        end -= 1
    return list(lines[:end])


def _without_name_at_end(lines: Sequence[str]) -> list[str]:
    """'-Anna Example' or 'Sent from ...' alone at the very end is a signature too."""
    kept = [n for n, line in enumerate(lines) if line.strip()]
    if len(kept) < 2 or kept[-1] - kept[-2] < 2:
        return list(lines)
    last = lines[kept[-1]].strip()[:LONGEST_LINE]
    if _SIGNED.fullmatch(last) or _SENT_LAST.fullmatch(last):
        return list(lines[: kept[-1]])
    return list(lines)
