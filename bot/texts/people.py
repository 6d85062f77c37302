"""What people of the facility read about each other, the officers' group, and what a role does not allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bot.texts.letter import Block, Bullets, Choice, Letter, Paragraph
from bot.texts.officer_desk import invitation, officer_help
from bot.texts.rows import one_each, say_paragraph
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import date_text, say, say_many
from storage.states import Role


@dataclass(frozen=True, slots=True)
class PersonOnFile:
    """Somebody of the facility, as the list tells it."""

    name: str
    email: str
    role: str
    reached_by: str
    """telegram, terminal or mail."""


_FOR_ALL = ("digest", "people", "experts", "report", "language")
_LOOKING = ("queue", "show", "documents", "whynot")
"""What those read who do not work on requests."""
_HELP: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.OBSERVER: _FOR_ALL,
        Role.APPROVER: _FOR_ALL,
        Role.OFFICER: (*_FOR_ALL, "cv", "inbox"),
        Role.ADMIN: (*_FOR_ALL, "cv", "inbox", "invite", "remove", "link"),
    }
)


def role_words(role: Role) -> frozenset[str]:
    """What a role is called in an order, in any language, folded."""
    said = (say(language, f"people.word.{role}").split("|") for language in INTERFACE_LANGUAGES)
    labels = (say(language, f"values.role.{role}") for language in INTERFACE_LANGUAGES)
    return frozenset(fold(word) for word in (role.value, *labels, *(one for words in said for one in words)))


def help_for(role: str, *, language: str) -> Letter:
    """What somebody in this role can do here, in the chat and by mail."""
    letter = officer_help(role=role, language=language)
    if role in {Role.APPROVER, Role.OBSERVER}:
        first = say_paragraph(language, "people.help.approver") if role == Role.APPROVER else letter.blocks[0]
        commands = (*_LOOKING, "choose") if role == Role.APPROVER else _LOOKING
        orders = Bullets(tuple(say(language, f"officer.help.{one}") for one in commands))
        letter = replace(letter, blocks=(first, orders))
    lines = Bullets(tuple(say(language, f"people.help.{one}") for one in _HELP[Role(role)]))
    return replace(letter, blocks=(*letter.blocks, say_paragraph(language, "people.help"), lines))


def role_lacks(role: str, *, language: str) -> Letter:
    """An order that somebody in this role cannot give."""
    return _letter(
        language,
        "people.lacks",
        say_paragraph(language, "people.lacks", role=say(language, f"values.role.{role}")),
        say_paragraph(language, f"people.lacks.{role}"),
    )


def invited(
    *, name: str, email: str, role: str, link: str, line: str, expires: date, language: str
) -> Letter:
    """To the admin: the single-use way in for the invited person."""
    blocks: list[Block] = [
        say_paragraph(
            language, "people.invited", name=name, email=email, role=say(language, f"values.role.{role}")
        ),
        say_paragraph(language, "people.invited.once", date=date_text(expires, language)),
        Paragraph(link or line),
        say_paragraph(language, "people.invited.mailed"),
    ]
    return _letter(language, "people.invited", *blocks, name=name)


def your_invitation(*, name: str, role: str, link: str, line: str, expires: date, language: str) -> Letter:
    """To the invited person: the same as the operator's invitation, with the link if the bot has a name."""
    letter = invitation(name=name, role=role, chat_command=line, expires=expires, language=language)
    way: tuple[Block, ...] = ()
    if link:
        way = (say_paragraph(language, "people.invitation.link"), Paragraph(link))
    decides = role != Role.OBSERVER
    by_mail = letter.blocks[-1] if decides else say_paragraph(language, "people.lacks.observer")
    return replace(letter, blocks=(*letter.blocks[:-1], *way, by_mail))


def invite_how(*, language: str) -> Letter:
    """How to write an invitation, with every role there is."""
    lines = (
        f"/invite {_word(role, language)} name@facility.example - {say(language, f'people.role.{role}')}"
        for role in Role
    )
    return _letter(
        language, "people.invite_how", say_paragraph(language, "people.invite_how"), Bullets(tuple(lines))
    )


