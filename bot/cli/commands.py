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
from bot.cli.mission_commands import missions
from bot.cli.newsletter_commands import newsletter
from bot.cli.options import Json, Language, written_language
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
officers = typer.Typer(help="Invite officers, and see who they are.")
app.add_typer(officers, name="officers", no_args_is_help=True, rich_help_panel="Registers and people")
app.add_typer(newsletter, name="newsletter", rich_help_panel="Run it")
partners = typer.Typer(help="Invite partners of an institution to write in a chat.")
app.add_typer(partners, name="partners", no_args_is_help=True, rich_help_panel="Registers and people")

explanations = typer.Typer(help="What Muster understands, and why; nothing is stored or answered.")
app.add_typer(explanations, name="explain", no_args_is_help=True, rich_help_panel="Look")
app.add_typer(waiting, name="inbox", rich_help_panel="Look")
app.add_typer(missions, name="missions", rich_help_panel="Look")
app.add_typer(experts_left_out, name="experts", rich_help_panel="Look")
app.command("learn", rich_help_panel="Look")(learn_weights)


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
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out lines that cannot be read, instead of stopping.")
    ] = False,
) -> None:
    """Score how relevant experts are to requests, from files alone: no database, nothing is stored.

    An expert is `{"id", "documents": [{"title", "text", "language"}]}`, a request
    `{"id", "title", "text", "language"}`, one to a line; the files may be compressed with gzip. The
    table has a row for each pair, request_id, expert_id and score, the best expert of a request first.
    """
    from bot.cli import rank

    rank.rank(experts, requests, output, skip_bad=skip_bad)


@app.command(name="requests", rich_help_panel="Look")
def requests_(
    status: Annotated[str, typer.Option(help="Only those at this status, e.g. eligible.")] = "",
    country: Annotated[str, typer.Option(help="Only from this country, by name or code.")] = "",
    as_json: Json = False,
) -> None:
    """List the requests: code, country, title, status, whose turn it is and since when."""
    from bot.cli import registers

    registers.list_requests(status=status, country=country, as_json=as_json)


