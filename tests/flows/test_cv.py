"""An officer forwards a CV: it is read, completed and registered, and the expert has the last word."""

from email.message import EmailMessage

import pytest
from sqlmodel import select

from storage.people import Expert, ExpertDocument, Officer
from storage.states import Role
from tests.cvs import EN, FR, PASSPORT
from tests.documents import docx_of, encrypted_pdf
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.peers.smtp import Delivered, letter

ANA = "ana.silva@experts.example"
JEAN = "jl.moreau@experts.example"
UNFINISHED = FR.replace("Nationalité : française\n", "").replace(
    "Français : langue maternelle\nAnglais : B2\n", ""
)


def mail(subject: str, *files: tuple[str, bytes], text: str = "", sender: str = OLGA) -> EmailMessage:
    sent = letter(sender=sender, to=MUSTER, subject=subject, text=text)
    for name, content in files:
        sent.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return sent


def docx(text: str) -> bytes:
    return docx_of(*text.splitlines())


async def registered(facility: Facility, email: str) -> Expert | None:
    async with facility.database.snapshot() as session:
        return (await session.exec(select(Expert).where(Expert.email == email))).one_or_none()


async def test_from_the_officers_mail_to_the_experts_yes(facility: Facility) -> None:
    await facility.send(mail("Fwd: CV Moreau", ("moreau.docx", docx(UNFINISHED))))
    asked = await facility.mail_to(OLGA, subject="Moreau")
    assert "Nationality: Portuguese" in said(asked)
    assert await registered(facility, JEAN) is None

    await facility.reply(asked, "Nationality: French\nLanguages: French native, English C1")

    expert = await registered(facility, JEAN)
    assert expert is not None
    assert (expert.code, expert.nationality, expert.language) == ("EX-0013", "FR", "fr")
    assert "EX-0013" in said(await facility.mail_to(OLGA, "EX-0013"))
    shown = await facility.mail_to(JEAN)
    assert "français (langue maternelle), anglais (C1)" in said(shown)
    assert "+" not in said(shown).partition("@")[0]

    await facility.reply(shown, "Oui, je confirme.")

    (entry,) = await facility.journal("expert.confirmed")
    assert entry.actor == entry.subject == f"expert:{expert.id}"
    assert "confirmé" in said(await facility.mail_to(JEAN, "confirmé"))
    async with facility.database.snapshot() as session:
        documents = (
            await session.exec(select(ExpertDocument.title).where(ExpertDocument.expert_id == expert.id))
        ).all()
    assert documents == ["moreau.docx"]


def attached(sent: Delivered) -> list[tuple[str | None, object]]:
    return [(one.get_filename(), one.get_payload(decode=True)) for one in sent.mail.iter_attachments()]


async def test_the_officer_gets_the_file_back_and_the_one_before_it_too(facility: Facility) -> None:
    old, new = docx(EN), docx(EN.replace("Ana Maria", "Ana Maria ") + "\nProject in Togo")
    await facility.send(mail("CV", ("ana.docx", old)))
    asked = await facility.mail_to(OLGA, "ADD")
    assert "Countries worked in:" in said(asked)
    await facility.reply(asked, "ADD")
    told = await facility.mail_to(OLGA, "ana.docx is kept with EX-0013. Write /cv EX-0013")
    facility.time.forward(days=3)
    await facility.send(mail("CV", ("ana-2026.docx", new)))
    await facility.reply(await facility.mail_to(OLGA, "ana-2026.docx"), "UPDATE EX-0013")
    await facility.mail_to(OLGA, "ana-2026.docx is the current CV of EX-0013 now")

    await facility.reply(told, "CV EX-0013")
    await facility.reply(told, "CV EX-0013 2")

    current = await facility.mail_to(OLGA, "Attached to this mail: ana-2026.docx")
    before = await facility.mail_to(OLGA, "Attached to this mail: ana.docx")
    assert (attached(current), attached(before)) == ([("ana-2026.docx", new)], [("ana.docx", old)])
    assert "2: ana.docx (12 January 2026" in said(current)
    assert "replaced on 15 January 2026" in said(current)
    assert [entry.facts["file"] for entry in await facility.journal("expert.cv_given")] == [
        "ana-2026.docx",
        "ana.docx",
    ]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.APPROVER])
async def test_a_cv_is_for_officers_alone(facility: Facility, role: Role) -> None:
    otto = "otto@facility.example"
    await facility.send(mail("CV", ("ana.docx", docx(EN))))
    await facility.reply(await facility.mail_to(OLGA, "ADD"), "ADD")
    await facility.add_officer(otto, "Otto", role=role)

    for sender in (otto, ANA, "minister@labour.example"):
        await facility.send(mail("Hello", text="CV EX-0013", sender=sender))

    assert "role" in said(await facility.mail_to(otto))
    assert await facility.journal("expert.cv_given") == []
    for sent in facility.mails_to(otto) + facility.mails_to(ANA):
        assert attached(sent) == []


