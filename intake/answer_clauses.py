"""A reply cut into clauses, each with the days it names; greetings and closings left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.everyday_words import everyday_words
from config.periods import Period
from intake.answer_noise import without_numbers
from intake.answer_questions import is_question
from intake.answer_words import COMPARISONS, EXCEPTIONS, Sign, signs_in
from intake.calendar_names import plain
from intake.date_apposition import narrowed_by_apposition
from intake.date_spans import Span, periods_in
from intake.neutral_words import is_neutral
from intake.recurring_days import with_recurring

MAX_TEXT = 4_000
MAX_SENTENCES = 80
_LONGEST_ASIDE = 120


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that says one thing."""

    text: str
    """As written."""
    words: str
    """In lower case, its dates replaced by §."""
    spans: tuple[Span, ...]
    signs: Sign
    contrary: bool
    """Begins with 'but' or 'however'."""
    listing: bool
    """Follows a colon."""
    fresh: bool
    """Follows a semicolon."""
    aside: bool = False
    """In brackets that hold more than days and words beside days: what is said around them is not said of its days."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its clauses; a question states nothing."""

    text: str
    asked: bool
    clauses: tuple[Clause, ...]


def sentences_of(
    text: str, *, window: Period | None, today: date, language: str, near: bool = False
) -> tuple[Sentence, ...]:
    """The sentences a person wrote, without greeting and closing."""
    whole = _cutting(prepared(text), window, today, language, near=near)
    return tuple(
        Sentence(
            whole.text[start:end],
            # Who was asked for days and proposes some has them free; anybody else may only ask.
            is_question(whole.text[start:end], answering=window is not None),
            tuple(_named_exceptions(_clauses(whole, start, end))),
        )
        for start, end in _places(whole)
    )[:MAX_SENTENCES]


