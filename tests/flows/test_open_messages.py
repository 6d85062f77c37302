"""Mails nobody vouches for wait with the officers, who attach them, let them rest, or have them tried again."""

from sqlmodel import select

from bot.dispatch.message_desk import SHOWN_A_DAY
from storage.mail import Inbox
from storage.open_messages import DECISION
from storage.states import InboxStatus
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import address_of, ask_team, form, send_request
from tests.peers.smtp import Delivered, answer, letter

SOFIA = "expert0012@experts.example"
PRIVATE = "private@elsewhere.example"


async def possible_reply(facility: Facility) -> Delivered:
    return await facility.mail_to(OLGA, subject="Please look at a message")


async def test_an_answer_from_another_address_is_attached_by_the_officers_reply(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    inquiry, *_ = await facility.inquiries()

    await facility.send(answer(question, "Yes, I am available.", sender=PRIVATE))
    shown = await possible_reply(facility)
    untouched = [one.status for one in await facility.inquiries()]
    await facility.reply(shown, "ATTACH")

    assert "2026-01" in said(shown)
    assert PRIVATE in said(shown)
    assert "asked" in untouched
    assert (await facility.inquiries())[0].status == "accepted"
    assert "pode ir" in said(await facility.mail_to(address_of(inquiry), subject="Registado"))


async def test_an_officer_attaches_from_the_chat(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "Yes, I am available.", sender=PRIVATE))
    olga = await facility.chat(OLGA)

    listed = await olga.say("/inbox")
    opened = await olga.press("Open")
    done = await olga.press("Attach it")

    assert PRIVATE in listed
    assert "2026-01" in opened
    assert "2026-01" in done
    assert (await facility.inquiries())[0].status == "accepted"
    assert "No message waits" in await olga.say("/inbox")


async def test_an_answer_is_attached_by_code_and_name(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    second = (await facility.inquiries())[1]
    expert = await facility.expert(second.expert_id)
    await facility.send(answer(question, "I am sorry, I cannot come.", sender=PRIVATE))
    shown = await possible_reply(facility)

    await facility.reply(shown, f"ATTACH 2026-01 {expert.last_name}")

    assert [one.status for one in await facility.inquiries()][:2] == ["asked", "declined"]


async def test_a_code_that_does_not_exist_is_asked_for_again(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "Yes.", sender=PRIVATE))

    await facility.reply(await possible_reply(facility), "ATTACH 2026-77")

    assert "no request 2026-77" in said(await facility.mail_to(OLGA, subject="2026-77"))
    assert {one.status for one in await facility.inquiries()} == {"asked"}


async def test_a_message_let_rest_changes_nothing(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "No, never.", sender=PRIVATE))

    await facility.reply(await possible_reply(facility), "DISCARD")

    assert {one.status for one in await facility.inquiries()} == {"asked"}
    assert "rests" in said(await facility.mail_to(OLGA, subject="The message rests"))


async def test_the_second_officer_learns_that_it_is_settled(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "Yes, I am available.", sender=PRIVATE))
    shown = await possible_reply(facility)

    await facility.reply(shown, "DISCARD")
    await facility.reply(shown, "ATTACH")

    assert {one.status for one in await facility.inquiries()} == {"asked"}
    assert "already decided" in said(await facility.mail_to(OLGA, subject="No longer open"))


async def test_a_partner_never_sees_the_messages_that_wait(facility: Facility) -> None:
    await send_request(facility)
    salma = await facility.chat("salma")

    assert "officer" in (await salma.say("/inbox")).lower()


async def test_a_name_alone_tells_whose_answer_it_is(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    second = (await facility.inquiries())[1]
    expert = await facility.expert(second.expert_id)
    await facility.send(answer(question, "I am sorry, I cannot come.", sender=PRIVATE))

    await facility.reply(await possible_reply(facility), f"ATTACH {expert.last_name}")

    assert [one.status for one in await facility.inquiries()][:2] == ["asked", "declined"]


async def test_a_name_that_nobody_bears_is_asked_back(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "Yes.", sender=PRIVATE))

    await facility.reply(await possible_reply(facility), "ATTACH 2026-01 Nemo")

    assert "Sofia Luz" in said(await facility.mail_to(OLGA, subject="Whose answer is it?"))
    assert {one.status for one in await facility.inquiries()} == {"asked"}


async def test_who_writes_on_and_on_fills_the_list_and_not_the_mailbox(facility: Facility) -> None:
    guessed = "muster+q7aaaaaaaaaaaaaaaa@facility.example"

    for number in range(SHOWN_A_DAY + 3):
        await facility.write("eve@elsewhere.example", "Hello", f"Just some words, {number}", to=guessed)
    olga = await facility.chat(OLGA)

    assert len([mail for mail in facility.mails_to(OLGA) if "look at" in mail.subject]) == SHOWN_A_DAY
    assert (await olga.say("/inbox")).count("eve@elsewhere.example") >= SHOWN_A_DAY + 3


