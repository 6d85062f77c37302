import io
import itertools

import pytest
from PIL import Image, ImageColor

from reporting.drawings.style import FILLS, SHADES, as_png, as_svg, figure, fill, filling


def grey(colour: str) -> int:
    value = ImageColor.getcolor(colour, "L")
    assert isinstance(value, int)
    return value


def test_fillings_that_stand_next_to_each_other_differ_in_grey_as_well() -> None:
    for one, other in itertools.pairwise(FILLS):
        assert one.hatch != other.hatch
        assert abs(grey(one.colour) - grey(other.colour)) > 10
    assert len({one.hatch for one in FILLS}) == len(FILLS)


def test_after_the_last_filling_comes_the_first() -> None:
    assert fill(len(FILLS)) == FILLS[0]
    assert filling(1)["hatch"] == FILLS[1].hatch


def test_shades_grow_darker() -> None:
    tones = [grey(shade) for shade in SHADES]

    assert tones == sorted(tones, reverse=True)
    assert min(light - dark for light, dark in itertools.pairwise(tones)) > 25


def test_words_stand_in_the_png() -> None:
    png = as_png(figure(1, 1), title="Requests", description="Cinq demandes, 3 à Togo ≥ 2")

    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (144, 144)
        assert image.info["Title"] == "Requests"
        assert image.info["Description"] == "Cinq demandes, 3 à Togo ≥ 2"
        assert "Software" not in image.info


def test_words_stand_in_the_svg_and_are_no_markup() -> None:
    svg = as_svg(figure(1, 1), title="A & B", description="<b>1,2</b>").decode()

    assert "<title>A &amp; B</title>" in svg
    assert "<desc>&lt;b&gt;1,2&lt;/b&gt;</desc>" in svg
    assert 'role="img"' in svg


@pytest.mark.parametrize("write", [as_png, as_svg], ids=["png", "svg"])
def test_the_same_picture_is_the_same_file(write: object) -> None:
    assert callable(write)
    files = set()
    for _ in range(2):
        picture = figure(1, 1)
        picture.text(0.5, 0.5, "7")
        files.add(write(picture, title="Seven", description="Seven"))

    assert len(files) == 1
    assert b"date" not in files.pop().lower()


def test_coordinates_have_no_more_decimals_than_a_screen_shows() -> None:
    picture = figure(1, 1)
    picture.subplots().plot([0, 1 / 3], [0, 2 / 7])

    svg = as_svg(picture, title="Line", description="Line").decode()

    paths = [part.partition('"')[0] for part in svg.split(' d="')[1:]]
    assert max(len(number.partition(".")[2]) for path in paths for number in path.split()) <= 2