def prepared(text: str) -> str:
    """What is read: plain apostrophes and spaces, no greeting, no closing, lines joined."""
    plain = text[:MAX_TEXT].replace("’", "'").replace("´", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return _unwrapped(_without_frame(_BULLET.sub(lambda bullet: " " * len(bullet.group()), plain)))


# No dash of "2 - 6 March": each line of a list stands for itself.
_BULLET = re.compile(r"^[ \t]{0,9}(?:[-–—*•·]{1,2}|[1-9a-h]\))(?=[ \t])", re.MULTILINE)


def _places(whole: "_Cutting") -> Iterator[tuple[int, int]]:
    """Where the sentences stand; a full stop inside a date ends none."""
    start = 0
    ends = [m for m in _SENTENCE_END.finditer(whole.text) if not _inside(m.start(), whole.spans)]
    for match in (*ends, None):
        end = match.start() if match else len(whole.text)
        piece = whole.text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = match.end() if match else end


_SENTENCE_END = re.compile(
    r"(?<=[^\d\s][.!?…])(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\bz\.B\.)(?<!\bd\.h\.)(?<!\bp\.ex\.)(?<!\bp\. ex\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSr\.)(?<!\bSra\.)(?<!\bSt\.)(?<!\bNo\.)(?<!\bno\.)(?<!\bapprox\.)(?<!\bevtl\.)(?<!\bca\.)(?<!\bggf\.)(?<!\bp\.)(?<!\bprot\.)(?<!\bexp\.)(?<!\bTel\.)(?<!\btel\.)\s+|(?<=[^\W\d]\s[!?…])\s+|(?<=\d{4}\.)\s+|(?<=\d[!?])\s+|(?<=\d(?:st|nd|rd|th)\.)\s+|(?<=\d\d\.)\s+(?=[A-ZÀ-ÖØ-Þ])|\n+"
)
_GREETING = re.compile(
    r"\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|chère?s?|madame|monsieur|estimad[oa]s?|hola|buen[oa]s"
    r"(?: d[ií]as| tardes)?|prezad[oa]s?|car[oa]s?|olá|bom dia|boa tarde|sehr geehrte[rs]?|liebe[rs]?|guten (?:tag|morgen)|hallo|gentil[ei]"
    r"|buongiorno|salve|exm[oa]s?\.?)(?!\w)[^,!.:;?\n]{0,60}[,!.:;]?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^[ \t]*(?:(?:with )?(?:my )?(?:kind|best|warm|warmest|kindest)(?: \w+)? ?(?:regards|wishes)|(?:best|regards|sincerely|yours|cheers|respectfully)\b(?! date)"
    r"|(?:bien )?cordialement|(?:très )?cordialement|bien à vous|(?:meilleures |sincères )?salutations|je vous prie d'agréer|veuillez agréer|respectueusement|amicalement|bien amicalement"
    r"|(?:un )?(?:cordial(?:es)? )?saludos?\b|atentamente|cordialmente|reciba|atenciosamente|(?:com os )?(?:melhores )?cumprimentos|um abraço|abraços|un abrazo"
    r"|mit (?:freundlichen|besten|herzlichen)|mfg|(?:viele|beste|freundliche|liebe) grüße|cordiali saluti|distinti saluti|un cordiale saluto|cari saluti)",
    re.IGNORECASE | re.MULTILINE,
)
_CONTRARY = (
    r"(?<!everything )(?<!anything )(?<!any day )(?<!any date )(?<!any time )(?<!every day )(?<!nothing )(?<!all )but|however|though|although|nevertheless|mais|cependant|toutefois|par contre|en revanche|pero|sin embargo|(?<!nada )mas|porém|contudo|no entanto|aber|jedoch|allerdings"
    r"|però|tuttavia"
)
_CUT = re.compile(
    rf"(?P<colon>:)(?=\s)|,|(?P<semicolon>;)|[.!…]+(?=\s|$)|\s[-–—]+\s|\s?\((?=\S)|\)|(?<![\w'])(?P<contrary>{_CONTRARY})(?![\w'])"
    r"|(?<![\w'])(?P<and>and|et|y(?! cuando)|e(?!-)|und|so(?! long)|since|because|car|(?<!soon )(?<!long )as(?= (?:i|we|my|our|there|the|it|they|this|that)(?!\w))|parce|porque|pois|weil|(?<=, )da)(?![\w'])"
    r"|(?<![\w'])(?P<if>)(?=(?:if|provided|as long as|so long as|unless|si(?= (?!non\b))|pourvu|à condition|sous réserve|siempre que|siempre y cuando|con tal|se(?= [^\W\d])|desde que|wenn|falls|sofern)(?![\w']))"
    rf"|(?<![\w'])(?=(?:otherwise|sinon|autrement|sonst|altrimenti|por lo demás|de resto|(?<!the )only(?!\s*(?:[.!,;)]|$))|seulement|solamente|{EXCEPTIONS}|{COMPARISONS})(?![\w'])|(?:plutôt|davantage|mieux) qu')",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"[ ]{0,3},?[ ]{0,3}(?:(?:and|et|y|e|und|or|ou|o|oder|&)[ ]{1,3})?(?:(?:le|el|o|il|on|em|am|the|les|los|os) )?"
)
_BARE_END = re.compile(r"\d(?:st|nd|rd|th|er|º|\.)?$")
# Portuguese 'no dia 12' is no refusal.
_IN_THE = re.compile(
    r"(?<!\w)nos?(?= (?:dias? \d|dia|dias|mês|início|começo|próximo|último|primeiro|segundo|terceiro|quarto|máximo|mínimo|âmbito|decorrer|decurso|período|1\.?º|(?:fim|final) d[eo])(?!\w))"
)
_IN_ANY = re.compile(r"(?<!\w)nos?(?= \w)(?! (?:thanks?|thx|problem|gracias|grazie|way)(?!\w))")
_LEAD = 2
"""By so many everyday words Portuguese has to lead before 'no' is 'in the' there."""


_MORE = re.compile(r"(?<!\w)mais(?!\w)")


def _in(match: re.Match[str]) -> str:
    return "em" + " " * (len(match[0]) - 2)


def _is_portuguese(lower: str) -> bool:
    words = [word for word in _WORD.findall(lower[:_MOST_TOLD]) if word not in {"no", "nos"}]
    known = everyday_words()
    scores = {
        code: sum(word in known[code] for word in map(plain, words)) for code in ("pt", "es", "en", "it")
    }
    return scores["pt"] >= max(scores["es"], scores["en"], scores["it"]) + _LEAD


_WORD = re.compile(r"[^\W\d_]+")
_MOST_TOLD = 600
_CODE = re.compile(r"\[?\b20\d\d-\d{2,4}\b(?![-\d])\]?")


def _without_frame(text: str) -> str:
    greeting = _GREETING.match(text)
    # A greeting is one if something follows it.
    body = text[greeting.end() :] if greeting and text[greeting.end() :].strip() else text
    body = _SIGNED.sub("", body, count=1)
    closing = next((match for match in _CLOSING.finditer(body) if body[: match.start()].strip()), None)
    return _without_card(body[: closing.start()] if closing else body)


# '... gerne, Gruß J.'
_SIGNED = re.compile(
    r"(?<=[\w)])[,.!]{1,3}[ ](?:(?:un |um |with |mit |my )?(?:best|kind |warm |beste |viele |liebe |mes |bien )?(?:gruß|grüße|lg|vg|mfg|saludos?|slds|abrazos?|abraços?|abs|bjs|beijos|besos|bises|bisous|cheers|regards|cdlt|cordialement|fraternellement|amitiés|saluti|cari saluti|ciao|warmly|fraternally))[,.!]?"
    r"(?: (?-i:[A-ZÀ-Ý])[\w.'-]{0,20}){0,4}\s*$",
    re.IGNORECASE,
)


def _without_card(body: str) -> str:
    """The text above '--' or above somebody's name with lines that are no sentences: titles, a talk, an address."""
    drawn = re.search(r"^-- ?$", body, re.MULTILINE)
    if drawn and body[: drawn.start()].strip():
        return body[: drawn.start()]
    name = next((match for match in _NAME.finditer(body) if body[: match.start()].strip()), None)
    if name is None or re.search(r"[.!?][ \t]*$", body[name.end() :], re.MULTILINE):
        return body
    return body[: name.start()]


_NAME = re.compile(
    r"(?<=[.!?,…]\n)[ \t]*(?:(?:Dr|Prof|Mr|Mrs|Ms|Dra|Sr|Sra|Mme|M)\.? ?)?[A-ZÀ-ÖØ-Þ][^\W\d]*(?:[ -](?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][^\W\d]+|de|da|do|van|von)){1,3}[ \t]*\n"
)


def _unwrapped(text: str) -> str:
    # A long line without an end goes on in the next one: mail programs wrap at 72.
    return re.sub(r"(?<=[^\n]{55}[\w,;'])[ \t]*\n(?=[ \t]*\w)", " ", text)


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A text, its lower-case form of the same length, and the days named in it."""

    text: str
    readable: str
    spans: tuple[Span, ...]


def _cutting(text: str, window: Period | None, today: date, language: str, *, near: bool) -> _Cutting:
    # A number after a colon is no part of a time when a space stands between; a code is no date.
    lean = without_numbers(text)
    datable = _CODE.sub(lambda match: " " * len(match[0]), re.sub(r":(?=\s)", "|", lean))
    named = periods_in(datable, today=today, language=language, window=window, near=near)
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in lean)
    spans = with_recurring(lower, narrowed_by_apposition(named, lean), window)
    lower = _IN_THE.sub(_in, lower)
    if _is_portuguese(lower):
        # 'mais' is no 'but' there.
        lower = _MORE.sub("más ", _IN_ANY.sub(_in, lower))
    return _Cutting(text, _CODE.sub(lambda match: " " * len(match[0]), lower), spans)


def _clauses(whole: _Cutting, start: int, end: int) -> Iterator[Clause]:
    kind = ""
    cuts = [
        match
        for match in _CUT.finditer(whole.readable, start, end)
        if not _inside(match.start(), whole.spans)
        and not _is_in_list(whole, match)
        and (match["if"] is None or _follows_days(whole, match.start()))
    ]
    for match in (*cuts, None):
        stop = match.start() if match else end
        clause = _clause(whole, start, stop, kind)
        if _is_aside(whole, start, stop):
            clause = replace(clause, aside=True)
        # A trailing 'but' promises something that did not come.
        tail = _TRAILING.search(whole.readable, max(0, start - _LONGEST_TRAIL), start) is not None
        if clause.words or clause.spans or (clause.contrary and match is None and not tail):
            yield clause
            kind = ""
        if match:
            start, kind = match.end(), (match.lastgroup or kind)


def _named_exceptions(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """'Sauf pour le pont de l'Ascension, du 6 au 9 mai': what is left out has a name, and then its days."""
    waiting: Clause | None = None
    for clause in clauses:
        if waiting is not None and clause.words == "§" and not clause.contrary:
            words = f"{waiting.words} §"
            yield replace(waiting, text=f"{waiting.text}, {clause.text}", words=words, spans=clause.spans)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = clause if Sign.EXCEPT in clause.signs and not clause.spans else None
        if waiting is None:
            yield clause
    if waiting is not None:
        yield waiting


# '... passt aber', '21st to 25th would do, though' promise nothing more.
_TRAILING = re.compile(
    r"\w[\w .-]*,? (?:though|however|aber|jedoch|allerdings|cependant|toutefois|par contre|sin embargo|no entanto|contudo|porém|però|tuttavia)[.!]?$"
)
_LONGEST_TRAIL = 40


def _follows_days(whole: _Cutting, place: int) -> bool:
    """Whether an 'if' stands behind days that are no days of an answer: not 'I will tell you on Monday if I can'."""
    before = whole.readable[max(0, place - _LONGEST_ASIDE) : place]
    behind = any(0 <= place - span.end_offset <= 1 for span in whole.spans)
    return behind and _TELLS.search(before) is None


_TELLS = re.compile(
    r"(?<!\w)(?:tell|know|see|ask|check|say|find out|inform|dir\w{1,3}|dis|redis|sais|saur\w+|voir|vérif\w+|deman\w+|dig\w{1,2}|s[eé]|sab\w+|ver|avis\w{1,2}|pregunt\w+|pergunt\w+|sei|schau\w*|sag\w*|weiß|melde|frag\w*|dirò|saprò|chied\w+)(?!\w)"
)


def _is_aside(whole: _Cutting, start: int, stop: int) -> bool:
    """Whether a clause stands in brackets that say something of their own."""
    opened = whole.text.rfind("(", max(0, start - _LONGEST_ASIDE), start)
    closed = whole.text.find(")", stop, stop + _LONGEST_ASIDE)
    if opened < 0 or closed < 0 or whole.text.find(")", opened, start) >= 0:
        return False
    held = _clause(whole, opened + 1, closed, "")
    return not is_neutral(held.words)


def _is_in_list(whole: _Cutting, cut: re.Match[str]) -> bool:
    """'9 and 16 March': what is said of one day is said of all."""
    before = max((span.end_offset for span in whole.spans if span.end_offset <= cut.start()), default=-1)
    after = min((span.start_offset for span in whole.spans if span.start_offset >= cut.end()), default=-1)
    if _turns_over(whole, before, after):
        return False  # 'busy until the 13th, from the 14th free'
    if min(before, after) < 0 or _LISTED.fullmatch(whole.readable, before, after) is None:
        return False
    # 'Not 9 March, 10 March is fine' says two things, 'not on 9, 16 and 23 March' one.
    listed = (
        cut["and"] is not None or _BARE_END.search(whole.readable, max(0, before - 5), before) is not None
    )
    return listed and not _tell_apart(whole, before, after)


def _turns_over(whole: _Cutting, before: int, after: int) -> bool:
    """Whether one run of days ends where another begins: what is said of the one is not said of the other."""
    first = next((span for span in whole.spans if span.end_offset == before), None)
    second = next((span for span in whole.spans if span.start_offset == after), None)
    if first is None or second is None or first.open_end or second.open_start:
        return False
    if first.open_start and second.open_end:
        return True
    # Nobody lists two runs that are one; of weeks many do.
    adjoining = second.period.start - first.period.end == _DAY
    return adjoining and not any(_is_day_or_week(span) for span in (first, second))


def _is_day_or_week(span: Span) -> bool:
    open_ended = span.open_start or span.open_end
    week = span.period.days == _WEEK and span.period.start.weekday() == 0
    return not open_ended and (span.period.days == 1 or week)


def _tell_apart(whole: _Cutting, before: int, after: int) -> bool:
    """Whether days before a comma are refused and those behind it offered, or the other way round: 'away §, § is fine'."""
    first = next((span for span in whole.spans if span.end_offset == before), None)
    second = next((span for span in whole.spans if span.start_offset == after), None)
    if first is None or second is None:
        return False
    lead = whole.readable[max(0, first.start_offset - _LONGEST_LEAD) : first.start_offset]
    rest = whole.readable[second.end_offset : second.end_offset + _LONGEST_LEAD]
    one, other = (
        signs_in(words)
        for words in (f"{_PAUSE.split(lead)[-1].strip()} §", f"§ {_PAUSE.split(rest)[0].strip()}")
    )
    refuses = (one & _AGAINST, other & _AGAINST)
    offers = (one & _FOR, other & _FOR)
    return bool(
        (refuses[0] and offers[1] and not refuses[1]) or (offers[0] and refuses[1] and not refuses[0])
    )


_LONGEST_LEAD = 80
_PAUSE = re.compile(r"[,.;:!?()\n]")
_AGAINST = Sign.NO | Sign.BUSY | Sign.NEGATION
_FOR = Sign.YES | Sign.BARE_YES | Sign.WEAK_YES


_DAY = timedelta(days=1)
_WEEK = 7


def _inside(place: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start_offset <= place < span.end_offset for span in spans)


def _clause(cut: _Cutting, start: int, end: int, kind: str) -> Clause:
    own = tuple(span for span in cut.spans if start <= span.start_offset < end)
    words, place = "", start
    for span in own:
        words += cut.readable[place : span.start_offset] + "§"
        place = max(place, span.end_offset)
    words = " ".join((words + cut.readable[place:end]).split()).strip(" .!…?¿\"'")
    return Clause(
        text=cut.text[start:end].strip(),
        words=words,
        spans=own,
        signs=signs_in(_confirming(words, cut.text, own)),
        contrary=kind == "contrary",
        listing=kind == "colon",
        fresh=kind == "semicolon",
    )


def _confirming(words: str, text: str, spans: tuple[Span, ...]) -> str:
    """'Je vous confirme la semaine du 9 mars' confirms days; 'je vous confirme le 9 mars' may say when an answer comes."""
    # 'Le confirmo la semana que viene' says when.
    runs = bool(spans) and all(
        span.period.days > 1 and any(c.isdigit() for c in text[span.start_offset : span.end_offset])
        for span in spans
    )
    return _CONFIRMED.sub(r"\g<verb> §", words) if runs else words


_CONFIRMED = re.compile(
    r"(?:(?:le|les|lhes?|vos|vous|you) )?(?P<verb>confirm\w{0,5})(?:-(?:vos|lhes?))?(?: \w{1,4})? §"
)
