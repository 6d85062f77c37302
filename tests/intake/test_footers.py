import pytest

from intake.footers import is_mobile_footer, without_banner, without_footer


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from my Wiko RIDGE FAB 4G",
        "Sent from my Verizon Wireless BlackBerry",
        "Sent from my cell, please excuse any typos.",
        "Sent from TypeApp<http://www.typeapp.example/r?b=1>",
        "Sent via Mailbird",
        "(sent from a phone)",
        "<<sent by galaxy>>",
        "Somebody from mobile",
        "From my iPhone 6",
        "Envoyé à partir de Outlook pour Android",
        "Envoyé depuis Yahoo Mail pour iPhone",
        "Enviado a partir do meu smartphone Samsung Galaxy.",
        "Enviado desde mi teléfono Huawei",
        "Von meinem Mobilgerät gesendet",
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Inviato dal mio smartphone Samsung Galaxy.",
        "Verzonden vanaf Outlook voor Android<https://aka.example/1>",
        "Отправлено из мобильной Почты Mail: телефона",
        "Wysłane z iPhone'a",
        "Sendt fra min iPad",
        "Skickat från min iPhone",
        "Odesláno z iPhonu iPhone",
        "iPhone’umdan gönderildi",
        "iPhoneから送信",
        "从我的iPhone发送",
        "從我的 iPhone 傳送",
        "Get Outlook for iOShttps://aka.example/o0ukef",
    ],
)
def test_footers_of_phones_and_programs_are_known(line: str) -> None:
    assert is_mobile_footer(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Sent from my desk, which is much easier than my phone.",
        "I sent from my iPhone what you asked for.",
        "Sent my passport by courier; from my phone I cannot scan.",
        "Envoyé hier.",
        "Outlook for March: free",
        "Mail me.",
    ],
)
def test_sentences_about_sending_are_no_footer(line: str) -> None:
    assert not is_mobile_footer(line)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["Yes", "", "-- ", "Ann"], ["Yes", ""]),
        (["Yes", "—", "Ann"], ["Yes"]),
        (["Yes", "", "______________", "Ann Example"], ["Yes"]),
        (["Yes", "", "———————", "", "Ann", "Adviser"], ["Yes"]),
        (["Yes", "", "==========", "Ann", "+00 555 0101 22"], ["Yes"]),
        (["Yes, of course.", "", "-Ann Example"], ["Yes, of course.", ""]),
        (["Yes", "", "Sent from a train"], ["Yes", ""]),
        (["Yes", "", "Disclaimer", "", "Do not read."], ["Yes"]),
    ],
)
def test_signatures_end_the_text(lines: list[str], left: list[str]) -> None:
    assert [line for line in without_footer(lines) if line] == [line for line in left if line]


@pytest.mark.parametrize(
    "lines",
    [
        ["One", "", "__________", "", "Two follows here.", "Regards,", "Ann"],
        ["- yes", "", "- no"],
        ["Which?", "", "-Yes"],
        ["One", "----", "Two", "----", "Three"],
        ["Name: Ann", "==========", "Country: Togo"],
        ["Best regards,", "Ann Example", "Adviser"],
        ["--", *["a line"] * 30],
    ],
)
def test_what_only_looks_like_a_signature_stays(lines: list[str]) -> None:
    assert without_footer(lines) == lines


@pytest.mark.parametrize(
    ("banner", "rows"),
    [
        ("[EXTERNAL]", 1),
        ("ATTENTION : Cet e-mail provient de l'extérieur. Ne cliquez pas.", 1),
        ("CAUTION: This email is from outside.\nDo not click links.", 2),
        ("You don't often get email from ann@x.example. Learn why this is important", 1),
    ],
)
def test_banner_goes_and_the_words_right_below_stay(banner: str, rows: int) -> None:
    lines = banner.split("\n")

    assert len(lines) == rows
    assert without_banner([*lines, "Yes."]) == ["Yes."]


def test_a_warning_of_ones_own_is_no_banner() -> None:
    assert without_banner(["Attention: I am away in May."]) == ["Attention: I am away in May."]
