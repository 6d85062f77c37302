import pytest

from intake.history import without_history

ANSWER = ["Oui, je peux.", "", "Luc"]
HEADERS = "De : Olga\nEnvoyé : lundi 12 janvier 2026 09:00\nÀ : Luc\nObjet : 2026-01\n\nÊtes-vous libre ?"
ADDRESS = "olga@x.example"


@pytest.mark.parametrize(
    "history",
    [
        f"Le lundi 12 janvier 2026 à 09:00:00 UTC+1, Olga\n<{ADDRESS}> a écrit :\n\n\nÊtes-vous libre ?",
        f"Le lun. 12 janv. 2026 à 09:00, Olga de la facilité d'assistance <\n{ADDRESS}> a écrit :\n\n> Êtes-vous libre ?",
        f"Le jeu. 12 janv. 2026 à 9 h 00, Olga <{ADDRESS}> a écrit :\n\n> Êtes-vous libre ?",
        f"Le 12 janvier 2026 09:00:00 GMT+01:00, Olga <{ADDRESS}> a écrit :\n>Êtes-vous libre ?",
        f"Le 12/01/2026 09:00, « Olga » <{ADDRESS}> a écrit :\n\nÊtes-vous libre ?",
        "Le 2026-01-12 09:00, Olga a écrit :\n> Êtes-vous libre ?",
        f"Olga <{ADDRESS}> a écrit le 12 janvier 2026 à 09:00 :\n\nÊtes-vous libre ?",
        "Olga a écrit :\n> Êtes-vous libre ?",
        f"> Le 12 janv. 2026 à 09:00, Olga <{ADDRESS}> a écrit :\n> \n> Êtes-vous libre ?",
        HEADERS,
        f"{'_' * 45}\n{HEADERS}",
        f"-------- Message d'origine --------\n{HEADERS}",
        f"Provenance : Courrier pour Windows\n\n{HEADERS}",
        f"Télécharger Outlook pour Android<https://aka.example/x>\n{'_' * 32}\n{HEADERS}",
        f'----- Mail original -----\nDe: "Olga" <{ADDRESS}>\nÀ: "Luc" <l@x.example>\nObjet: x\n\nÊtes-vous libre ?',
        '\t\tMessage du 12/01/26 09:00\n\t\tDe : "Olga"\n\t\tA : "Luc"\n\t\tDate : 12/01/26 09:00\n\nÊtes-vous libre ?',
        f"Envoyé: lundi 12 janvier 2026 à 09:00\nDe: Olga <{ADDRESS}>\nÀ: Luc\nObjet: x\n\nÊtes-vous libre ?",
        "Envoyé de mon Galaxy\n\nÊtes-vous libre ?",
        f"De: Olga [mailto:{ADDRESS}] \nEnviado el: lunes, 12 de enero de 2026 9:00\nPara: Luc\nAsunto: x\n\n¿Puede?",
        f"Enviado: lunes, 12 de enero de 2026 09:00\nDe: Olga <{ADDRESS}>\nPara: Luc\nAsunto: x\n\n¿Puede?",
        f"El lunes, 12 de enero de 2026, 09:00:00 CET, Olga <{ADDRESS}> escribió:\n\n\n¿Puede?",
        f"De: Olga <{ADDRESS}>\nEnviada em: segunda-feira, 12 de janeiro de 2026 09:00\nPara: Luc\nAssunto: x\n\nPode?",
        f"Em segunda-feira, 12 de janeiro de 2026 às 09:00:00 BRT, Olga <{ADDRESS}> escreveu: \n\n\nPode?",
        f"Em seg., 12 de jan. de 2026, 09:00, Olga <{ADDRESS}>\nescreveu:\n\n> Pode?",
        f"Gesendet: Montag, 12. Januar 2026 um 09:00 Uhr\nVon: Olga <{ADDRESS}>\nAn: Luc\nBetreff: x\n\nKönnen Sie?",
        f"Am 12. Januar 2026 09:00:00 MEZ schrieb Olga <{ADDRESS}>:\n>Können Sie?",
        f"Il giorno lunedì 12 gennaio 2026 09:00:00 CET, Olga <{ADDRESS}> ha scritto:\n\nPuò?",
        f"Date: Mon, 12 Jan 2026 09:00:00 +0000\nSubject: x\nFrom: {ADDRESS}\nTo: luc@x.example\n\nCan you?",
        f"From: Olga <{ADDRESS}>\nDate: Monday, January 12, 2026 at 9:00 AM\nTo: Luc\nSubject: x\nCan you?",
        f"---------- Original Message ----------\nFrom: Olga <{ADDRESS}>\nTo: Luc\nDate: 01/12/2026 9:00 AM CET\n\nCan you?",
        f"Sent from Yahoo Mail on Android \n \n  On Mon, 12 Jan 2026 at 9:00, Olga<{ADDRESS}> wrote:   Can you?",
        f"On Mon, Jan 12, 2026 at 9:00 AM 'Olga' via Experts <{ADDRESS}> wrote:\n\n> Can you?",
        f"Olga\n<{ADDRESS}>, 12 Oca 2026 Pzt, 09:00 tarihinde şunu yazdı:\n\n> Müsait misiniz?",
        f"12 janv. 2026 09:00 Olga <{ADDRESS}>:\n\nÊtes-vous libre ?",
    ],
)
def test_history_ends_what_was_written(history: str) -> None:
    lines = [*ANSWER, "", *history.split("\n")]

    left = [
        line for line in without_history(lines) if line and not line.startswith(("Provenance", "Télécharger"))
    ]

    assert left == [line for line in ANSWER if line]


@pytest.mark.parametrize(
    "text",
    [
        "De : le Directeur\nÀ : la Coordinatrice\nObjet : appui\nDate : le 12 janvier 2026\n\nMadame,",
        "Date: Wednesday 14 January\nTime: 10:00\nPlace: 12 Long Street",
        "From: Lomé 10:00\nTo: Kara 17:00\n\nThat is my only bus.",
        "Subject: help\nTo: you\nDate: soon",
        "Data: 12/03/2026\nPara: o Ministério\nAssunto: pensões",
    ],
)
def test_lines_like_headers_at_the_top_are_somebodys_own(text: str) -> None:
    assert without_history(text.split("\n")) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("> one\nyes\n> two\nno", ["yes", "no"]),
        (
            "> a question that is so long that the gateway in between had to wrap it somewhere\nand it goes on here\n> x\nyes",
            ["yes"],
        ),
        (
            "> a question that is so long that the gateway in between had to wrap it somewhere.\nyes I can\n> x",
            ["yes I can"],
        ),
        ("> see (http://x.example/\nnonce=1)\n> x\nyes", ["yes"]),
        ("yes\n-----\n_____\n\n", ["yes"]),
    ],
)
def test_lines_between_quotations_are_answers_unless_a_program_cut_them_off(
    text: str, left: list[str]
) -> None:
    assert without_history(text.split("\n")) == left
