import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.expert_orders import ExpertOrder, ExpertVerb, read_expert_command, read_expert_line

CV = ExpertVerb.CV


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/experts pensions French", ExpertOrder("pensions French")),
        ("/Experts@muster_bot  retired ", ExpertOrder("retired")),
        ("/experts", ExpertOrder()),
        ("/expert pensions", None),
        ("/cv ex-0012", ExpertOrder("EX-0012", CV)),
        ("/cv@muster_bot EX-0012 2", ExpertOrder("EX-0012", CV, 2)),
        ("/cv", ExpertOrder("", CV)),
        ("/cv Silva Duarte", ExpertOrder("Silva Duarte", CV)),
        ("cv EX-0012", None),
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
        ("CV EX-0012\n\nOlga", ExpertOrder("EX-0012", CV)),
        ("cv: ex-0012 2.", ExpertOrder("EX-0012", CV, 2)),
        ("/cv EX-0012", ExpertOrder("EX-0012", CV)),
        ("CV", None),
        ("CV of Ana, EX-0012", None),
        ("APPROVE A", None),
        ("The experts are fine", None),
        ("", None),
    ],
)
def test_search_is_the_first_line_of_a_mail(text: str, order: ExpertOrder | None) -> None:
    assert read_expert_line(text) == order


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert read_expert_command(text) is None or text.strip().lower().startswith(("/experts", "/cv"))
    assert read_expert_line(text) is None or text.strip()