@app.command("match", rich_help_panel="Look")
def match_request(  # noqa: PLR0913 (a command has that many options)
    code: Annotated[str | None, typer.Argument(help="A request's code, such as 2026-03.")] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="All requests that wait for a team, planned together.")
    ] = False,
    propose: Annotated[
        bool, typer.Option("--propose", help="With --all: propose the planned teams to the officers.")
    ] = False,
    pin: Annotated[
        list[str] | None, typer.Option("--pin", help="Somebody every team must have: EX-0012, or a name.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", help="Somebody no team may have; may be repeated.")
    ] = None,
    why_not: Annotated[
        str, typer.Option("--why-not", help="Say why this expert is not in the best team.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Each member's scores with their reasons, and every rule.")
    ] = False,
    seats: Annotated[
        int | None, typer.Option("--seats", help="For so many experts, whatever the request asks for.")
    ] = None,
    png: Annotated[
        Path | None,
        typer.Option("--png", dir_okay=False, help="Write the picture of the teams to this file."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Search teams for a request as things are now: a dry run, nothing is stored and nobody is told.

    With --all instead of a code the teams of all waiting requests are planned together, nobody in two
    at the same time; only --propose stores and tells.

    The exit code is 0 when there are teams, 3 when there is none, 1 when the search cannot be made.
    """
    from bot.cli import match, match_all

    if match_all.is_for_all(
        code, every=every, propose=propose, others=[pin, exclude, why_not, explain, seats, png]
    ):
        match_all.match_all(as_json=as_json, propose=propose)
        return
    match.match(match.Wanted(code or "", pin or (), exclude or (), why_not, explain, as_json, seats, png))


@app.command(rich_help_panel="Look")
def show(
    code: Annotated[str, typer.Argument(help="A request's code, such as 2026-03.")], as_json: Json = False
) -> None:
    """Show one request with its teams, inquiries, mission and history."""
    from bot.cli import registers

    registers.show_request(code, as_json=as_json)


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


@app.command("documents", rich_help_panel="Look")
def save_documents(
    code: Annotated[str, typer.Argument(help="A request's code, such as 2026-03.")],
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", file_okay=False, help="Where to; without it a folder named like it."),
    ] = None,
) -> None:
    """Save the documents that came with a request in a folder."""
    from bot.cli import documents

    documents.save(code, folder)


@app.command(rich_help_panel="Look")
def report(
    name: Annotated[
        str, typer.Argument(help="Which one, such as table2 or interim; without it they are listed.")
    ] = "",
    *,
    form: Annotated[
        Literal["text", "csv", "json", "xlsx", "html", "pdf", "docx", "png", "svg"] | None,
        typer.Option(
            "--format", help="How it is written; else as the file's ending says. png and svg draw a figure."
        ),
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="The reader's; without it the facility's.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", dir_okay=False, allow_dash=True, help="The file to write; - to print it."
        ),
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day it is about, such as 2016-04-01.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The last day it is about, such as 2016-09-30.")
    ] = "",
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DATE", help="As the registers stood at the end of this past day."),
    ] = "",
) -> None:
    """Print or write a report of the facility's history, with what was counted and how it was rounded.

    `text`, `html`, `pdf`, `docx` and `xlsx` are for people, `json` has the exact numbers beside the words,
    `csv` the exact numbers alone, a line for each country or action and no sums. `interim` holds all tables
    and figures of a period. What lies in a period is said under each table.
    """
    from bot.cli import report as reports

    reports.report(reports.Wanted(name, form, language or "", output, first, last, as_of))


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


@officers.command("invite")
def invite(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    email: Annotated[str, typer.Argument(help="Where Muster writes to them.")],
    role: Annotated[
        Role | None, typer.Option(help="What they may do; an observer only reads. A new one is an officer.")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="The language Muster writes to them; at first the facility's.")
    ] = None,
) -> None:
    """Add an officer and print the single-use command that links their chat.

    Somebody who is known by this address gets the new name, and keeps what is not said here; an earlier
    command that was not used is no longer good.
    """
    from bot.cli import setup

    setup.invite_officer(name=name, email=email, role=role, language=language)


@officers.command("remove")
def remove_officer(
    email: Annotated[str, typer.Argument(help="The address of whoever is to decide and see nothing more.")],
) -> None:
    """Remove an officer: chat, buttons, reply addresses and invitations do nothing from then on.

    What they decided stays. The last administrator cannot be removed; an invitation brings somebody back.
    """
    from bot.cli import setup

    setup.remove_person(email)


@officers.command("list")
def list_officers(as_json: Json = False) -> None:
    """List the officers, their roles and how Muster reaches them."""
    from bot.cli import registers

    registers.list_officers(as_json=as_json)


@partners.command("invite")
def invite_partner(
    institution: Annotated[str, typer.Argument(help="The institution the person writes for.")],
    country: Annotated[str, typer.Argument(help="Its country, by name or code.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    email: Annotated[
        str, typer.Option(help="Their address, if they write to Muster by e-mail too: both come together.")
    ] = "",
) -> None:
    """Print a single-use link for Telegram; whoever opens it writes for the institution and is believed.

    Give it to that person only. It is good once, for 30 days.
    """
    from bot.cli import partners as invitations

    invitations.invite(institution=institution, country=country, name=name, email=email)


@explanations.command("mail")
def explain_mail(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A mail (.eml).")],
    as_json: Json = False,
) -> None:
    """Say what Muster makes of a mail: who wrote, what it belongs to, the words, the answer, the dates, the trust.

    With the facility's database at hand the thread is looked up; without one the words alone are read.
    """
    from bot.cli import explain

    explain.explain_mail(file, as_json=as_json)
