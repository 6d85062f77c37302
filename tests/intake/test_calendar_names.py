from intake.calendar_names import month_names, plain, short_month_names, short_weekday_names, weekday_names


def test_months_of_all_languages_are_known_without_their_accents() -> None:
    names = ("march", "mars", "marzo", "março", "marz")

    assert {month_names()[name] for name in names} == {3}
    assert month_names()[plain("août")] == 8


def test_names_of_people_and_frameworks_are_no_march() -> None:
    assert "marco" not in month_names()
    assert (plain("Março"), plain("Marco")) == ("março", "marco")


def test_short_names_are_apart_from_whole_ones() -> None:
    assert short_month_names()["fevr"] == 2
    assert "may" not in short_month_names()


def test_weekdays_begin_with_monday_and_short_ones_are_no_other_words() -> None:
    assert (weekday_names()["lundi"], weekday_names()["segunda"], short_weekday_names()["fri"]) == (0, 0, 4)
    assert "mar" not in short_weekday_names()
