"""The commands of `muster` and what each one is for; the work is done in the modules beside this one.

Each command fetches its module when it is called: `--help` and a misspelt word need no database, no mail, no ranking.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from storage.states import Role

app = typer.Typer(
    help="The assistant of a technical-assistance facility: requests in, confirmed missions out.",
    epilog="New here? `muster demo` plays the whole job; `muster init` sets up your own facility.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
imports = typer.Typer(help="Read registers from CSV files; every row not taken is reported with its reason.")
app.add_typer(imports, name="import", no_args_is_help=True)
officers = typer.Typer(help="Invite officers, and see who they are.")
app.add_typer(officers, name="officers", no_args_is_help=True)

explanations = typer.Typer(help="What Muster understands, and why; nothing is stored or answered.")
app.add_typer(explanations, name="explain", no_args_is_help=True, rich_help_panel="Look")
waiting = typer.Typer(help="Messages that wait for a person: see, attach, retry or discard them.")
app.add_typer(waiting, name="inbox", rich_help_panel="Look")

Language = Literal["en", "fr", "es", "pt"]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for scripts.")]
Csv = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file with a header.")
]


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
) -> None:
    """Play the main job on embedded defaults: no token, no account, under two minutes.

    Three partners ask for help, teams are proposed and approved, experts answer by e-mail over a
    real SMTP server on this machine, and missions are confirmed. Your own settings take no part.
    """
    from bot.cli import demo

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
def form(
    language: Annotated[
        Language | None, typer.Option(help="The language of the form; if left out, the facility's.")
    ] = None,
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

    paper.make(language or "", output, as_text=as_text)


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


@app.command(rich_help_panel="Look")
def show(
    code: Annotated[str, typer.Argument(help="A request's code, such as 2026-03.")], as_json: Json = False
) -> None:
    """Show one request with its teams, inquiries, mission and history."""
    from bot.cli import registers

    registers.show_request(code, as_json=as_json)


@imports.command("experts")
def import_experts(file: Csv, as_json: Json = False) -> None:
    """Read a roster of experts; a row whose expert_id is known updates that expert."""
    from bot.cli import registers

    registers.import_experts(file, as_json=as_json)


@imports.command("requests")
def import_requests(file: Csv, as_json: Json = False) -> None:
    """Read past requests; misprinted dates such as 15/072014 are read and reported."""
    from bot.cli import registers

    registers.import_requests(file, as_json=as_json)


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


@officers.command("list")
def list_officers(as_json: Json = False) -> None:
    """List the officers, their roles and how Muster reaches them."""
    from bot.cli import registers

    registers.list_officers(as_json=as_json)


Number = Annotated[
    int, typer.Argument(min=1, max=2_147_483_647, help="The message's number in `muster inbox`.")
]


@waiting.callback(invoke_without_command=True)
def list_messages(context: typer.Context, as_json: Json = False) -> None:
    """List the messages that wait for a person: doubtful ones, and those that could not be handled.

    While the service runs, a message that is attached or tried again is handled within a second.
    """
    if context.invoked_subcommand is None:
        from bot.cli import inbox

        inbox.list_messages(as_json=as_json)


@waiting.command("show")
def show_message(number: Number) -> None:
    """Show one message: who wrote, why it waits, and what it may belong to."""
    from bot.cli import inbox

    inbox.show_message(number)


@waiting.command("attach")
def attach_message(
    number: Number,
    code: Annotated[str, typer.Argument(help="The request it belongs to, if not the one shown.")] = "",
    name: Annotated[str, typer.Argument(help="The expert whose answer it is.")] = "",
) -> None:
    """Have a message count as written about a request, or as an expert's answer for it."""
    from bot.cli import inbox

    inbox.settle("attach", number, code=code, name=name)


@waiting.command("retry")
def retry_message(number: Number) -> None:
    """Handle a message once more that could not be handled in three tries."""
    from bot.cli import inbox

    inbox.settle("retry", number)


@waiting.command("discard")
def discard_message(number: Number) -> None:
    """Let a message rest: it is kept, and nothing follows from it."""
    from bot.cli import inbox

    inbox.settle("discard", number)


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
