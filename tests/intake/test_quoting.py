import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.quoting import forwarded_text, reply_text, written_now

QUOTE = "\n> Are you available?\n> Yes or no.\n"


@pytest.mark.parametrize(
    "announcement",
    [
        "On Mon, Jan 12, 2026 at 9:00 AM Muster <muster@facility.example> wrote:",
        "On Mon, Jan 12, 2026 at 9:00 AM Muster <muster@facility.example>\nwrote:",
        "On 12 Jan 2026, at 09:00, Muster <muster@facility.example> wrote:",
        "On Monday, 12 January 2026 at 09:00:00 CET, The Muster of the\nFacility for Assistance <muster@facility.example>\nwrote:",
        "Muster <muster@facility.example> wrote on 12.01.2026:",
        "Muster wrote:",
        "At 09:00 12/01/2026, you wrote:",
        "2026-01-12 9:00 GMT+01:00 Muster <muster@facility.example>:",
        "Le lun. 12 janv. 2026 à 09:00, Muster <muster@facility.example> a écrit :",
        "Le 12/01/2026 à 09:00, Muster a écrit :",
        "Le lundi 12 janvier 2026 à 09:00:00 UTC+1, Muster\n<muster@facility.example> a écrit :",
        "El lun, 12 ene 2026 a las 9:00, Muster (<muster@facility.example>) escribió:",
        "El 12/01/2026 a las 9:00, Muster escribió:",
        "Em seg., 12 de jan. de 2026 às 09:00, Muster <muster@facility.example> escreveu:",
        "Muster <muster@facility.example> escreveu no dia segunda, 12/01/2026 à(s) 09:00:",
        "Am Mo., 12. Jan. 2026 um 09:00 Uhr schrieb Muster <muster@facility.example>:",
        "Am 12.01.2026 um 09:00 schrieb Muster:",
        "Il giorno lun 12 gen 2026 alle ore 09:00 Muster <muster@facility.example> ha scritto:",
        "Op ma 12 jan 2026 om 09:00 schreef Muster <muster@facility.example>:",
        "12.01.2026 09:00, Muster пишет:",
        "пн, 12 янв. 2026 г. в 09:00, Muster <muster@facility.example>:",
        "في الاثنين، 12 يناير 2026 في 9:00 كتب Muster <muster@facility.example>:",
        "pon., 12 sty 2026 o 09:00 Muster <muster@facility.example> napisał(a):",
        "Den mån 12 jan. 2026 kl 09:00 skrev Muster <muster@facility.example>:",
    ],
)
def test_quotation_and_its_announcement_are_left_out(announcement: str) -> None:
    assert reply_text(f"The answer.\n\n{announcement}\n{QUOTE}", None) == "The answer."
    assert reply_text(f"{announcement}\n{QUOTE}\nThe answer.", None) == "The answer."


@pytest.mark.parametrize(
    "separator",
    [
        "-----Original Message-----",
        "----- Original Message -----",
        "---------- Forwarded message ----------",
        "-------- Message d'origine --------",
        "-----Message original-----",
        "-----Mensaje original-----",
        "-----Mensagem original-----",
        "-----Ursprüngliche Nachricht-----",
        "-----Messaggio originale-----",
        "-----Oorspronkelijk bericht-----",
        "-------- Исходное сообщение --------",
        "Begin forwarded message:",
    ],
)
def test_everything_below_a_separator_is_history(separator: str) -> None:
    assert (
        reply_text(f"The answer.\n\n{separator}\nFrom: Muster\n\nAre you available? Yes?", None)
        == "The answer."
    )


