from pathlib import Path

import pytest

from config.allowances import Allowances, AllowancesError, load_allowances


def written(folder: Path, text: str) -> Path:
    file = folder / "allowances.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_file_that_comes_with_muster_names_no_rate() -> None:
    assert load_allowances() == Allowances()


def test_a_rate_holds_from_its_year_until_the_next(tmp_path: Path) -> None:
    rates = load_allowances(written(tmp_path, "[allowance]\n2016 = 280\n2013 = 250\n[fee]\n2014 = 600\n"))

    assert [rates.allowance_in(year) for year in (2012, 2013, 2015, 2016, 2030)] == [None, 250, 250, 280, 280]
    assert [rates.fee_in(year) for year in (2013, 2014)] == [None, 600]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[travel]\n2013 = 1\n", "'travel' is not known; known: allowance, fee"),
        ("allowance = 250\n", "'allowance' must be a table"),
        ("[allowance]\nsoon = 250\n", "allowance: 'soon' is no year"),
        ("[allowance]\n1066 = 250\n", "'1066' is no year"),
        ("[fee]\n2013 = 250.5\n", "fee 2013: must be whole euros, not 250.5"),
        ("[fee]\n2013 = true\n", "must be whole euros"),
        ("[fee]\n2013 = -1\n", "must be whole euros"),
        ("[fee\n", "cannot be read"),
    ],
)
def test_a_mistake_is_named_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    file = written(tmp_path, text)

    with pytest.raises(AllowancesError) as told:
        load_allowances(file)

    assert said in str(told.value)
    assert str(file) in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AllowancesError, match="cannot be read"):
        load_allowances(tmp_path / "nowhere.toml")