def people(on_file: Sequence[PersonOnFile], *, group: str = "", manages: bool, language: str) -> Letter:
    """Everyone of the facility; those who manage also read how."""
    lines = Bullets(tuple(_line(person, language) for person in on_file))
    blocks: list[Block] = [lines]
    if group:
        blocks.append(say_paragraph(language, "people.group", title=group))
    if manages:
        blocks.append(say_paragraph(language, "people.manage"))
    return Letter(language, say_many(language, "people.list.subject", len(on_file)), tuple(blocks))


def remove_how(*, language: str) -> Letter:
    """Whom to remove is said by address."""
    return _told(language, "people.remove_how")


def not_on_file(*, email: str, language: str) -> Letter:
    """Nobody of the facility has this address."""
    return _told(language, "people.not_on_file", email=email)


def remove_sure(*, number: int, name: str, email: str, language: str) -> Letter:
    """One more tap before somebody is removed."""
    button = Choice(say(language, "people.choice.remove", name=name), f"remove:{number}")
    return _letter(
        language,
        "people.remove_sure",
        say_paragraph(language, "people.remove_sure", name=name, email=email),
        one_each([button]),
        name=name,
    )


def removed(*, name: str, language: str) -> Letter:
    """From now on this person decides and sees nothing."""
    return _told(language, "people.removed", name=name)


def last_admin(*, name: str, language: str) -> Letter:
    """Nobody could invite anybody any more."""
    return _told(language, "people.last_admin", name=name)


def group_linked(*, language: str) -> Letter:
    """From now on cards are posted here."""
    return _letter(
        language,
        "people.group_linked",
        say_paragraph(language, "people.group_linked"),
        say_paragraph(language, "people.group_linked.who"),
    )


def group_unlinked(*, language: str) -> Letter:
    """Cards go to each officer's own chat again."""
    return _told(language, "people.group_unlinked")


def no_group(*, language: str) -> Letter:
    """There is no group to unlink."""
    return _told(language, "people.no_group")


def link_where(*, language: str) -> Letter:
    """A group is linked from within."""
    return _told(language, "people.link_where")


def group_lost(*, title: str, language: str) -> Letter:
    """To the admins: Muster cannot write to the group any more."""
    return _told(language, "people.group_lost", title=title)


def not_written_now(how: str, *, language: str) -> Letter:
    """To an officer: `how` is `edited` or `forwarded`, and such words order nothing."""
    return _told(language, f"people.{how}")


def chat_moved(*, name: str, language: str) -> Letter:
    """To the chat an officer had until now: another one was linked by their invitation."""
    return _told(language, "people.chat_moved", name=name)


def reply_here(letter: Letter, *, name: str) -> Letter:
    """A question put in a group: whose answer counts, and how it is given."""
    line = say_paragraph(letter.language, "people.reply_here", name=name)
    return replace(letter, blocks=(line, *letter.blocks))


def only_officers(*, language: str) -> str:
    """To somebody who presses a button in the group and is no officer; nobody else sees it."""
    return say(language, "officer.not_permitted")


def group_not_linked(*, language: str) -> str:
    """To an officer who presses an old button in a group that is linked no more."""
    return say(language, "people.group_not_linked")


def _line(person: PersonOnFile, language: str) -> str:
    return say(
        language,
        "people.line",
        name=person.name,
        email=person.email,
        role=say(language, f"values.role.{person.role}"),
        way=say(language, f"people.way.{person.reached_by}"),
    )


def _word(role: Role, language: str) -> str:
    return say(language, f"people.word.{role}").split("|")[0]


def _told(language: str, key: str, **values: object) -> Letter:
    return _letter(language, key, say_paragraph(language, key, **values), **values)


def _letter(language: str, key: str, *blocks: Block, **values: object) -> Letter:
    return Letter(language, say(language, f"{key}.subject", **values), blocks)
