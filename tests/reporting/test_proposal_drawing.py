"""The picture of a proposal, as bytes: what it looks like is for eyes, that it is drawn at all is for tests."""

import io
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from PIL import Image

from config.periods import Period
from reporting.drawings.glyphs import drawable
from reporting.proposal_drawing import MOST_ROWS, proposal_png
from reporting.proposal_picture import Days, ProposalPicture, description, title_of
from tests.reporting.teams import ANA, GONE, LUC, TEAM, picture

YEAR = Period(date(2026, 1, 5), date(2028, 12, 20))


def seen(shown: ProposalPicture) -> tuple[tuple[int, int], dict[str, str]]:
    """Width and height, and the words inside."""
    with Image.open(io.BytesIO(proposal_png(shown))) as image:
        image.load()
        return image.size, dict(image.text)  # type: ignore[attr-defined] # of a PNG


def test_the_file_says_in_words_what_it_shows() -> None:
    shown = picture("fr")

    (width, height), words = seen(shown)

    assert width == 1094
    assert 350 < height < 550
    assert words == {"Title": title_of(shown), "Description": description(shown)}


def test_the_same_values_give_the_same_bytes_from_any_thread() -> None:
    shown = picture("en")
    first = proposal_png(shown)
    proposal_png.cache_clear()

    with ThreadPoolExecutor(2) as threads:
        again = list(threads.map(proposal_png, [shown, replace(shown)]))

    assert again == [first, first]


def test_nothing_global_is_loaded() -> None:
    program = (
        "import sys; from tests.reporting.teams import picture; from reporting.proposal_drawing import proposal_png; "
        "assert 'matplotlib' not in sys.modules; proposal_png(picture('en')); assert 'matplotlib.pyplot' not in sys.modules"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_words_of_anybody_are_drawn_as_they_are() -> None:
    hostile = replace(ANA, name="$\\frac{1}{0}$ 李\N{PILE OF POO}\x00\n_^{" + "x" * 300, country="")
    odd = replace(
        picture("es"),
        title="$a$ \\begin{} %s {0} \N{RIGHT-TO-LEFT OVERRIDE}" * 40,
        country="",
        teams=(replace(TEAM, members=(hostile, GONE)),),
    )

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (width, _), _ = seen(odd)

    assert width == 1094


def test_a_long_window_without_calendars_and_scores_out_of_bounds_is_drawn() -> None:
    odd = replace(LUC, days=None, parts=(0.0, 1.4, -0.2, float("0")), score=1.2)
    long = replace(ANA, days=Days((YEAR,), (Period(date(2026, 2, 2), date(2026, 2, 2)),)))
    shown = replace(picture("pt"), window=YEAR, teams=(replace(TEAM, members=(odd, long), period=YEAR),))

    assert seen(shown)[0][0] == 1094


def test_teams_beyond_what_can_be_read_are_only_named() -> None:
    crowded = replace(TEAM, members=(LUC,) * MOST_ROWS)

    (width, height), _ = seen(replace(picture("en"), teams=(crowded, crowded), holidays=()))

    assert height < 3 * width


def test_signs_the_font_lacks_become_squares_and_dollars_stay() -> None:
    assert drawable("Zoë 李 5 $\n") == "Zoë □ 5 \\$\n"