async def test_what_is_asked_for_and_not_there_is_said(facility: Facility) -> None:
    for text in ("CV EX-0999", "CV EX-0001"):
        await facility.send(mail("Hello", text=text))

    assert "EX-0999" in said(await facility.mail_to(OLGA, "/experts Silva"))
    assert "No CV of Anna Berg (EX-0001) is on file" in said(await facility.mail_to(OLGA, "No CV of"))


async def test_an_expert_corrects_and_leaves(facility: Facility) -> None:
    await facility.send(mail("CV", ("cv.xml", PASSPORT)))
    await facility.reply(await facility.mail_to(OLGA, "ADD"), "ADD")
    shown = await facility.mail_to("eva.novakova@experts.example")

    await facility.reply(shown, "Yes, but my English is C2 by now.")
    assert "my English is C2" in said(await facility.mail_to(OLGA, "my English is C2"))

    await facility.reply(shown, "REMOVE")
    assert "does not want to be in the register" in said(await facility.mail_to(OLGA, "does not want"))
    expert = await registered(facility, "eva.novakova@experts.example")
    assert expert is not None
    assert expert.opted_out
    assert await facility.journal("expert.confirmed") == []


async def test_somebody_of_the_register_is_brought_up_to_date(facility: Facility) -> None:
    await facility.change_expert(3, email=ANA)
    await facility.send(mail("CV", ("ana.docx", docx(EN))))
    asked = await facility.mail_to(OLGA, "EX-0003")

    await facility.reply(asked, "NEW")
    assert len(facility.mails_to(OLGA)) == 2
    assert await facility.journal("expert.cv_read") == []
    await facility.reply(asked, "UPDATE EX-0003")

    assert (await facility.expert(3)).years_of_experience == 21
    assert len(await facility.journal("expert.cv_read")) == 1


async def test_what_is_no_cv_and_who_may_not_register_anybody(facility: Facility) -> None:
    await facility.add_officer("obs@facility.example", "Obs", role=Role.OBSERVER)

    await facility.send(
        mail("Fwd: request for experts", ("letter.docx", docx_of("The Ministry asks for experts.")))
    )
    await facility.send(mail("CV", ("cv.docx", docx(EN)), sender="obs@facility.example"))
    await facility.send(mail("CV of Ana", ("cv.pdf", encrypted_pdf("secret"))))

    assert (await facility.notes())[::2] == ["officer: help", "officer: a CV that cannot be read"]
    assert "password" in said(await facility.mail_to(OLGA, "password"))
    assert await registered(facility, ANA) is None


async def test_a_cv_is_forgotten_when_the_officer_says_so(facility: Facility) -> None:
    await facility.send(mail("CV", ("ana.docx", docx(EN)), ("jean.docx", docx(FR))))
    asked = await facility.mail_to(OLGA, "jean.docx")

    await facility.reply(asked, "CANCEL")
    await facility.reply(asked, "ADD")

    assert "settled already" in said(await facility.mail_to(OLGA, "settled already"))
    assert await registered(facility, ANA) is None


async def test_an_answer_nobody_vouches_for_registers_nobody_until_the_officer_says_yes(
    facility: Facility,
) -> None:
    await facility.send(mail("Fwd: CV Moreau", ("moreau.docx", docx(UNFINISHED))))
    asked = await facility.mail_to(OLGA, subject="Moreau")

    await facility.reply(
        asked,
        "Nationality: French\nLanguages: French native, English C1\nEmail: eve@evil.example",
        vouched=False,
    )

    assert await registered(facility, "eve@evil.example") is None
    assert facility.mails_to("eve@evil.example") == []
    await facility.reply(facility.mails_to(OLGA)[-1], "YES")
    assert await registered(facility, "eve@evil.example") is not None


async def test_who_only_reads_by_now_registers_nobody(facility: Facility) -> None:
    await facility.send(mail("Fwd: CV Moreau", ("moreau.docx", docx(UNFINISHED))))
    asked = await facility.mail_to(OLGA, subject="Moreau")
    async with facility.database.transaction() as session:
        (await session.exec(select(Officer).where(Officer.email == OLGA))).one().role = Role.OBSERVER

    await facility.reply(asked, "Nationality: French\nLanguages: French native, English C1")

    assert await registered(facility, JEAN) is None
