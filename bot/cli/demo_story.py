"""The story of the demo: three requests, two missions from the first letter to the last confirmation, one question."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path

from bot.cli import demo_texts as texts
from bot.cli.demo_stage import DONE, Stage
from bot.cli.demo_view import LANGUAGE, summary
from bot.cli.demo_world import Delivered
from bot.cli.screen import command, from_here, show
from config.texts import say
from intake.imports import import_experts, import_requests
from reporting.casefile import case_file

MUSTER = "muster@facility.example"
OFFICER = "c.dubois@facility.example"
PARTNER = "Rosa Quispe"
SALMA = "s.khamis@ministry-zanzibar.example"
KOSSI = "k.mensah@inam-togo.example"
CODES = ("2026-01", "2026-02", "2026-03")
SEND = "f:send"
MOST_QUESTIONS = 40


@dataclass(slots=True)
class Story:
    """What later scenes must know of earlier ones."""

    stage: Stage
    folder: Path
    asked: list[Delivered] = field(default_factory=list)
    """The inquiries to the first mission's team, in the order of its seats, then to the alternate."""

    @property
    def proposal(self) -> Path:
        """What the officer chose the first team from."""
        return self.folder / f"proposal-{CODES[0]}.txt"


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene; its title names the request it is about."""

    title: str
    play: Callable[[Story], Awaitable[None]]
    code: str = ""
    later: str = ""
    """How the narrator tells that time has passed since the scene before."""
    passes: timedelta = timedelta()


async def tell_story(stage: Stage, folder: Path) -> None:
    """Every scene in order, and in the end what became of it all."""
    story = Story(stage, folder)
    await stage.remark("hello")
    for number, scene in enumerate(SCENES, start=1):
        if scene.later:
            stage.world.time.forward(scene.passes)
            stage.screen.print()
            await stage.remark(scene.later)
        await stage.scene(scene.title, number, len(SCENES), code=scene.code)
        await scene.play(story)
    await _result(story)


async def _history(story: Story) -> None:
    stage = story.stage
    transaction, now = stage.app.database.transaction, stage.app.now()
    with as_file(files("bot") / "demo_data") as data:
        requests = await import_requests(transaction, data / "requests.csv", now=now)
        experts = await import_experts(transaction, data / "experts.csv", now=now)
    await stage.remark("history", requests=requests.taken, experts=experts.taken)
    for note in requests.notes[:2]:
        await stage.remark("note", line=note.line, value=note.value)


async def _form_mail(story: Story) -> None:
    stage = story.stage
    await stage.write(f"Salma Khamis <{SALMA}>", texts.FORM_MAIL_SUBJECT, texts.FORM_MAIL)
    await stage.receive(SALMA, "2026-01", lines=6)


async def _prose_mail(story: Story) -> None:
    stage = story.stage
    await stage.write(f"Kossi Mensah <{KOSSI}>", texts.PROSE_MAIL_SUBJECT, texts.PROSE_MAIL)
    asked = await stage.receive(KOSSI, lines=18)
    await stage.reply(asked, texts.PROSE_REPLY)
    await stage.receive(KOSSI, "2026-02", lines=13)


async def _chat(story: Story) -> None:
    """The partner answers whatever is asked next, until the request can be sent."""
    stage = story.stage
    await stage.type("/request")
    for _ in range(MOST_QUESTIONS):
        choice = stage.offered(SEND, *DONE)
        if choice is None:
            answer = texts.CHAT_BY_FIELD.get(_asked_field(stage), "skip")
            await stage.type(answer, action="f:skip" if answer == "skip" else "")
            continue
        await stage.type(choice.label, action=choice.action)
        if choice.action == SEND:
            return
    raise RuntimeError("the dialogue never came to its end")


def _asked_field(stage: Stage) -> str:
    """The field whose label is the subject of the question last shown."""
    subject = stage.shown[-1].subject
    fields = (name for name in texts.CHAT_BY_FIELD if say(LANGUAGE, f"form.{name}.label") == subject)
    return next(fields, "")


async def _choose_team(story: Story) -> None:
    """The officer reads, decides, compares teams and approves the first; all by replying to mails."""
    stage = story.stage
    new = await stage.receive(OFFICER, "[2026-01]", lines=8)
    await stage.reply(new, "ELIGIBLE")
    proposal = await stage.receive(OFFICER, "[2026-01]", "APPROVE A", lines=34, whole=story.proposal)
    story.proposal.write_text(f"{proposal.text.strip()}\n", encoding="utf-8")
    await stage.reply(proposal, "APPROVE A")
    story.asked = _inquiries(stage, "[2026-01]")
    stage.screen.print()
    await stage.remark("asked", people=", ".join(mail.person for mail in story.asked))


def _inquiries(stage: Stage, *words: str) -> list[Delivered]:
    """The mails to experts about this that nobody has read."""
    return [
        mail
        for mail in stage.world.unopened()
        if mail.to.endswith("@experts.example") and all(word in mail.subject for word in words)
    ]


async def _answers(story: Story) -> None:
    first, second, third = story.asked
    await _answer(story, first, "yes", lines=30)
    await _answer(story, second, "some_dates", lines=0)
    story.stage.world.time.forward(timedelta(hours=5))
    await _answer(story, third, "no", lines=0)
    await _absence(story)


async def _answer(story: Story, question: Delivered, kind: str, *, lines: int) -> None:
    """An expert reads the inquiry, replies, and reads what was understood."""
    stage = story.stage
    await stage.receive(question.to, lines=lines)
    await stage.reply(question, texts.ANSWERS[kind][question.language])
    await stage.receive(question.to, lines=7)


async def _absence(story: Story) -> None:
    """The alternate is asked at once, and only a machine answers."""
    stage = story.stage
    [alternate] = _inquiries(stage, "[2026-01]")
    story.asked.append(alternate)
    await stage.receive(alternate.to, lines=5)
    await stage.reply(alternate, texts.ANSWERS["away"][alternate.language], automatic=True)
    stage.screen.print()
    await stage.remark("no_answer_to_machines")


async def _silence(story: Story) -> None:
    stage = story.stage
    await stage.app.clock().look()
    reminder = await stage.receive(story.asked[-1].to, lines=6)
    stage.world.time.forward(timedelta(hours=1))
    await stage.reply(reminder, texts.ANSWERS["late_yes"][reminder.language])


async def _confirmed(story: Story) -> None:
    await story.stage.receive(SALMA, "[2026-01] Mission confirmed", lines=20)
    await story.stage.receive(OFFICER, "[2026-01] Mission confirmed", lines=8)


async def _second_mission(story: Story) -> None:
    stage = story.stage
    new = await stage.receive(OFFICER, "[2026-02]", lines=8)
    await stage.reply(new, "ELIGIBLE")
    proposal = await stage.receive(OFFICER, "[2026-02]", "APPROVE A", lines=20)
    await stage.reply(proposal, "APPROVE A")
    for inquiry in _inquiries(stage, "[2026-02]"):
        await _answer(story, inquiry, "yes", lines=5)
    await stage.receive(KOSSI, "Mission confirmée", lines=16)


async def _question(story: Story) -> None:
    stage = story.stage
    new = await stage.receive(OFFICER, "[2026-03]", lines=8)
    await stage.reply(new, texts.QUESTION)
    await stage.type(texts.CHAT_REPLY)
    await stage.receive(OFFICER, "[2026-03]", "The partner wrote", lines=9)
    await stage.type("/status 2026-03")


# People act from Monday to Friday: the story goes from Monday, 12 January to Friday, 16 January 2026.
SCENES = (
    Scene("cli.demo.scene.history", _history),
    Scene("cli.demo.scene.form", _form_mail),
    Scene("cli.demo.scene.prose", _prose_mail),
    Scene("cli.demo.scene.chat", _chat),
    Scene("cli.demo.scene.decide", _choose_team, CODES[0], "next_morning", timedelta(days=1)),
    Scene("cli.demo.scene.answers", _answers, CODES[0]),
    Scene("cli.demo.scene.french", _second_mission, CODES[1]),
    Scene("cli.demo.scene.question", _question, CODES[2]),
    Scene("cli.demo.scene.silence", _silence, CODES[0], "three_days_later", timedelta(days=3)),
    Scene("cli.demo.scene.confirmed", _confirmed, CODES[0]),
)


async def _result(story: Story) -> None:
    """What is on file now, and where to look."""
    stage, folder = story.stage, from_here(story.folder)
    async with stage.app.database.snapshot() as session:
        cases = [case for code in CODES if (case := await case_file(session, code))]
    stage.screen.print()
    stage.screen.rule(style="dim")
    show(summary(cases), stage.screen)
    stage.screen.print()
    await stage.remark(
        "farewell",
        folder=folder,
        database=folder / "muster.db",
        mails=folder / "mails",
        count=len(list((story.folder / "mails").glob("*.eml"))),
        proposal=from_here(story.proposal),
        officer=OFFICER,
        partner=PARTNER,
        muster=command(),
    )
