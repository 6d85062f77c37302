"""`muster import`: what can be read from files, each register by a command of its own."""

import typer

from bot.cli.options import Csv, Json, Registers

imports = typer.Typer(
    help="Read registers from CSV files; every row not taken is reported with its reason.",
    no_args_is_help=True,
)


@imports.command("experts")
def import_experts(file: Csv, as_json: Json = False) -> None:
    """Read a roster of experts; a row whose expert_id is known updates that expert."""
    from bot.cli import registers

    registers.import_register("experts", file, as_json=as_json)


@imports.command("requests")
def import_requests(file: Csv, as_json: Json = False) -> None:
    """Read past requests; misprinted dates such as 15/072014 are read and reported."""
    from bot.cli import registers

    registers.import_register("requests", file, as_json=as_json)


@imports.command("activities")
def import_activities(file: Csv, as_json: Json = False) -> None:
    """Read the activities of actions: action_code, number (1, 4a), title, state (cancelled, postponed ...)."""
    from bot.cli import registers

    registers.import_register("activities", file, as_json=as_json)


@imports.command("missions")
def import_missions(file: Csv, as_json: Json = False) -> None:
    """Read missions: mission (2014-01/M1), start, end, experts (EX-0012;EX-0020), days, status, estimated_eur ..."""
    from bot.cli import registers

    registers.import_register("missions", file, as_json=as_json)


@imports.command("assignments")
def import_assignments(file: Csv, as_json: Json = False) -> None:
    """Read the days experts rendered: action_code, expert_id, expert_days; quarters of a day are kept."""
    from bot.cli import registers

    registers.import_register("assignments", file, as_json=as_json)


@imports.command("institutions")
def import_institutions(file: Csv, as_json: Json = False) -> None:
    """Read partner institutions and employers: institution, country, kind (ministry, agency, fund, trade union ...)."""
    from bot.cli import registers

    registers.import_register("institutions", file, as_json=as_json)


@imports.command("contacts")
def import_contacts(file: Csv, as_json: Json = False) -> None:
    """Read contacts: email, name, institution, country, position, phone, language; a known address is corrected."""
    from bot.cli import registers

    registers.import_register("contacts", file, as_json=as_json)


@imports.command("focal-points")
def import_focal_points(file: Csv, as_json: Json = False) -> None:
    """Read focal points, each a known contact: email, country, since, until, note."""
    from bot.cli import registers

    registers.import_register("focal-points", file, as_json=as_json)


@imports.command("deliverables")
def import_deliverables(file: Csv, as_json: Json = False) -> None:
    """Read deliverables: action_code, kind (ToREx, ExMR, report), title, due, received, checked, edited ..."""
    from bot.cli import registers

    registers.import_register("deliverables", file, as_json=as_json)


@imports.command("evaluations")
def import_evaluations(file: Csv, as_json: Json = False) -> None:
    """Read evaluations of actions and experts: action_code, expert_id, evaluator, score (1-5), date, flagged ..."""
    from bot.cli import registers

    registers.import_register("evaluations", file, as_json=as_json)


@imports.command("all")
def import_all(source: Registers, as_json: Json = False) -> None:
    """Read every register of a workbook (XLSX) or of a folder of CSV files, in the order they need each other."""
    from bot.cli import import_all as every

    every.import_all(source, as_json=as_json)
