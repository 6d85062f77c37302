"""The picture of a letter as a file: drawn when it is sent, and never a reason not to send the letter."""

import structlog

from bot.texts.letter import Letter

log = structlog.get_logger()

PICTURE_NAME = "teams.png"


def picture_png(letter: Letter) -> bytes:
    """The letter's picture as PNG; nothing if it has none, or if it cannot be drawn. Takes half a second: call it in a thread."""
    if letter.picture is None:
        return b""
    # A slow import: half a second and 40 MB that a service at rest does not need.
    from reporting.proposal_drawing import proposal_png  # noqa: PLC0415

    try:
        return proposal_png(letter.picture)
    except Exception:  # the words of the letter say the same, so they go without it
        log.exception("picture_not_drawn", topic=letter.topic)
        return b""
