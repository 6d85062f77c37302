"""`muster check` about the daemon that looks for viruses."""

from pathlib import Path
from typing import Any

from bot.cli.checks import Finding, State, check_virus_scanner
from config.settings import Settings
from tests.peers.clamd import clamd


def settings(folder: Path, **values: Any) -> Settings:
    return Settings(data_dir=folder, **values)


async def test_a_facility_without_a_scanner_is_told_how_to_have_one(tmp_path: Path) -> None:
    assert await check_virus_scanner(settings(tmp_path)) == [
        Finding("virus_scanner", State.OFF, "virus_scanner_off")
    ]


async def test_a_scanner_is_asked_whether_it_is_there(tmp_path: Path) -> None:
    async with clamd(tmp_path / "clamd.ctl") as daemon:
        there = await check_virus_scanner(settings(tmp_path, clamd=daemon.address))

    assert there == [Finding("virus_scanner", State.OK, "virus_scanner_up", {"where": daemon.address})]


async def test_a_scanner_that_is_away_is_wrong(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "clamd.ctl")

    [away] = await check_virus_scanner(settings(tmp_path, clamd=nowhere))

    assert (away.state, away.key, away.values["where"]) == (State.WRONG, "virus_scanner_away", nowhere)
    assert away.values["error"]
