"""The commands of `muster` and what each one is for; the work is done in the modules beside this one.

Each command fetches its module when it is called: `--help` and a misspelt word need no database, no mail, no ranking.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.expert_commands import experts_left_out
from bot.cli.import_commands import imports
from bot.cli.inbox_commands import waiting
from bot.cli.learn_commands import learn_weights
from bot.cli.look_commands import (
    explanations,
    list_requests,
    make_report,
    match_request,
    save_documents,
    show_request,
)
from bot.cli.mission_commands import missions
from bot.cli.newsletter_commands import newsletter
from bot.cli.options import Json, Language, written_language
from bot.cli.people_commands import officers, partners
from bot.cli.register_commands import register
from storage.states import Role

app = typer.Typer(
    help="The assistant of a technical-assistance facility: requests in, confirmed missions out.",
    epilog="New here? `muster demo` plays the whole job; `muster init` sets up your own facility.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.add_typer(imports, name="import", rich_help_panel="Registers and people")
app.add_typer(register, name="register", rich_help_panel="Registers and people")
app.add_typer(officers, name="officers", no_args_is_help=True, rich_help_panel="Registers and people")
app.add_typer(newsletter, name="newsletter", rich_help_panel="Run it")
app.add_typer(partners, name="partners", no_args_is_help=True, rich_help_panel="Registers and people")

app.add_typer(explanations, name="explain", no_args_is_help=True, rich_help_panel="Look")
app.add_typer(waiting, name="inbox", rich_help_panel="Look")
app.add_typer(missions, name="missions", rich_help_panel="Look")
app.add_typer(experts_left_out, name="experts", rich_help_panel="Look")
for name, command in (
    ("learn", learn_weights),
    ("requests", list_requests),
    ("match", match_request),
    ("show", show_request),
    ("documents", save_documents),
    ("report", make_report),
):
    app.command(name, rich_help_panel="Look")(command)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the flag
    if wanted:
        from bot.cli import version

        typer.echo(version.version_line())
        raise typer.Exit


@app.callback()
def muster(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say which release this is."),
    ] = False,
) -> None:
    """What every command shares; the help of the whole is written above."""


@app.command("demo", rich_help_panel="Try it")
def play_demo(
    folder: Annotated[
        Path, typer.Option(help="Where to put the database and every mail; made anew each time.")
    ] = Path("muster-demo"),
    quick: Annotated[bool, typer.Option("--quick", help="No pauses for reading.")] = False,
    what: Annotated[
        Literal["job", "history"], typer.Argument(help="The main job, or the past of a facility as a report.")
    ] = "job",
) -> None:
    """Play the main job on embedded defaults: no token, no account, under two minutes.

    Three partners ask for help, teams are proposed and approved, experts answer by e-mail over a
    real SMTP server on this machine, and missions are confirmed. Your own settings take no part.

    `muster demo history` reads three years of a real facility's registers instead, and prints its
    tables beside the published ones, cell by cell.
    """
    from bot.cli import demo, demo_history

    if what == "history":
        demo_history.replay(folder)
    else:
        demo.play(folder, quick=quick)


@app.command("chat", rich_help_panel="Try it")
def talk(
    officer: Annotated[
        str, typer.Option("--officer", metavar="EMAIL", help="Sit at the officers' desk as this officer.")
    ] = "",
    name: Annotated[
        str, typer.Option(help="Who you are, as a partner; the conversation is kept by name.")
    ] = "partner",
    language: Annotated[
        Language | None,
        typer.Option(help="The language to begin in, if Muster does not know yours; else the facility's."),
    ] = None,
) -> None:
    """Talk to Muster in this terminal, as a partner or as an officer.

    The same dialogue as on Telegram, on the same database. Type an answer, the letter of a choice, or
    a command: /request and /status as a partner, /queue and /show 2026-03 as an officer, /help as
    anybody. Ctrl-D ends; the conversation is kept.
    """
    from bot.cli import chat

    chat.talk(officer=officer, name=name, language=language or "")


@app.command(rich_help_panel="Run it")
def init(
    name: Annotated[str, typer.Option(prompt="Your name (the first officer)", help="The first officer.")],
    email: Annotated[str, typer.Option(prompt="Your e-mail address", help="Where Muster writes to you.")],
    language: Annotated[
        Language, typer.Option(help="The language of the facility, and of what Muster writes to you.")
    ] = "en",
) -> None:
    """Set up a facility in this folder: a commented muster.toml, the database, and you as first officer.

    What is there already is kept: a second `muster init` adds an officer, or prints a new invitation.
    Start every other command in the same folder.
    """
    from bot.cli import setup

    setup.initialise(name=name, email=email, language=language)


@app.command(rich_help_panel="Run it")
def check(as_json: Json = False) -> None:
    """Say what is configured, what can be reached and what is missing, in plain words.

    Nothing is changed and no mail is sent. The exit code is 0 when everything that is configured
    works, 1 when something must be put right, 2 when the settings themselves are wrong.
    """
    from bot.cli import setup

    setup.check(as_json=as_json)


@app.command(rich_help_panel="Run it")
def dkim(
    selector: Annotated[str, typer.Argument(help="Name of the key in the DNS, e.g. muster2026.")],
    as_json: Json = False,
) -> None:
    """Make a key to sign outgoing mails with (DKIM), and print the DNS record for it.

    For facilities whose mail server signs nothing. A key that is there already is kept, and its
    record printed again.
    """
    from bot.cli import dkim as signature

    signature.prepare(selector, as_json=as_json)


@app.command(rich_help_panel="Run it")
def oauth(
    browser: Annotated[
        bool, typer.Option("--browser", help="Agree in a browser, where a code for another screen would do.")
    ] = False,
    device_at: Annotated[
        str, typer.Option(metavar="URL", help="Where another provider gives codes for another screen.")
    ] = "",
    sign_in_at: Annotated[
        str, typer.Option(metavar="URL", help="Where people sign in at another provider.")
    ] = "",
) -> None:
    """Let Muster into a mailbox that takes no password: its owner agrees once, Muster keeps the token (OAuth2).

    Needed at Microsoft 365 and Google where the application does not act in its own name. Before it, register
    an application and set `oauth_provider` and `oauth_client_id`: docs/email.md has each step.

    Microsoft gives a code to type on any other screen; Google opens such codes to no mailbox, so a browser is
    used, on this machine or on another from which you paste one address. Nobody's password passes through Muster.
    Needed again when consent ends: `invalid_grant` in the log or in `muster check`.
    """
    from bot.cli import oauth as permission

    permission.consent(permission.Way(browser, device_at, sign_in_at))


@app.command(rich_help_panel="Run it")
def form(
    language: Annotated[
        str,
        typer.Option(
            parser=written_language, metavar="en|fr|es|pt", help="The form's; if left out, the facility's."
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option(dir_okay=False, help="The file to write; else a name in that language.")
    ] = None,
    as_text: Annotated[
        bool, typer.Option("--text", help="The form for the text of an e-mail, instead of a DOCX file.")
    ] = False,
) -> None:
    """Write the request form as a DOCX file that a partner can print, sign and send back.

    What comes back by e-mail as DOCX or PDF is read like a form in the text of the mail.
    """
    from bot.cli import form as paper

    paper.make(language, output, as_text=as_text)


@app.command(rich_help_panel="Run it")
def run() -> None:
    """Serve every configured channel until stopped (Ctrl-C or SIGTERM).

    What is in hand when it stops is finished, or done again at the next start. Settings come from
    MUSTER_* variables and from muster.toml in this folder.
    """
    from bot.cli import service

    service.run()


@app.command("rank", rich_help_panel="Run it")
def rank_experts(
    experts: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, readable=True, help="A line of JSON for each expert."),
    ],
    requests: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, readable=True, help="A line of JSON for each request."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", dir_okay=False, allow_dash=True, help="The CSV file to write; - to print it."
        ),
    ],
    *,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out lines that cannot be read, instead of stopping.")
    ] = False,
    each: Annotated[
        int | None,
        typer.Option(
            "--assign",
            metavar="N",
            min=1,
            help="Instead of all scores: who goes where, N experts for each request, the highest total.",
        ),
    ] = None,
    load: Annotated[
        int | None,
        typer.Option(
            metavar="M", min=1, help="With --assign: at most M requests for each expert, 1 if not said."
        ),
    ] = None,
    conflicts: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            readable=True,
            help="With --assign: a CSV file of pairs that must not be, request_id and expert_id.",
        ),
    ] = None,
) -> None:
    """Score how relevant experts are to requests, from files alone: no database, nothing is stored.

    An expert is `{"id", "documents": [{"title", "text", "language"}]}`, a request
    `{"id", "title", "text", "language"}`, one to a line; the files may be compressed with gzip. The
    table has a row for each pair, request_id, expert_id and score, the best expert of a request first.
    With --assign 1 it has a row for each request and whom it is given, say a reviewer for each paper:
    no other choice that fills as many places has a higher total score.
    """
    from bot.cli import rank
    from bot.cli.rank_assign import Demand

    if each is None and (load or conflicts):
        raise typer.BadParameter("--load and --conflicts need --assign N, the experts for each request.")
    demand = Demand(each, load or 1, conflicts) if each else None
    rank.rank(experts, requests, output, skip_bad=skip_bad, demand=demand)


@app.command("cv", rich_help_panel="Registers and people")
def take_cv(
    file: Annotated[Path, typer.Argument(help="A PDF, DOCX, ODT or Europass XML file.")],
    *,
    code: Annotated[str, typer.Option(help="The expert to bring up to date, such as EX-0012.")] = "",
    new: Annotated[
        bool, typer.Option("--new", help="It is nobody of the register, however alike the names are.")
    ] = False,
    as_json: Json = False,
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask; store it if nothing is missing.")] = False,
) -> None:
    """Read a CV, show what it says, ask for what is missing, and put the expert into the register.

    The file is read in a process of its own under limits. The expert gets a letter with what is held about them, to
    confirm, to correct, or to be left out. With `--json`, and without `--yes`, nothing is stored.
    """
    from bot.cli import cv

    cv.take(cv.Wanted(file, code, new, as_json, sure))


@app.command("export", rich_help_panel="Registers and people")
def export_registers(
    registers: Annotated[
        list[str] | None, typer.Argument(help="Which ones, such as experts or contacts; without any, all.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A folder for a CSV file each, or FILE.xlsx; without it one register is printed.",
        ),
    ] = None,
    role: Annotated[
        Role, typer.Option("--for", help="Whom it is for: an observer gets no names, addresses or CVs.")
    ] = Role.OFFICER,
) -> None:
    """Write registers as tidy CSV files or one workbook; `muster import` reads them again.

    institutions, contacts, focal-points, experts, requests, activities, missions, assignments, deliverables, evaluations.
    """
    from bot.cli import export

    export.export(registers or (), output=output, role=role)
