import pytest

from bot.cli.stages import stage_word, stages_called, stages_like
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from storage.states import RequestStatus


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("status", list(RequestStatus))
def test_a_stage_is_found_by_every_word_that_is_shown_for_it(status: RequestStatus, language: str) -> None:
    shown = (str(status), stage_word(status, language), say(language, f"values.status.{status}").upper())

    assert all(stages_called(word) == {status} for word in shown)


def test_a_stage_is_found_as_the_public_report_prints_it() -> None:
    assert stages_called("Rejected (closed)") == {RequestStatus.CLOSED}
    assert stages_called("Request") == {RequestStatus.CHECKING}


@pytest.mark.parametrize(
    ("slip", "language", "meant"), [("ongoin", "en", "Ongoing"), ("termine", "fr", "Terminée")]
)
def test_a_slip_is_answered_by_the_word_that_is_shown(slip: str, language: str, meant: str) -> None:
    assert not stages_called(slip)
    assert meant in stages_like(slip, language)


def test_a_word_like_no_stage_is_like_none() -> None:
    assert (stages_called("lost"), stages_like("zzzz", "en")) == (frozenset(), [])
