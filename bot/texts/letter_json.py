"""Letters as JSON and back: the form in which a letter waits in the job table until a channel sends it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.texts.letter import Block, Bullets, Choices, Facts, Heading, Letter, Paragraph, Quote
from reporting.proposal_picture import ProposalPicture

_KINDS: Mapping[str, TypeAdapter[Any]] = MappingProxyType(
    {kind.__name__: TypeAdapter(kind) for kind in (Paragraph, Heading, Facts, Bullets, Quote, Choices)}
)
_LETTER = TypeAdapter(Letter)
_PICTURE = TypeAdapter(ProposalPicture)


class LetterUnreadableError(ValueError):
    """This JSON is no letter that this version of Muster knows how to read."""


def letter_to_json(letter: Letter) -> dict[str, object]:
    """A letter as plain JSON values; every block carries the name of its kind."""
    plain = asdict(replace(letter, picture=None))
    del plain["picture"]
    drawn = {"picture": _PICTURE.dump_python(letter.picture, mode="json")} if letter.picture else {}
    return {**plain, "blocks": [_block_to_json(block) for block in letter.blocks], **drawn}


def letter_from_json(stored: object) -> Letter:
    """The letter that `letter_to_json` wrote, with tuples again where JSON only knows lists."""
    try:
        fields = dict(_mapping(stored))
        blocks = tuple(_block_from_json(block) for block in _sequence(fields.pop("blocks")))
        return _LETTER.validate_python({**fields, "blocks": blocks})
    except (KeyError, ValidationError) as error:
        raise LetterUnreadableError(LetterUnreadableError.__doc__) from error


def _block_to_json(block: Block) -> dict[str, object]:
    return {"kind": type(block).__name__, **asdict(block)}


def _block_from_json(stored: object) -> Block:
    fields = dict(_mapping(stored))
    block: Block = _KINDS[str(fields.pop("kind"))].validate_python(fields)
    return block


def _mapping(stored: object) -> Mapping[str, object]:
    if not isinstance(stored, Mapping):
        raise LetterUnreadableError(LetterUnreadableError.__doc__)
    return stored


def _sequence(stored: object) -> list[object] | tuple[object, ...]:
    if not isinstance(stored, list | tuple):
        raise LetterUnreadableError(LetterUnreadableError.__doc__)
    return stored