@pytest.mark.parametrize(
    "block",
    [
        "From: Muster <m@facility.example>\nSent: Monday\nTo: Anna\nSubject: Hello",
        "*From:* Muster <m@facility.example>\n*Sent:* Monday\n*To:* Anna\n*Subject:* Hello",
        "From: Muster\nDate: Monday\nTo: Anna\nCc: Bea\nSubject: Hello",
        "De : Muster <m@facility.example>\nEnvoyé : lundi\nÀ : Anna\nObjet : Bonjour",
        "De: Muster\nEnviado el: lunes\nPara: Anna\nAsunto: Hola",
        "De: Muster\nEnviado: segunda-feira\nPara: Anna\nAssunto: Olá",
        "Von: Muster\nGesendet: Montag\nAn: Anna\nBetreff: Hallo",
        "Da: Muster\nInviato: lunedì\nA: Anna\nOggetto: Ciao",
        "Van: Muster\nVerzonden: maandag\nAan: Anna\nOnderwerp: Hallo",
        "От: Muster\nОтправлено: понедельник\nКому: Anna\nТема: Привет",
        "________________________________\nFrom: Muster\nSent: Monday\nSubject: Hello",
    ],
)
def test_everything_below_a_header_block_is_history(block: str) -> None:
    assert reply_text(f"The answer.\n\n{block}\n\nAre you available? Yes?", None) == "The answer."


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy smartphone.",
        "Sent from Mail for Windows",
        "Sent from Outlook for Android",
        "Get Outlook for iOS<https://aka.example/x>",
        "Envoyé de mon iPhone",
        "Envoyé depuis mon téléphone Orange",
        "Télécharger Outlook pour Android",
        "Enviado desde mi iPhone",
        "Obtener Outlook para iOS",
        "Enviado do meu iPhone",
        "Obter o Outlook para Android",
        "Von meinem iPhone gesendet",
        "Gesendet von Outlook für Android",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Отправлено с iPhone",
        "-- \nAnna Example\nSenior expert, +00 123",
        "--\nAnna Example",
        "This e-mail and any attachments are confidential. If you said yes, forget it.",
        "CONFIDENTIALITY NOTICE: yes.",
        "Ce message est confidentiel et destiné à son seul destinataire.",
        "Este mensaje es confidencial y va dirigido a su destinatario.",
        "Esta mensagem é confidencial.",
        "Diese E-Mail ist vertraulich und nur für den Adressaten bestimmt.",
        "Please consider the environment before printing.",
    ],
)
def test_footers_and_signatures_are_left_out(footer: str) -> None:
    assert reply_text(f"The answer.\n\n{footer}\n", None) == "The answer."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote to you.\nI am available.",
        "From 12 March: available.\nUntil 20 March: not.",
        "Here is my answer:\nyes",
        "From: Lomé\nI will travel by car.",
        "I read:\n- one\n- two",
        "The ministry wrote to us in 2025:\nit asked for help.",
        "Title: Pension reform\nCountry: Togo\nDate: 12 March",
        "This message is confidential: we ask for your help with the pension fund.",
        "Subject: help\nTo: you",
        "Dates:\n12-20 March\n\nBest regards,\nAnna",
        "a -- b",
        "I sent from my office a letter to you.",
    ],
)
def test_ones_own_words_stay(text: str) -> None:
    assert reply_text(text, None) == text


def test_answers_between_quotations_stay() -> None:
    text = "On 12/01/2026 09:00, Muster wrote:\n> Available?\nYes.\n> French?\nNo.\n\n> Remotely?\n\nMaybe.\n"

    assert reply_text(text, None) == "Yes.\nNo.\n\nMaybe."


def test_quoted_yes_is_no_answer() -> None:
    assert reply_text("> Yes\n> I am available\n", None) == ""


def test_forms_filled_below_a_separator_line_stay() -> None:
    text = "Institution: Fund\n-----------------\nCountry: Togo"

    assert reply_text(text, None) == text


def test_external_banner_is_left_out() -> None:
    banner = "CAUTION: This email originated from outside of the organisation.\nDo not click links.\n"

    assert reply_text(f"{banner}\nYes.", None) == "Yes."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Yes</p><blockquote type='cite'>no</blockquote>", "Yes"),
        (
            "<p>Yes</p><div class='gmail_quote'><div class='gmail_attr'>x</div><blockquote class='gmail_quote'>no</blockquote></div>",
            "Yes",
        ),
        (
            "<p>Yes</p><div class='gmail_quote'>On Mon a@b.example at 10:00 wrote:<br><blockquote class='gmail_quote'>no</blockquote></div>",
            "Yes",
        ),
        (
            "<p>Yes</p><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>From: x</div>no</div>",
            "Yes",
        ),
        ("<p>Yes</p><div id='divRplyFwdMsg'>From</div><p>no</p>", "Yes"),
        ("<p>Yes</p><div id='x_divRplyFwdMsg'>From</div><p>no</p>", "Yes"),
        ("<p>Yes</p><div id='mail-editor-reference-message-container'>no</div>", "Yes"),
        ("<p>Yes</p><div class='yahoo_quoted'>no</div>", "Yes"),
        (
            "<p>Yes</p><div class='moz-cite-prefix'>On</div><blockquote type='cite'>no</blockquote><p>Bye</p>",
            "Yes\n\nBye",
        ),
        ("<p>Yes</p><div class='protonmail_quote'>no</div>", "Yes"),
        ("<p>Yes</p><div class='gmail_signature'>Anna</div>", "Yes"),
        ("<p>Yes</p><div style='display:none'>no</div>", "Yes"),
        ("<style>p{}</style><script>no()</script><p>Yes</p>", "Yes"),
        ("<ul><li>12 March</li><li>13 March</li></ul>", "- 12 March\n- 13 March"),
        ("<table><tr><td>Title:</td><td>Reform</td></tr></table>", "Title: Reform"),
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>Yes</p>\n<blockquote>no<br>never<p>no</p></blockquote>\n<p>Bye</p>", "Yes\n\nBye"),
        ("<div>one</div>\n  <div>two</div>\n", "one\ntwo"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("<blockquote style='margin:0 0 0 40px'>my own words</blockquote>", "my own words"),
        ("Yes &amp; no &eacute;&nbsp;&#27;", "Yes & no é"),
        ("<div class='gmail_signature'>Yes</div>", "Yes"),
        ("", ""),
    ],
)
def test_html_is_read_by_its_marks(html: str, text: str) -> None:
    assert reply_text(None, html).replace("\xa0", " ").strip() == text