async def test_who_writes_in_an_experts_name_fills_the_list_and_not_the_mailbox(facility: Facility) -> None:
    await ask_team(facility)

    for number in range(SHOWN_A_DAY + 3):
        mail = letter(sender=SOFIA, to=MUSTER, subject="2026-01", text=f"Just some words, {number}")
        await facility.send(mail, mail_from=f"e{number}@elsewhere{number}.example")
    olga = await facility.chat(OLGA)

    assert len([mail for mail in facility.mails_to(OLGA) if "look at" in mail.subject]) == SHOWN_A_DAY
    assert (await olga.say("/inbox")).count(SOFIA) >= SHOWN_A_DAY + 3
    assert len(facility.mails_to(SOFIA)) == 2  # the question, and once more


async def test_what_an_expert_wrote_without_a_token_is_attached(facility: Facility) -> None:
    await ask_team(facility)
    await facility.send(letter(sender=SOFIA, to=MUSTER, subject="2026-01", text="Sim, posso."))
    untouched = [one.status for one in await facility.inquiries()]

    await facility.reply(await possible_reply(facility), "ATTACH")

    assert untouched == ["asked", "asked"]
    assert [one.status for one in await facility.inquiries()] == ["accepted", "asked"]


async def test_what_was_decided_before_it_failed_still_holds(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "Yes, I am available.", sender=PRIVATE))
    async with facility.database.transaction() as session:
        row = (await session.exec(select(Inbox).where(Inbox.status == InboxStatus.DOUBTFUL))).one()
        row.envelope = {**row.envelope, DECISION: {"attached_to": "inquiry:1", "by": "officer:1"}}
        row.status = InboxStatus.DEAD

    await (await facility.chat(OLGA)).say(f"/retry {row.id}")

    assert (await facility.inquiries())[0].status == "accepted"


async def test_only_mails_are_attached(facility: Facility) -> None:
    await send_request(facility)
    async with facility.database.transaction() as session:
        broken = Inbox(
            channel="telegram", external_id="7", stream="telegram:7", payload=b"{", envelope={},
            received_at=facility.time.now(), status=InboxStatus.DEAD,
        )  # fmt: skip
        session.add(broken)
        await session.flush()
    olga = await facility.chat(OLGA)

    opened = await olga.say(f"/attach {broken.id} 2026-01")

    assert "ATTACH" not in opened
    assert [choice.label for choice in olga.buttons()] == ["Try it again", "Let it rest"]


async def test_an_answer_that_is_a_new_request_is_taken_as_one(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    words = form(title="Reform of the sickness fund", country="Togo")
    await facility.send(answer(question, words, sender=PRIVATE, quoting=False))
    before = {one.status for one in await facility.inquiries()}

    await facility.reply(await possible_reply(facility), "NEW REQUEST")

    assert before == {one.status for one in await facility.inquiries()} == {"asked"}
    assert "as a new request" in said(await facility.mail_to(OLGA, subject="Taken as a new request"))
    assert "2026-02" in said(await facility.mail_to(PRIVATE, "2026-02"))
    assert (await facility.request("2026-02")).title == "Reform of the sickness fund"


async def test_an_officer_takes_a_message_as_a_new_request_by_a_button(facility: Facility) -> None:
    receipt = await send_request(facility)
    await facility.send(answer(receipt, form(title="Another one", country="Togo"), sender=PRIVATE))
    olga = await facility.chat(OLGA)

    await olga.say("/inbox")
    await olga.press("Open")
    done = await olga.press("Take it as a new request")

    assert PRIVATE in done
    assert (await facility.request("2026-02")).title == "Another one"
    assert "No message waits" in await olga.say("/inbox")


async def test_words_that_are_no_form_are_asked_for_what_is_missing(facility: Facility) -> None:
    receipt = await send_request(facility)
    await facility.send(answer(receipt, "Our fund for farmers pays too late.", sender=PRIVATE))

    await facility.reply(await possible_reply(facility), "TAKE")

    assert "still missing" in said(await facility.mail_to(PRIVATE, subject="We need"))


async def test_an_order_in_an_officers_name_can_never_be_a_request(facility: Facility) -> None:
    new = await send_request(facility)
    news = await facility.mail_to(OLGA, "New request")
    await facility.reply(news, "ELIGIBLE", vouched=False)
    olga = await facility.chat(OLGA)

    await olga.say("/takeup 3")

    assert new
    assert (await facility.request("2026-01")).status == "received"


async def test_who_is_not_understood_twice_a_day_waits_for_an_officer(facility: Facility) -> None:
    for words in ("Hi, how are you doing?", "Did you get my mail?", "I will call you then."):
        await facility.write(PRIVATE, "Hello", words)
    olga = await facility.chat(OLGA)

    assert len(facility.mails_to(PRIVATE)) == 1
    assert (await olga.say("/inbox")).count(PRIVATE) >= 2
    assert "gets no second answer" in said(await facility.mail_to(OLGA, "I will call you then"))
