"""A real `muster run`: a process of its own that can be asked to stop, killed at any moment, and started again."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parents[2]
READY_SECONDS = 40.0


class ServiceFailedError(AssertionError):
    """The process ended by itself; its log is the message."""


@dataclass(slots=True)
class Service:
    """One `muster run` on this machine, again and again on the same data."""

    folder: Path
    settings: Mapping[str, str]
    starts: int = 0
    started_in: float = 0.0
    """Seconds from the last start until every channel was open."""
    _process: asyncio.subprocess.Process | None = field(default=None)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything the last process wrote to the screen."""
        return (self.folder / f"run-{self.starts}.log").read_text(encoding="utf-8")

    async def begin(self) -> None:
        """Start a process, and do not wait for anything."""
        self.starts += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"run-{self.starts}.log").open("wb") as screen:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", stdout=screen, stderr=screen, cwd=self.folder,
                env=environment(self.folder, self.settings),
            )  # fmt: skip

    async def start(self) -> None:
        """Start a process and return when it serves every channel."""
        begun = monotonic()
        await self.begin()
        await until(lambda: "service.started" in self.log or self._ended(), deadline=READY_SECONDS)
        self.started_in = monotonic() - begun
        if self._ended():
            raise ServiceFailedError(self.log)

    async def kill(self) -> None:
        """SIGKILL: no goodbye, no flush, no rollback."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, as a supervisor does; the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """The exit code, once the process has ended."""
        assert self._process is not None
        async with asyncio.timeout(READY_SECONDS):
            return await self._process.wait()

    async def close(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()

    def resident_kilobytes(self) -> int:
        """Memory in use now, as the kernel counts it."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.pid)], capture_output=True, text=True, check=True
        )
        return int(told.stdout)

    def processor_seconds(self) -> float:
        """Processor time spent so far."""
        words = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def _ended(self) -> bool:
        return self._process is not None and self._process.returncode is not None


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of the process: nothing of this machine's own facility or proxies takes part."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MUSTER_") and not name.lower().endswith("_proxy")
    }
    ours = {f"MUSTER_{name.upper()}": value for name, value in settings.items()}
    base = {"MUSTER_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return inherited | base | ours


async def until(ready: Callable[[], bool], *, deadline: float = 20.0) -> None:
    """Return when it is so; a TimeoutError at the deadline."""
    async with asyncio.timeout(deadline):
        while not ready():  # noqa: ASYNC110 -- another process makes it so
            await asyncio.sleep(0.005)
