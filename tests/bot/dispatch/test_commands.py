"""What an officer orders: nothing is an order that was not meant as one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.commands import (
    ASKED_TWICE,
    DECIDING,
    Command,
    Verb,
    lacks_words,
    read_action,
    read_chat_command,
    read_first_line,
    read_waiting,
)
from bot.texts.words import DECISION_WORDS
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES

LANGUAGES = st.sampled_from(INTERFACE_LANGUAGES)
WORDS = {
    language: frozenset(fold(word) for words in DECISION_WORDS.values() for word in words[language])
    | {"eligible", "reject", "ask", "approve", "details", "status", "help", "teams", "take", "pass"}
    | {"cancel", "hold", "resume", "merge", "assign", "swap", "pin", "exclude", "more", "whynot", "queue"}
    for language in INTERFACE_LANGUAGES
}


def opens_with_an_order(text: str, language: str) -> bool:
    first = fold(text.strip().partition("\n")[0])
    return any(first == word or first.startswith(f"{word} ") for word in WORDS[language])


@pytest.mark.parametrize(
    ("action", "command"),
    [
        ("eligible:7", Command(Verb.ELIGIBLE, 7, sure=False)),
        ("yes:eligible:7", Command(Verb.ELIGIBLE, 7)),
        ("approve:5:2", Command(Verb.APPROVE, 5, 2, sure=False)),
        ("yes:approve:5:2", Command(Verb.APPROVE, 5, 2)),
        ("none:5", Command(Verb.NONE, 5, sure=False)),
        ("assign:5", Command(Verb.ASSIGN, 5)),
        ("merge:5", Command(Verb.MERGE, 5, sure=False)),
        ("merge:5:7", Command(Verb.MERGE, 5, sure=False, other=7)),
        ("yes:merge:5:1234", Command(Verb.MERGE, 5, other=1234)),
        ("team:5:3", Command(Verb.TEAM, 5, 3)),
        ("swap:5:2:12", Command(Verb.SWAP, 5, 2, other=12)),
        ("pin:5:12", Command(Verb.PIN, 5, other=12)),
        ("why:5", Command(Verb.WHY, 5)),
        ("file:5:9", Command(Verb.FILE, 5, other=9)),
        ("queue:mine+late:2", Command(Verb.QUEUE, words="mine+late", rank=2)),
        ("queue::0", Command(Verb.QUEUE)),
        ("card:12", Command(Verb.CARD, 12)),
        ("cancel:12", Command(Verb.CANCEL, 12)),
        ("sure:12", Command(Verb.SURE, 12)),
        ("sure:12#1f3a9c2b", Command(Verb.SURE, 12, question="1f3a9c2b")),
        ("yes:reject:5#1f3a9c2b", Command(Verb.REJECT, 5, question="1f3a9c2b")),
        ("approve:5:x", Command(Verb.APPROVE, 5, sure=False)),
        ("approve:5:99999", Command(Verb.APPROVE, 5, sure=False)),
    ],
)
def test_a_button_is_an_order(action: str, command: Command) -> None:
    assert read_action(action) == command


@pytest.mark.parametrize(
    "action",
    [
        "",
        "f:skip",
        "approve",
        "approve:",
        "approve:x:1",
        "lang:fr",
        "eligible:-1",
        f"eligible:{2**31 + 1}",
        "eligible:1000000000",
        "approve:" + "9" * 5000 + ":1",
        "eligible:" + "9" * 5000,
        "APPROVE:1",
        "yes:",
        "yes:yes:approve:1:1",
        "merge:x:2",
    ],
)
def test_other_buttons_are_none(action: str) -> None:
    assert read_action(action) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/queue", Command(Verb.QUEUE)),
        ("/queue mine late", Command(Verb.QUEUE, words="mine late")),
        ("/merge 2026-05 2026-03", Command(Verb.MERGE, code="2026-05", words="2026-03")),
        ("/why 2026-05 Berg", Command(Verb.WHY, code="2026-05", words="Berg")),
        ("/show 2026-03", Command(Verb.CARD, code="2026-03")),
        ("/reject 2026-03 out of scope", Command(Verb.REJECT, code="2026-03", words="out of scope")),
        ("/approve 2026-03 B", Command(Verb.APPROVE, code="2026-03", rank=2, words="B")),
        ("/eligible@muster_bot 2026-03", Command(Verb.ELIGIBLE, code="2026-03")),
        ("  /HELP  ", Command(Verb.HELP)),
    ],
)
def test_a_typed_command_is_an_order(text: str, command: Command) -> None:
    assert read_chat_command(text) == command


@pytest.mark.parametrize("text", ["", "show 2026-03", "please /approve 2026-03 A", "//approve", "/approved"])
def test_other_words_are_no_command(text: str) -> None:
    assert read_chat_command(text) is None


@pytest.mark.parametrize(
    ("text", "language", "command"),
    [
        ("ELIGIBLE", "en", Command(Verb.ELIGIBLE)),
        ("approve A", "en", Command(Verb.APPROVE, rank=1, words="A")),
        ("Approve: team B", "en", Command(Verb.APPROVE, rank=2, words="team B")),
        ("APPROVE 3", "en", Command(Verb.APPROVE, rank=3, words="3")),
        ("reject - out of scope", "en", Command(Verb.REJECT, words="out of scope")),
        (
            "Reject\nWe do not finance hardware.",
            "en",
            Command(Verb.REJECT, words="We do not finance hardware."),
        ),
        ("ASK Which law do you mean?", "fr", Command(Verb.ASK, words="Which law do you mean?")),
    ],
)
def test_the_first_line_of_a_reply_is_an_order(text: str, language: str, command: Command) -> None:
    assert read_first_line(text, language) == command


@pytest.mark.parametrize(
    ("order", "rank"),
    [
        ("APPROVE a", 1),
        ("APPROVE team A.", 1),
        ("Approve TEAM b!", 2),
        ("approve équipe C", 3),
        ("approve Équipe c", 3),
        ("approve equipo 2", 2),
        ("approve Equipa B", 2),
        ("approve A\n\n", 1),
        ("approve A\nThanks!", 1),
        ("approve B\n\nThank you,\nOlga", 2),
        ("approve B\n\nKind regards,\nOlga Novak\nSenior officer\n+32 2 555 01 00", 2),
        ("approve B\n\nOlga Novak\nLabour facility", 2),
        ("approve B\n-- \nOlga", 2),
        ("approve B\n\nOlga B. Novak\nMinistry of Labour and Employment", 2),
        ("approve B\nMuito obrigada\nInês", 2),
        ("approve a\n\nThanks, Olga", 1),
        ("approve B\n\nKind regards Olga Novak", 2),
    ],
)
def test_an_approval_names_one_team_and_nothing_else(order: str, rank: int) -> None:
    command = read_first_line(order, "en")

    assert command is not None
    assert (command.verb, command.rank) == (Verb.APPROVE, rank)


@pytest.mark.parametrize(
    "order",
    [
        "APPROVE",
        "APPROVE a team with more women",
        "approve a different one",
        "approve à condition que",
        "approve à",
        "approve not A",
        "approve A or B",
        "approve A?",
        "approve team A if the dates hold",
        "approve a 2nd look",
        "approve A B",
        "approve k",
        "approve 123",
        "approve 99999999999999999999",
        "approve ٣",
        "approve A\nunless B is cheaper",
        "approve A\nNo, wait",
        "approve A\nNot Yet",
        "approve A\nOr Team B",
        "approve A\n\nWait",
        "approve A\nThanks\nPS: rather B",
        "approve A\nThanks\nb",
        "approve A\nThanks, Wait",
        "approve A\nThanks, B",
        "approve A\nThanks, but later",
        "approve A\nThanks, the second one",
        "approve A\nThanks\nI mean B",
        "approve A\nThanks. But is Marek free?",
        "approve A\nThanks\nDoes Marek know?",
        "approve\nA",
    ],
)
def test_an_approval_in_other_words_names_no_team(order: str) -> None:
    command = read_first_line(order, "en")

    assert command is None or (command.verb, command.rank) == (Verb.APPROVE, 0)


def test_a_typed_approval_names_one_team_and_nothing_else() -> None:
    assert read_chat_command("/approve 2026-03 team b") == Command(
        Verb.APPROVE, code="2026-03", rank=2, words="team b"
    )
    assert read_chat_command("/approve 2026-03 a better team") == Command(
        Verb.APPROVE, code="2026-03", words="a better team"
    )


def test_words_are_capped() -> None:
    flood = "x" * 100_000

    mailed = read_first_line(f"REJECT {flood}", "en")
    typed = read_chat_command(f"/reject 2026-03 {flood}")
    waited = read_waiting("reject:3", flood)

    assert [len(command.words) <= 2_000 for command in (mailed, typed, waited) if command] == [True] * 3


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("decision", ["eligible", "reject", "approve", "ask"])
def test_an_officer_may_write_in_their_own_language_or_in_english(decision: str, language: str) -> None:
    for word in DECISION_WORDS[decision][language]:
        command = read_first_line(f"{word.lower()} A", language)
        assert command is not None
        assert command.verb == decision


@pytest.mark.parametrize(
    "text",
    [
        "I approve of this wholeheartedly",
        "Thank you. Approve A",
        "Approved!",
        "Disapprove",
        "Rejected for now?",
        "> ELIGIBLE",
        "Is it eligible?",
        "approve-a-thon",
        "Askance",
        "\n\n",
    ],
)
def test_words_that_only_look_like_an_order_decide_nothing(text: str) -> None:
    command = read_first_line(text, "en")

    assert command is None or command.verb not in DECIDING


@given(st.text(max_size=200))
def test_no_button_breaks_the_reader(action: str) -> None:
    command = read_action(action)

    assert command is None or 0 <= command.target <= 2**31


@given(
    st.sampled_from([*Verb]),
    st.text(st.characters(categories=["Nd", "No", "Nl"]), max_size=30),
    st.text(max_size=10),
)
def test_no_number_of_any_script_breaks_the_reader(verb: Verb, target: str, rank: str) -> None:
    command = read_action(f"{verb}:{target}:{rank}")

    assert command is None or (command.verb is verb and command.target <= 2**31 and 0 <= command.rank < 1000)


@given(st.text(max_size=300))
def test_no_typed_text_breaks_the_reader_and_only_a_slash_commands(text: str) -> None:
    command = read_chat_command(text)

    assert command is None or text.strip().startswith("/")


@given(st.text(max_size=300), LANGUAGES)
def test_a_mail_decides_only_by_an_order_that_opens_its_first_line(text: str, language: str) -> None:
    command = read_first_line(text, language)

    assert command is None or opens_with_an_order(text, language)


@given(st.text(min_size=1, max_size=100), st.sampled_from(["approve A", "REJECT no", "eligible"]), LANGUAGES)
def test_an_order_below_other_words_decides_nothing(before: str, order: str, language: str) -> None:
    text = f"{before}\n{order}"

    command = read_first_line(text, language)

    assert command is None or opens_with_an_order(text, language)


@given(st.text(max_size=60), st.text(max_size=60))
def test_waiting_is_over_only_for_what_was_waited_for(waiting_for: str, words: str) -> None:
    command = read_waiting(waiting_for, words)

    assert command is None or (read_action(waiting_for) is not None and command.words == words.strip() != "")


@pytest.mark.parametrize(
    ("command", "aimed"),
    [
        (Command(Verb.REJECT, words="no"), Command(Verb.NONE, 9, words="no")),
        (Command(Verb.APPROVE, rank=1), Command(Verb.APPROVE, 9, 1)),
        (Command(Verb.ELIGIBLE), Command(Verb.ELIGIBLE, 4)),
    ],
)
def test_a_reply_to_a_proposal_is_about_its_teams(command: Command, aimed: Command) -> None:
    assert command.aimed(request_id=4, proposal_id=9) == aimed


def test_a_rejection_without_a_proposal_rejects_the_request() -> None:
    assert Command(Verb.REJECT, words="no").aimed(request_id=4, proposal_id=0) == Command(
        Verb.REJECT, 4, words="no"
    )


@pytest.mark.parametrize("farewell", ["Olga Novak", "Kind regards\nOlga", "-- \nOlga Novak\nThe facility"])
def test_a_signature_is_no_part_of_a_reason(farewell: str) -> None:
    command = read_first_line(f"REJECT We have no budget.\n\n{farewell}", "en")

    assert command == Command(Verb.REJECT, words="We have no budget.")


def test_a_reason_may_go_on_below_the_first_line() -> None:
    command = read_first_line("CANCEL\nThe minister has left.\nHis successor wants to think.", "en")

    assert command == Command(Verb.CANCEL, words="The minister has left.\nHis successor wants to think.")


def test_a_reason_given_to_a_button_is_not_sure_yet() -> None:
    assert read_waiting("cancel:5", "no money") == Command(Verb.CANCEL, 5, words="no money", sure=False)
    assert read_waiting("reject:5", "no money") == Command(Verb.REJECT, 5, words="no money", sure=False)
    assert read_waiting("ask:5", "who pays?") == Command(Verb.ASK, 5, words="who pays?", sure=False)
    assert read_waiting("why:5", "Berg") == Command(Verb.WHY, 5, words="Berg")


@pytest.mark.parametrize("verb", sorted(ASKED_TWICE))
def test_a_decision_is_carried_out_only_by_the_second_tap(verb: Verb) -> None:
    first, second = read_action(f"{verb}:5"), read_action(f"yes:{verb}:5")

    assert first is not None
    assert second is not None
    assert (first.sure, second.sure) == (False, True)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("MORE", Command(Verb.MORE)),
        ("More on this tomorrow.", None),
        ("ASSIGN", Command(Verb.ASSIGN)),
        ("Assign it to Marta please", None),
        ("MERGE 2026-01", Command(Verb.MERGE, words="2026-01")),
        ("SWAP Berg EX-0004", Command(Verb.SWAP, words="Berg EX-0004")),
        ("WHYNOT EX-0012", Command(Verb.WHY, words="EX-0012")),
        ("QUEUE mine", Command(Verb.QUEUE, words="mine")),
    ],
)
def test_orders_about_teams_and_requests_can_be_mailed(text: str, command: Command | None) -> None:
    assert read_first_line(text, "en") == command


@pytest.mark.parametrize(
    ("order", "lacks"),
    [
        (Command(Verb.CANCEL, 5), True),
        (Command(Verb.CANCEL, 5, words="no money"), False),
        (Command(Verb.HOLD, 5), True),
        (Command(Verb.HOLD, 5, words="no money"), True),
        (Command(Verb.HOLD, 5, words="1 May"), False),
        (Command(Verb.RESUME, 5), False),
        (Command(Verb.CARD, 5), False),
    ],
)
def test_an_order_waits_for_what_it_needs(order: Command, *, lacks: bool) -> None:
    assert lacks_words(order, today=date(2026, 1, 12), language="en") is lacks
