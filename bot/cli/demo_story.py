"""The story of the demo: three requests, one mission from the first letter to the last confirmation."""

from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path

from bot.cli import demo_texts as texts
from bot.cli.demo_stage import Stage
from bot.cli.demo_world import Delivered
from bot.texts.render_terminal import lettered_choices
from config.settings import Settings
from config.texts import say
from intake.imports import import_experts, import_requests

MUSTER = "muster@facility.example"
OFFICER = "c.dubois@facility.example"
SALMA = "s.khamis@ministry-zanzibar.example"
KOSSI = "k.mensah@inam-togo.example"
MOST_QUESTIONS = 40


async def tell_story(stage: Stage, folder: Path) -> None:
    """Every scene in order."""
    await stage.remark("hello")
    await _history(stage)
    await _form_mail(stage)
    await _prose_mail(stage)
    await _chat(stage)
    inquiries = await _choose_team(stage, "2026-01", folder)
    await _answers(stage, inquiries)
    await _silence(stage)
    await _second_mission(stage)
    await _question(stage)
    await _farewell(stage, stage.app.settings, folder)


async def _history(stage: Stage) -> None:
    await stage.scene("history")
    with as_file(files("bot") / "demo_data") as data:
        transaction, now = stage.app.database.transaction, stage.app.now()
        requests = await import_requests(transaction, data / "requests.csv", now=now)
        experts = await import_experts(transaction, data / "experts.csv", now=now)
    await stage.remark("history", requests=requests.taken, experts=experts.taken)
    for note in requests.notes[:2]:
        await stage.remark("note", line=note.line, value=note.value)


async def _form_mail(stage: Stage) -> None:
    await stage.scene("form")
    await stage.write(f"Salma Khamis <{SALMA}>", MUSTER, texts.FORM_MAIL_SUBJECT, texts.FORM_MAIL)
    await stage.receive(SALMA, "2026-01")


async def _prose_mail(stage: Stage) -> None:
    await stage.scene("prose")
    await stage.write(f"Kossi Mensah <{KOSSI}>", MUSTER, texts.PROSE_MAIL_SUBJECT, texts.PROSE_MAIL)
    asked = await stage.receive(KOSSI)
    await stage.reply(asked, f"Kossi Mensah <{KOSSI}>", texts.PROSE_REPLY)
    await stage.receive(KOSSI, "2026-02")


async def _chat(stage: Stage) -> None:
    await stage.scene("chat")
    await stage.type("/request")
    for _ in range(MOST_QUESTIONS):
        if _has_button(stage, "f:send"):
            await stage.type("Send", action="f:send")
            return
        done = next((one for one in ("f:areas:done", "f:langs:done") if _has_button(stage, one)), "")
        if done:
            await stage.type("That is all", action=done)
            continue
        field = _asked_field(stage)
        answer = texts.CHAT_BY_FIELD.get(field, "skip")
        await stage.type(answer, action="f:skip" if answer == "skip" else "")


def _has_button(stage: Stage, wanted: str) -> bool:
    return any(choice.action == wanted for choice in lettered_choices(stage.shown[-1]))


def _asked_field(stage: Stage) -> str:
    """The field whose label is the subject of the question last shown."""
    subject = stage.shown[-1].subject
    return next((field for field in texts.CHAT_BY_FIELD if say("en", f"form.{field}.label") == subject), "")


async def _choose_team(stage: Stage, code: str, folder: Path) -> Sequence[Delivered]:
    """The officer reads, decides, compares teams and approves the first; all by replying to mails."""
    await stage.scene("decide", code=code)
    new = await stage.receive(OFFICER, f"[{code}]", lines=8)
    await stage.reply(new, f"Claire Dubois <{OFFICER}>", "ELIGIBLE")
    proposal = await stage.receive(OFFICER, f"[{code}]", "APPROVE A", lines=70)
    (folder / f"proposal-{code}.txt").write_text(proposal.text, encoding="utf-8")
    seen = len(stage.world.mails)
    await stage.reply(proposal, f"Claire Dubois <{OFFICER}>", "APPROVE A")
    asked = [mail for mail in stage.world.mails[seen:] if mail.to.endswith("@experts.example")]
    await stage.remark("asked", people=", ".join(mail.to for mail in asked))
    return asked


async def _answers(stage: Stage, asked: Sequence[Delivered]) -> None:
    await stage.scene("answers")
    first, second, third = asked
    await stage.receive(first.to, "2026-01", lines=60)
    await _answer(stage, first, texts.YES)
    await _answer(stage, second, texts.ONLY_SOME_DATES)
    stage.world.time.forward(timedelta(hours=5))
    await _answer(stage, third, texts.NO)


async def _answer(stage: Stage, question: Delivered, words: str) -> None:
    """An expert replies, and reads what was understood."""
    seen = len(stage.world.mails)
    await stage.reply(question, question.to, words)
    await stage.receive(question.to, lines=8, seen=seen)


async def _silence(stage: Stage) -> None:
    await stage.scene("silence")
    alternate = stage.world.mails[-1]
    for mail in reversed(stage.world.mails):
        if mail.to.endswith("@experts.example"):
            alternate = mail
            break
    await stage.reply(alternate, alternate.to, texts.AWAY, automatic=True)
    await stage.remark("no_answer_to_machines")
    stage.world.time.forward(timedelta(days=5))
    seen = len(stage.world.mails)
    await stage.app.clock().look()
    reminder = await stage.receive(alternate.to, lines=6, seen=seen)
    stage.world.time.forward(timedelta(hours=3))
    seen = len(stage.world.mails)
    await stage.reply(reminder, alternate.to, texts.LATE_YES)
    await stage.scene("confirmed", code="2026-01")
    await stage.receive(SALMA, "2026-01", lines=30, seen=seen)
    await stage.receive(OFFICER, "2026-01", lines=4, seen=seen)


async def _second_mission(stage: Stage) -> None:
    await stage.scene("french", code="2026-02")
    new = await stage.receive(OFFICER, "[2026-02]", lines=6)
    seen = len(stage.world.mails)
    await stage.reply(new, f"Claire Dubois <{OFFICER}>", "ELIGIBLE")
    proposal = await stage.receive(OFFICER, "[2026-02]", "APPROVE A", lines=20, seen=seen)
    seen = len(stage.world.mails)
    await stage.reply(proposal, f"Claire Dubois <{OFFICER}>", "APPROVE A")
    asked = [mail for mail in stage.world.mails[seen:] if mail.to.endswith("@experts.example")]
    for mail in asked:
        await stage.reply(mail, mail.to, texts.OUI)
    await stage.receive(KOSSI, "2026-02", lines=20, seen=len(stage.world.mails) - 6)


async def _question(stage: Stage) -> None:
    await stage.scene("question", code="2026-03")
    new = await stage.receive(OFFICER, "[2026-03]", lines=6)
    await stage.reply(new, f"Claire Dubois <{OFFICER}>", texts.QUESTION)
    seen = len(stage.world.mails)
    await stage.type(texts.CHAT_REPLY)
    await stage.receive(OFFICER, "[2026-03]", lines=8, seen=seen)
    await stage.type("/status 2026-03")


async def _farewell(stage: Stage, settings: Settings, folder: Path) -> None:
    stage.screen.print()
    stage.screen.rule()
    mails = folder / "mails"
    await stage.remark(
        "farewell",
        database=settings.data_dir / "muster.db",
        mails=mails,
        count=len(list(mails.glob("*.eml"))),
        proposal=folder / "proposal-2026-01.txt",
        folder=folder,
    )
