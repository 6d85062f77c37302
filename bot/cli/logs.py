"""Logs for developers: one line per event, JSON or console, on standard error; never bodies, never addresses."""

import logging
import sys
from pathlib import Path
from types import MappingProxyType

import structlog

from config.settings import Settings

LIBRARIES = MappingProxyType(
    dict.fromkeys(("httpx", "httpcore", "telegram", "sqlalchemy", "alembic"), logging.WARNING)
    | {"mail.log": logging.ERROR}
)
"""They would log addresses and tokens at INFO; aiosmtpd warns with the lines of a mail it took for commands."""

_STEPS: tuple[structlog.typing.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def set_up_logs(settings: Settings, *, file: Path | None = None) -> None:
    """Every logger of the process, the libraries' included, writes in one shape: to the screen, or to a file."""
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings, colours=not file and sys.stderr.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for library, level in LIBRARIES.items():
        logging.getLogger(library).setLevel(level)
    structlog.configure(
        processors=[*_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _formatter(settings: Settings, *, colours: bool) -> logging.Formatter:
    """One JSON object a line, or a line for people; an error with its traceback in either."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_STEPS,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