def test_html_marks_beat_a_plain_part_without_any() -> None:
    plain = "Yes\n\nMuster, Montag:\nAre you available? No?"

    assert reply_text(plain, "<p>Yes</p><blockquote type='cite'>no</blockquote>") == "Yes"


def test_plain_part_counts_where_the_html_has_no_marks() -> None:
    assert reply_text("Yes\n\n> no", "<p>Yes</p><p>&gt; no</p>") == "Yes"


def test_outlook_line_ends_the_text_in_any_language() -> None:
    line = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"

    assert (
        reply_text(None, f"<p>Igen.</p><div style='{line}'><b>Feladó:</b> Muster</div><p>no</p>") == "Igen."
    )


def test_nothing_gives_nothing() -> None:
    assert reply_text(None, None) == ""


written_lines = st.one_of(
    st.sampled_from(
        [
            "",
            "> quoted",
            ">> twice",
            "On 12/01/2026 a@b.example wrote:",
            "-----Original Message-----",
            "From: a",
            "Sent: b",
            "Subject: c",
            "-- ",
            "Yes",
            "Sent from my iPhone",
            "________________",
        ]
    ),
    st.text(max_size=60),
)


@given(st.lists(written_lines, max_size=30).map("\n".join))
def test_no_line_is_invented(text: str) -> None:
    given_lines = {line.rstrip() for line in text.splitlines()}

    assert set(reply_text(text, None).splitlines()) <= given_lines | {""}


@given(st.lists(written_lines, max_size=30).map("\n".join))
def test_what_was_left_is_left_again(text: str) -> None:
    once = written_now(text)

    assert not any(line.startswith(">") for line in once.split("\n"))


@given(st.text(max_size=300), st.text(alphabet="<>/=\"' abdivblockquote&#;0\n", max_size=300))
def test_no_text_makes_it_raise(plain: str, html: str) -> None:
    assert isinstance(reply_text(plain, html), str)


@pytest.mark.parametrize(
    "unit",
    ["On ", "> ", "wrote:\n", "From: ", "From: a\n", "-", "-- \n", "a@b.example ", "10:00 ", "this e-mail ", "sent from ", " ",
     "On 1 a wrote:\n", "a" * 599 + ":\n", "12:00 a@b.example:\n", "le é "],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    start = time.process_time()

    reply_text(unit * (200_000 // len(unit)), None)

    assert time.process_time() - start < 0.5


PASSED_ON = (
    "---------- Forwarded message ---------\nFrom: The Minister <cabinet@ministry.example>\n"
    "Date: Mon, 12 Jan 2026 at 09:00\nSubject: Help\nTo: Salma <s@ministry.example>\n\nWe need two experts.\n"
)
PASSED_ON_IN_FRENCH = (
    "Début du message transféré :\n\n> De: Le Ministre <m@ministry.example>\n> Objet: Appui\n"
    "> Date: 12 janvier 2026 à 09:00\n> À: Salma <s@ministry.example>\n>\n> Nous demandons un appui.\n"
)


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (PASSED_ON, "We need two experts."),
        (PASSED_ON_IN_FRENCH, "Nous demandons un appui."),
        ("", ""),
        ("Just words.", ""),
    ],
)
def test_a_mail_passed_on_without_a_word_is_the_mail_that_was_passed_on(plain: str, told: str) -> None:
    assert forwarded_text(plain, None) == told


def test_a_mail_passed_on_as_html_only() -> None:
    html = (
        '<div><br></div><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message '
        "---------<br>From: <b>The Minister</b> &lt;m@ministry.example&gt;<br>Date: Mon, 12 Jan 2026 at 09:00<br>"
        "Subject: Help<br>To: &lt;s@ministry.example&gt;<br></div><br><br><div>We need two experts.</div></div>"
    )

    assert (reply_text(None, html), forwarded_text(None, html)) == ("", "We need two experts.")
