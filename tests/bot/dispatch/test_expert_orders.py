import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.expert_orders import ExpertOrder, read_expert_command, read_expert_line


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/experts pensions French", ExpertOrder("pensions French")),
        ("/Experts@muster_bot  retired ", ExpertOrder("retired")),
        ("/experts", ExpertOrder()),
        ("/expert pensions", None),
        ("experts pensions", None),
        ("/queue", None),
    ],
)
def test_search_is_a_command_in_a_chat(text: str, order: ExpertOrder | None) -> None:
    assert read_expert_command(text) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("EXPERTS pensions French\n\nOlga", ExpertOrder("pensions French")),
        ("expertos jubilados", ExpertOrder("jubilados")),
        ("PERITOS", ExpertOrder()),
        ("APPROVE A", None),
        ("The experts are fine", None),
        ("", None),
    ],
)
def test_search_is_the_first_line_of_a_mail(text: str, order: ExpertOrder | None) -> None:
    assert read_expert_line(text) == order


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert read_expert_command(text) is None or text.strip().lower().startswith("/experts")
    assert read_expert_line(text) is None or text.strip()
