"""What a mail asks for in the files beside it: a filled form, or a letter under a covering note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.attached_form import attached_form, attached_letter, unread, words_of
from intake.fields import read_filled_form
from intake.filled_form import labelled
from intake.message import Message
from intake.prose import read_prose
from intake.words import guess_language

_LONGEST_GUESS = 2_000
"""Characters of the mail, and of its files, that tell the language."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What the files of a mail bring."""

    form: Mapping[str, str] = field(default_factory=dict)
    """Field -> answer, '' where it was left blank; empty if no file is a filled form."""
    letter: str = ""
    """A letter that asks for help where the mail itself hardly does."""
    unread: tuple[str, ...] = ()
    """Names of documents that may hold a request and could not be read; none where one was found."""

    def __bool__(self) -> bool:
        """Whether something is asked for in them."""
        return bool(self.form or self.letter)


def enclosed_in(message: Message) -> Enclosed:
    """What the files bring; nothing if the words of the mail are a form themselves, for these were written last."""
    if read_filled_form(message.text) is not None:
        return Enclosed()
    form = attached_form(message.attachments)
    if form is not None:
        return Enclosed(form=form.values)
    letter = attached_letter(message.attachments, mail=message.text, subject=message.subject)
    return Enclosed(letter=letter, unread=() if letter else unread(message.attachments))


def raw_request(message: Message, enclosed: Enclosed, *, today: date, language: str) -> dict[str, str]:
    """The fields of a new request as mail and files tell them."""

    def told(text: str) -> dict[str, str]:
        return read_prose(
            text,
            subject=message.subject,
            sender=message.sender,
            sender_name=message.sender_name,
            form=enclosed.form,
            today=today,
            language=language,
        )

    if not enclosed.letter:
        return told(message.text)
    note = {name: value for name, value in told(message.text).items() if name != "background"}
    return {**note, **told(enclosed.letter)}


def raw_answers(message: Message, enclosed: Enclosed) -> dict[str, str] | None:
    """The fields of a form sent in reply, with labelled words of the mail over it; None if no form came."""
    form = read_filled_form(message.text)
    if form is not None or not enclosed.form:
        return form
    said = {name: value for name, value in labelled(message.text).items() if value}
    return {**{name: value for name, value in enclosed.form.items() if value}, **said}


def language_of(message: Message) -> str:
    """The language of the mail and its files; a note of three words tells less than the form it brings."""
    mail, files = f"{message.subject}\n{message.text}", words_of(message.attachments)
    return guess_language(f"{mail[:_LONGEST_GUESS]}\n{files[:_LONGEST_GUESS]}" if files else mail)
