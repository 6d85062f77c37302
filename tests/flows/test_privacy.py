"""What partners and experts never learn: whose requests there are besides their own, and how to reach each other."""

from email import policy
from email.parser import BytesParser

import pytest

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, form, send_in_chat, send_request

pytestmark = ON_SQLITE

BRUNO = "bruno@agency.example"


async def test_code_of_somebody_else_and_code_of_nobody_get_the_same_words_by_mail(
    facility: Facility,
) -> None:
    await send_request(facility)
    await send_request(facility, form(title="Training of inspectors"), sender=BRUNO)

    await facility.write(BRUNO, "Question", "status 2026-01?")
    theirs = said(await facility.mail_to(BRUNO, "2026-01"))
    await facility.write(BRUNO, "Question", "status 2026-77?")
    nobodys = said(await facility.mail_to(BRUNO, "2026-77"))

    assert theirs.replace("2026-01", "CODE") == nobodys.replace("2026-77", "CODE")
    assert "We find no request of yours with the code CODE" in theirs.replace("2026-01", "CODE")


async def test_code_of_somebody_else_and_code_of_nobody_get_the_same_words_in_a_chat(
    facility: Facility,
) -> None:
    await send_request(facility)
    bruno = await facility.chat("bruno")

    theirs = await bruno.say("/status 2026-01")
    nobodys = await bruno.say("/status 2026-77")

    assert theirs.replace("2026-01", "CODE") == nobodys.replace("2026-77", "CODE")
    assert "Monitoring" not in theirs


async def test_strangers_question_gets_the_same_words_too(facility: Facility) -> None:
    await send_request(facility)

    await facility.write("eve@who.example", "status 2026-01", "")
    await facility.write("mallory@who.example", "status 2026-77", "")

    theirs = said(await facility.mail_to("eve@who.example"))
    nobodys = said(await facility.mail_to("mallory@who.example"))
    assert theirs.replace("2026-01", "CODE") == nobodys.replace("2026-77", "CODE")


async def test_partner_sees_all_of_their_own_requests_and_no_other(facility: Facility) -> None:
    await send_request(facility)
    await send_request(facility, form(title="Training of inspectors"), sender=BRUNO)
    await send_request(facility, form(title="Actuarial review of the fund"), sender=BRUNO)

    await facility.write(BRUNO, "status", "")

    answer = said(await facility.mail_to(BRUNO, subject="How it stands"))
    assert "2026-02 - Training of inspectors" in answer
    assert "2026-03 - Actuarial review of the fund" in answer
    assert "2026-01" not in answer


async def test_mail_address_claimed_in_a_chat_opens_nobodys_file(facility: Facility) -> None:
    await send_request(facility)
    eve = await facility.chat("eve")

    await send_in_chat(eve)

    shown = await eve.say("/status")
    assert "2026-02" in shown
    assert "2026-01" not in shown
    assert not (await facility.request("2026-02")).verified


async def test_partner_and_experts_never_see_an_experts_address(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Só de 12 a 20 de março.")
    await facility.reply(marek, "Yes.")
    await facility.write(SALMA, "status 2026-01", "")

    for mail in facility.outside.received:
        own = mail.recipients[0]
        if own != OLGA:
            assert "@experts.example" not in _everything(mail.raw).replace(own, "")
            assert SALMA not in _everything(mail.raw).replace(own, "")


async def test_experts_do_not_see_what_a_colleague_answered(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    await facility.reply(sofia, "Yes, if my back pain gets better until March.")

    assert all("back pain" not in _everything(mail.raw) for mail in facility.mails_to(marek.recipients[0]))
    assert all("back pain" not in _everything(mail.raw) for mail in facility.mails_to(SALMA))


def _everything(raw: bytes) -> str:
    """Headers and every decoded part of a mail, the calendar entry included."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    texts = [part.decode(errors="replace") if isinstance(part, bytes) else str(part) for part in parts]
    return "\n".join((headers, *texts))


async def test_no_log_tells_a_strangers_address(
    facility: Facility, capsys: pytest.CaptureFixture[str]
) -> None:
    await facility.write("somebody@elsewhere.example", "Hello", "Just some words")

    logged = capsys.readouterr()

    assert "job.tried" in logged.out + logged.err
    assert "elsewhere.example" not in logged.out + logged.err
