"""The state of one request form: a value that survives as JSON, and the request it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from intake.field_json import answers_from, to_plain
from intake.field_list import FIELDS, REQUIRED
from intake.field_values import Value

_VERSION = 1
_Member = TypeVar("_Member", bound=StrEnum)
OF_SENDER = ("institution", "country", "contact_name", "contact_email", "contact_phone", "languages")
"""Fields that may be known before anything is said."""
_LONGEST_KEPT = 10_000


class Stage(StrEnum):
    """Where a form stands."""

    ASKING = "asking"
    REVIEW = "review"
    SAVED = "saved"
    READY = "ready"
    CANCELLED = "cancelled"


class ChannelKind(StrEnum):
    """A dialogue question by question, or everything in one mail."""

    CHAT = "chat"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Known:
    """What is already known of the sender, so that it is not asked; and institutions to recognise."""

    institution: str = ""
    country: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    language: str = ""
    institutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything answered so far and where the dialogue is; never changed, only replaced."""

    language: str
    channel: ChannelKind
    answers: Mapping[str, Value] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    """Field -> the words an officer must check."""
    skipped: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Fields known from the sender: not asked, but shown."""
    failures: Mapping[str, int] = field(default_factory=dict)
    stage: Stage = Stage.ASKING
    at: str = ""
    """The field being asked; '' in the review and in mail."""
    editing: bool = False
    """The question was opened from the review and leads back to it."""
    asked: tuple[str, ...] = ()
    """Mail: what the last letter asked for."""
    ticked: tuple[str, ...] = ()
    """Areas or languages ticked but not yet confirmed."""
    page: int = 0
    """Page of the list of areas."""
    suggested: tuple[str, ...] = ()
    """Institutions offered as 'did you mean', and last the name as it was written."""
    month: str = ""
    """The month of the open calendar, '2026-03'; '' if none is open."""
    first: str = ""
    """The first day picked in it, the last one still to come."""

    def has(self, name: str) -> bool:
        """Whether the field needs no further question."""
        return name in self.answers or name in self.kept

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields without an answer."""
        return tuple(name for name in REQUIRED if not self.has(name))

    def to_json(self) -> dict[str, object]:
        """The state as JSON can hold it."""
        return {
            "version": _VERSION,
            "language": self.language,
            "channel": self.channel.value,
            "answers": {name: to_plain(value) for name, value in self.answers.items()},
            "kept": dict(self.kept),
            "skipped": list(self.skipped),
            "given": list(self.given),
            "failures": dict(self.failures),
            "stage": self.stage.value,
            "at": self.at,
            "editing": self.editing,
            "asked": list(self.asked),
            "ticked": list(self.ticked),
            "page": self.page,
            "suggested": list(self.suggested),
            "month": self.month,
            "first": self.first,
        }

    @classmethod
    def from_json(cls, stored: object) -> "FormState":
        """The state stored earlier; what cannot be read any more is asked anew, never an error."""
        plain = stored if isinstance(stored, Mapping) else {}
        language = plain.get("language")
        return cls(
            language=language if language in INTERFACE_LANGUAGES else "en",
            channel=_member(ChannelKind, plain.get("channel"), ChannelKind.CHAT),
            answers=answers_from(plain.get("answers")),
            kept=_words(plain.get("kept")),
            skipped=_fields(plain.get("skipped")),
            given=tuple(name for name in _fields(plain.get("given")) if name in OF_SENDER),
            failures=_counts(plain.get("failures")),
            stage=_member(Stage, plain.get("stage"), Stage.ASKING),
            at=_field(plain.get("at")),
            editing=plain.get("editing") is True,
            asked=_fields(plain.get("asked")),
            ticked=_texts(plain.get("ticked")),
            page=_counts({"title": plain.get("page")}).get("title", 0),
            suggested=_texts(plain.get("suggested")),
            month=_short(plain.get("month")),
            first=_short(plain.get("first")),
        )


def _member(kind: type[_Member], plain: object, default: _Member) -> _Member:
    return kind(plain) if isinstance(plain, str) and plain in set(kind) else default


def _field(plain: object) -> str:
    return plain if isinstance(plain, str) and plain in FIELDS else ""


def _short(plain: object) -> str:
    """A day or a month; whether it is one is looked at where it is used."""
    return plain if isinstance(plain, str) and len(plain) <= len("2026-03-12") else ""


def _texts(plain: object) -> tuple[str, ...]:
    return tuple(item for item in plain if isinstance(item, str)) if isinstance(plain, list | tuple) else ()


def _fields(plain: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _texts(plain) if name in FIELDS))


def _words(plain: object) -> dict[str, str]:
    stored = plain if isinstance(plain, Mapping) else {}
    return {
        name: text[:_LONGEST_KEPT]
        for name, text in stored.items()
        if name in FIELDS and isinstance(text, str) and text
    }


def _counts(plain: object) -> dict[str, int]:
    stored = plain if isinstance(plain, Mapping) else {}
    return {
        name: number
        for name, number in stored.items()
        if name in FIELDS and isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1_000
    }


@dataclass(frozen=True, slots=True)
class RequestForm:
    """A complete request. A field kept as written is empty here and stands in `kept_as_written`."""

    institution: str
    country: str
    contact_name: str
    contact_email: str
    contact_phone: str
    title: str
    areas: tuple[str, ...]
    background: str
    general_objective: str
    specific_objectives: str
    expected_results: str
    window: Period | None
    duration_days: int | None
    languages: tuple[str, ...]
    experts: int | None
    profiles: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    kept_as_written: Mapping[str, str] = field(default_factory=dict)


def request_form(state: FormState) -> RequestForm:
    """The request the answers make."""
    window = state.answers.get("window")
    return RequestForm(
        institution=_text(state, "institution"),
        country=_text(state, "country"),
        contact_name=_text(state, "contact_name"),
        contact_email=_text(state, "contact_email"),
        contact_phone=_text(state, "contact_phone"),
        title=_text(state, "title"),
        areas=_several(state, "areas"),
        background=_text(state, "background"),
        general_objective=_text(state, "general_objective"),
        specific_objectives=_text(state, "specific_objectives"),
        expected_results=_text(state, "expected_results"),
        window=window if isinstance(window, Period) else None,
        duration_days=_number(state, "duration_days"),
        languages=_several(state, "languages"),
        experts=_number(state, "experts"),
        profiles=_several(state, "profiles"),
        attachments=_several(state, "attachments"),
        kept_as_written=dict(state.kept),
    )


def _text(state: FormState, name: str) -> str:
    value = state.answers.get(name)
    return value if isinstance(value, str) else ""


def _several(state: FormState, name: str) -> tuple[str, ...]:
    value = state.answers.get(name)
    return value if isinstance(value, tuple) else ()


def _number(state: FormState, name: str) -> int | None:
    value = state.answers.get(name)
    return value if isinstance(value, int) else None
