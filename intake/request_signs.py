"""Whether free prose asks the facility for help, or is some other mail."""

import re

from config.areas import areas_in
from config.folding import fold

SHORTEST = 80
LONGEST_READ = 20_000
_ASKING = re.compile(
    r"\b(request\w*|assistance|support|technical|mission|experts?|expertise|training|advice"
    r"|demand\w+|sollicit\w+|appui|soutien|besoin|expertise|formation|accompagnement"
    r"|solicit\w+|apoyo|asistencia|ayuda|necesit\w+|capacitacion|asesor\w+"
    r"|pedido|apoio|assistencia|precisa\w*|formacao|capacitacao|perit\w+)\b"
)


def is_request(text: str, *, subject: str = "") -> bool:
    """Whether a mail asks for help with social protection: it names an area, asks, and says more than a line."""
    words = f"{subject}\n{text}"[:LONGEST_READ]
    if len(text.strip()) < SHORTEST:
        return False
    return bool(_ASKING.search(fold(words))) and bool(areas_in(words))
