"""Drafts that wait: sent to a mailbox on request, and brought to mind once."""

from datetime import timedelta

from bot.dispatch.brake import FORM_MAILED, has_mailed_enough
from bot.dispatch.partner_proof import read_address
from bot.dispatch.post import Post, ReplyTo, mail, to_contact
from bot.dispatch.talk import Talk
from bot.texts import partner_talk as letters
from bot.texts.partner import nothing_open
from intake.fields import blank_form
from intake.form_state import FormState
from intake.tokens import Purpose
from storage.drafts import drafts_to_remind
from storage.journal import record
from storage.people import Contact
from storage.queries import draft_of_contact
from storage.requests import Request

BY_MAIL = "mail:address"
"""What the next typed words are."""
REMIND_AFTER = timedelta(days=3)


async def continue_by_mail(talk: Talk) -> str:
    """Send the half-filled form to the contact's address; ask for one that is not known."""
    draft = await _draft(talk)
    if draft is None:
        await talk.show(nothing_open(language=talk.language))
        return "by mail: no draft"
    told = FormState.from_json(draft.form).answers.get("contact_email")
    address = talk.contact.email or (told if isinstance(told, str) else "")
    if address:
        return await _send(talk, draft, address.strip().lower())
    talk.dialogue.waiting_for = BY_MAIL
    await talk.show(letters.ask_where_to_mail(language=talk.language))
    return "by mail: asked"


async def hear_where_to_mail(talk: Talk) -> str:
    """The address to send the form to, as it was typed."""
    draft, address = await _draft(talk), read_address(talk)
    if draft is None:
        await talk.show(nothing_open(language=talk.language))
        return "by mail: no draft"
    if not address:
        talk.dialogue.waiting_for = BY_MAIL
        await talk.show(letters.ask_where_to_mail(wrong=True, language=talk.language))
        return "by mail: no address"
    return await _send(talk, draft, address)


async def _draft(talk: Talk) -> Request | None:
    return await talk.draft() or await draft_of_contact(talk.post.session, talk.contact.id or 0)


async def _send(talk: Talk, draft: Request, address: str) -> str:
    post, about, person = talk.post, f"request:{draft.id}", f"contact:{talk.contact.id}"
    if await has_mailed_enough(post, talk.contact):
        await talk.show(letters.form_mailed_enough(language=talk.language))
        return "by mail: enough"
    state = FormState.from_json(draft.form)
    letter = letters.half_filled_form(blank_form(talk.language, state.answers), language=talk.language)
    reply_to = ReplyTo(Purpose.DRAFT, draft.id or 0)
    await mail(post, letter, to=address, to_name=talk.contact.name, about=about, reply_to=reply_to)
    record(post.session, at=post.now, actor=person, event=FORM_MAILED, subject=person, request_id=draft.id)
    await talk.show(letters.form_mailed(address, language=talk.language))
    return "by mail: sent"


async def remind_of_drafts(post: Post) -> int:
    """Bring drafts to mind that nobody touched for days, each once; how many."""
    drafts = await drafts_to_remind(post.session, before=post.now - REMIND_AFTER)
    for draft in drafts:
        draft.reminded_at = post.now
        contact = await post.session.get_one(Contact, draft.contact_id)
        await _remind(post, draft, contact)
    return len(drafts)


async def _remind(post: Post, draft: Request, contact: Contact) -> None:
    state = FormState.from_json(draft.form)
    title = str(state.answers.get("title", ""))
    if contact.chat:
        letter = letters.draft_reminder(title, language=contact.language)
        await to_contact(post, contact, letter, request_id=draft.id or 0)
    elif contact.email:
        form = blank_form(draft.language, state.answers)
        letter = letters.draft_reminder_by_mail(title, form=form, language=draft.language)
        reply_to = ReplyTo(Purpose.DRAFT, draft.id or 0)
        about = f"request:{draft.id}"
        await mail(post, letter, to=contact.email, to_name=contact.name, about=about, reply_to=reply_to)
