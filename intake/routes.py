"""Where a mail may belong; each place with what its reader must know."""

from dataclasses import dataclass

from intake.message import Kind

ALTERED_TOKEN = "altered_token"  # noqa: S105 -- the name of a reason
NOT_A_PARTY = "not_a_party"
UNKNOWN_SENDER = "unknown_sender"
NO_THREAD = "unclear"
NO_TOKEN = "no_token"  # noqa: S105 -- the name of a reason


@dataclass(frozen=True, slots=True)
class ToInquiry:
    """An answer to an inquiry; `reason` says why it is not trusted."""

    inquiry_id: int
    trusted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToRequest:
    """Words about a request by its contact, if trusted."""

    request_id: int
    trusted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToDraft:
    """More for a form that is not complete yet."""

    request_id: int
    trusted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToOfficerDesk:
    """A reply by an officer to a mail Muster wrote to exactly that address; it may decide."""

    officer_id: int
    request_id: int
    proposal_id: int = 0


@dataclass(frozen=True, slots=True)
class ToMessage:
    """An officer's reply about a message that waits: is the order in it theirs, or what becomes of it?"""

    officer_id: int
    inbox_id: int
    confirms: bool


@dataclass(frozen=True, slots=True)
class ToDigest:
    """An officer, or their mail program, about the daily digest."""

    officer_id: int


@dataclass(frozen=True, slots=True)
class ToNewsletter:
    """Somebody, or their mail program, who wants no more newsletters."""

    subscription_id: int


@dataclass(frozen=True, slots=True)
class ToCv:
    """An officer's answer about a CV that a message of theirs brought."""

    officer_id: int
    inbox_id: int


@dataclass(frozen=True, slots=True)
class ToRegistration:
    """An expert's word about what the register holds of them."""

    expert_id: int


@dataclass(frozen=True, slots=True)
class FromOfficer:
    """A mail from an officer's address without a token made for it; it decides nothing."""

    officer_id: int


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """How does my request stand? '' asks for all of the sender's."""

    code: str


@dataclass(frozen=True, slots=True)
class Unattended:
    """Written by a machine; never an answer, never answered."""

    kind: Kind
    about: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """Belongs to nothing known."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """An officer must look."""

    reason: str


Route = (
    ToInquiry
    | ToRequest
    | ToDraft
    | ToOfficerDesk
    | ToMessage
    | ToDigest
    | ToNewsletter
    | ToCv
    | ToRegistration
    | FromOfficer
    | StatusQuestion
    | Unattended
    | NewRequest
    | Unclear
)
