"""`muster form`: the request form of this facility, to print and sign or to fill in on screen."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.screen import settings_or_stop, stop, tell
from bot.texts.paper_form import write_form
from config.settings import Settings
from config.texts import say
from intake.fields import blank_form


def make(language: str, output: Path | None, *, as_text: bool) -> None:
    """Write the form; nothing that is there already is overwritten."""
    settings = settings_or_stop()
    language = language or settings.language
    if as_text and output is None:
        sys.stdout.write(blank_form(language))
        return
    file = output or Path(f"{say(language, 'docx.file')}.docx")
    if file.exists():
        stop(say(settings.language, "cli.form.exists", file=file))
    try:
        _write(file, settings, language, as_text=as_text)
    except OSError as error:
        stop(say(settings.language, "cli.form.unwritable", file=file, error=error.strerror))
    tell(
        settings, "form.text_written" if as_text else "form.written", file=file, address=settings.mail_address
    )


def _write(file: Path, settings: Settings, language: str, *, as_text: bool) -> None:
    if as_text:
        file.write_text(blank_form(language), encoding="utf-8")
        return
    write_form(
        file,
        language=language,
        facility=settings.facility_name,
        address=settings.mail_address,
        now=datetime.now(UTC),
    )
