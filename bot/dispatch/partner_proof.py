"""Who a partner is: an invitation, or a code mailed to an address and typed in the chat."""

from bot.dispatch.post import chat, mail
from bot.dispatch.talk import Talk
from bot.texts import partner_talk as letters
from intake.field_list import FIELDS
from intake.field_values import read_field
from storage.address_proofs import Wrong, begin_proof, finish_proof
from storage.contacts import prove_address, trust
from storage.journal import record
from storage.partner_links import PREFIX, redeem_partner
from storage.people import Contact, Institution
from storage.queries import contact_by_email

ADDRESS, CODE = "prove:address", "prove:code"
"""What the next typed words are."""
_MOST_DIGITS = 20


def is_partners_link(secret: str) -> bool:
    """Whether the word behind /start is of a partner's invitation."""
    return secret.startswith(PREFIX)


async def accept_invitation(talk: Talk, secret: str) -> str:
    """Link the chat to the institution it was invited for."""
    session, now = talk.post.session, talk.post.now
    invitation = await redeem_partner(session, secret, now=now)
    if invitation is None:
        await talk.show(letters.invitation_spent(language=talk.language))
        return "invitation spent"
    contact = talk.contact
    if invitation.email:
        contact = await _prove(talk, invitation.email)
    institution = await session.get_one(Institution, invitation.institution_id)
    contact.institution_id, contact.verified = institution.id, True
    contact.name = invitation.name or contact.name
    await trust(session, contact)
    _record(talk, contact, "contact.linked")
    await talk.show(letters.invited(institution.name, language=talk.language))
    return "invitation"


async def ask_address(talk: Talk) -> str:
    """Ask which address is to be confirmed."""
    talk.dialogue.waiting_for = ADDRESS
    await talk.show(letters.ask_address(language=talk.language))
    return "prove: asked"


async def hear_address(talk: Talk) -> str:
    """Mail a code to the address that was typed."""
    address = read_address(talk)
    if not address:
        talk.dialogue.waiting_for = ADDRESS
        await talk.show(letters.ask_address(wrong=True, language=talk.language))
        return "prove: no address"
    post, contact = talk.post, talk.contact
    code = await begin_proof(post.session, contact.id or 0, address, secret=post.house.secret, now=post.now)
    if code is None:
        await talk.show(letters.code_refused("enough", language=talk.language))
        return "prove: enough codes"
    letter = letters.code_letter(code, language=talk.language)
    await mail(post, letter, to=address, about=f"contact:{contact.id}", reply_to=None)
    talk.dialogue.waiting_for = CODE
    await talk.show(letters.code_sent(address, language=talk.language))
    return "prove: code sent"


def read_address(talk: Talk) -> str:
    """The e-mail address in what was typed, as addresses are compared; '' if there is none."""
    today = talk.post.house.today(talk.post.now)
    told = read_field("contact_email", talk.message.text, today=today, language=talk.language).value
    address = told.strip().lower() if isinstance(told, str) else ""
    ours = talk.post.house.mail_address.lower()
    return address if address != ours and len(address) <= FIELDS["contact_email"].longest else ""


async def hear_code(talk: Talk) -> str:
    """Compare the digits; with the right ones chat and address are one contact's."""
    post = talk.post
    digits = "".join(talk.message.text[:_MOST_DIGITS].split())
    proven = await finish_proof(
        post.session, talk.contact.id or 0, digits, secret=post.house.secret, now=post.now
    )
    if isinstance(proven, Wrong):
        if proven is Wrong.DIGITS:
            talk.dialogue.waiting_for = CODE
        await talk.show(letters.code_refused(proven, language=talk.language))
        return f"prove: {proven}"
    contact = await _prove(talk, proven)
    trusted = await trust(post.session, contact)
    _record(talk, contact, "contact.proven")
    letter = letters.address_proven(proven, trusted=trusted, language=talk.language)
    await talk.of(contact).show(letter)
    return "prove: done"


async def _prove(talk: Talk, email: str) -> Contact:
    """The contact of chat and address; a chat that had the address until now is told so."""
    post = talk.post
    known = await contact_by_email(post.session, email)
    before, language = (known.chat, known.language) if known is not None else (None, "")
    contact = await prove_address(post.session, talk.contact, email, now=post.now)
    if before and before != contact.chat:
        await chat(post, letters.address_moved(email, language=language), to=before)
    return contact


def _record(talk: Talk, contact: Contact, event: str) -> None:
    record(
        talk.post.session, at=talk.post.now, actor=f"contact:{contact.id}", event=event,
        subject=f"contact:{contact.id}",
    )  # fmt: skip
