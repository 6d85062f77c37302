from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from intake.fields import blank_form, read_values
from intake.prose import read_prose, title_of

TODAY = date(2026, 1, 12)
LETTERS = Path(__file__).parent / "letters"


def read(name: str, *, subject: str, sender: str, language: str, sender_name: str = "") -> dict[str, str]:
    text = (LETTERS / f"{name}.txt").read_text(encoding="utf-8")
    return read_prose(
        text, subject=subject, sender=sender, sender_name=sender_name, today=TODAY, language=language
    )


def without_background(raw: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in raw.items() if name != "background"}


def test_a_french_letter_of_a_ministry() -> None:
    raw = read(
        "fr_ministry",
        subject="Demande d'assistance technique : extension de la protection sociale aux travailleurs informels",
        sender="a.koffi@travail.example",
        language="fr",
    )

    assert without_background(raw) == {
        "institution": "Ministère de la Fonction publique, du Travail et de la Protection sociale",
        "country": "Togo",
        "contact_name": "Ama Koffi",
        "contact_email": "a.koffi@travail.example",
        "contact_phone": "+228 22 00 00 00",
        "title": "Extension de la protection sociale aux travailleurs informels",
        "areas": "Économie informelle et extension de la couverture",
        "general_objective": "disposer d'un régime viable pour les travailleurs informels.",
        "window": "entre le 2 et le 27 mars 2026",
        "duration_days": "7 jours ouvrables",
        "languages": "français",
        "experts": "2",
        "profiles": "expert en actuariat\nexpert en recouvrement",
    }


def test_the_background_is_the_letter_between_greeting_and_closing() -> None:
    raw = read("fr_fund", subject="", sender="k@cnss.example", language="fr")

    assert raw["background"].startswith("La Caisse nationale de sécurité sociale")
    assert raw["background"].endswith("tout renseignement.")


def test_a_french_letter_without_dates_invents_none() -> None:
    raw = read(
        "fr_fund",
        subject="TR: Appui à la réforme des pensions",
        sender="k.mensah@cnss.example",
        sender_name="Kodjo Mensah",
        language="fr",
    )

    assert without_background(raw) == {
        "institution": "Caisse nationale de sécurité sociale (CNSS)",
        "country": "Burkina Faso",
        "contact_name": "Kodjo Mensah",
        "contact_email": "k.mensah@cnss.example",
        "title": "Appui à la réforme des pensions",
        "areas": "Pensions contributives",
        "duration_days": "deux semaines",
        "languages": "français",
    }


def test_an_english_letter_with_other_countries_a_past_date_and_a_deadline() -> None:
    raw = read(
        "en_institute",
        subject="Request for technical assistance - Social Protection Strategy monitoring",
        sender="m.brown@pioj.example",
        language="en",
    )

    assert without_background(raw) == {
        "institution": "Planning Institute of Jamaica (PIOJ)",
        "country": "Jamaica",
        "contact_name": "Marcia Brown",
        "contact_email": "m.brown@pioj.example",
        "contact_phone": "+1 876 000 0000",
        "title": "Social Protection Strategy monitoring",
        "areas": "Strategic planning, Monitoring and evaluation",
        "specific_objectives": "design indicators; train the staff of five ministries.",
        "window": "between 13 April and 8 May 2026",
        "duration_days": "ten working days",
        "languages": "English",
        "experts": "2",
        "profiles": "specialist in monitoring and evaluation",
    }


def test_a_short_english_mail() -> None:
    raw = read(
        "en_short",
        subject="Re: Fwd: help with disability assessment",
        sender="kofi@mlsp.example",
        sender_name="Kofi Asante",
        language="en",
    )

    assert without_background(raw) == {
        "institution": "Ministry of Gender, Children and Social Protection",
        "country": "Ghana",
        "contact_name": "Kofi Asante",
        "contact_email": "kofi@mlsp.example",
        "title": "Help with disability assessment",
        "areas": "Disability",
        "window": "the first half of June",
        "duration_days": "One week",
        "languages": "English",
    }


def test_an_english_letter_of_a_territory_with_two_languages() -> None:
    raw = read(
        "en_fund",
        subject="Technical assistance on contribution collection",
        sender="salma@zssf.example",
        sender_name="Salma Juma",
        language="en",
    )

    assert without_background(raw) == {
        "institution": "Zanzibar Social Security Fund",
        "country": "Zanzibar",
        "contact_name": "Salma Juma",
        "contact_email": "salma@zssf.example",
        "title": "Contribution collection",
        "areas": "Collection of contributions",
        "window": "from 1 to 12 June 2026",
        "duration_days": "8 working days",
        "languages": "English, Swahili",
    }


def test_a_spanish_letter_of_a_ministry() -> None:
    raw = read(
        "es_ministry",
        subject="Solicitud de asistencia técnica: convenios de seguridad social para trabajadores migrantes",
        sender="rquispe@mtpe.example",
        sender_name="Rosa Quispe",
        language="es",
    )

    assert without_background(raw) == {
        "institution": "Ministerio de Trabajo y Promoción del Empleo",
        "country": "Perú",
        "contact_name": "Rosa Quispe Mamani",
        "contact_email": "rquispe@mtpe.example",
        "contact_phone": "+51 1 000 0000",
        "title": "Convenios de seguridad social para trabajadores migrantes",
        "areas": "Convenios de seguridad social y portabilidad, Migración laboral",
        "expected_results": "un borrador de convenio y una guía de negociación.",
        "window": "del 4 al 22 de mayo de 2026",
        "duration_days": "8 días hábiles",
        "languages": "español",
        "experts": "2",
        "profiles": "experto en convenios bilaterales\nexperta en migración laboral",
    }


def test_a_spanish_letter_with_reversed_dates_passes_them_on_to_be_asked_about() -> None:
    raw = read("es_reversed", subject="RV: Política de discapacidad", sender="j@dps.example", language="es")

    reading = read_values(raw, today=TODAY, language="es")

    assert raw["window"] == "del 20 al 12 de marzo de 2026"
    assert [(problem.field, problem.key) for problem in reading.problems] == [("window", "reversed_dates")]
    assert reading.values["institution"] == "Secretaría de Desarrollo Social de Cundinamarca"


def test_a_portuguese_letter_of_an_institute() -> None:
    raw = read(
        "pt_institute",
        subject="Pedido de assistência técnica: sustentabilidade do regime de pensões",
        sender="ana.tavares@inps.example",
        sender_name="Ana Tavares",
        language="pt",
    )

    assert without_background(raw) == {
        "institution": "Instituto Nacional de Previdência Social (INPS)",
        "country": "Cabo Verde",
        "contact_name": "Ana Tavares",
        "contact_email": "ana.tavares@inps.example",
        "title": "Sustentabilidade do regime de pensões",
        "areas": "Pensões contributivas",
        "window": "entre 4 e 29 de maio de 2026",
        "duration_days": "10 dias úteis",
        "languages": "português",
        "experts": "2",
        "profiles": "perito em estudos atuariais\nperito em gestão de fundos",
    }


def test_a_portuguese_letter_whose_subject_says_nothing() -> None:
    raw = read("pt_ministry", subject="Assistência técnica", sender="direcao@mgcas.example", language="pt")

    reading = read_values(raw, today=TODAY, language="pt")

    assert raw["title"] == "O registo único de beneficiários da assistência social"
    assert (reading.values["country"], reading.values["window"], reading.values["duration_days"]) == (
        "MZ",
        Period(date(2026, 4, 16), date(2026, 4, 30)),
        5,
    )


def test_dates_of_last_year_are_passed_on_to_be_asked_about() -> None:
    raw = read("en_past", subject="Support to labour inspection", sender="p@mglsd.example", language="en")

    reading = read_values(raw, today=TODAY, language="en")

    assert (raw["window"], raw["duration_days"]) == ("from 3 to 14 March 2025", "8 days")
    assert [(problem.field, problem.key) for problem in reading.problems] == [("window", "past_dates")]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: RE: Pension reform in Togo", "Pension reform in Togo"),
        ("TR : Réforme des pensions", "Réforme des pensions"),
        ("RV: Reforma de pensiones", "Reforma de pensiones"),
        ("ENC: Reforma das pensões", "Reforma das pensões"),
        ("[EXTERNAL] Pension reform", "Pension reform"),
        ("Request for technical assistance: pension reform", "Pension reform"),
        ("Request for assistance on pension reform", "Pension reform"),
        ("Requête d'appui technique pour la réforme des pensions", "La réforme des pensions"),
        ("Request", ""),
        ("Demande d'assistance technique", ""),
        ("Hello", ""),
        ("Help", ""),
        ("Urgent: help needed", ""),
        ("Aide", ""),
        ("Demande d'aide", ""),
        ("Ayuda urgente", ""),
        ("Ajuda", ""),
        ("", ""),
    ],
)
def test_the_title_is_the_subject_without_its_frame(subject: str, title: str) -> None:
    assert title_of(subject) == title


def prose(text: str, *, subject: str = "", sender: str = "", language: str = "en") -> dict[str, str]:
    return read_prose(text, subject=subject, sender=sender, sender_name="", today=TODAY, language=language)


@pytest.mark.parametrize(
    "text",
    [
        "Lomé, le 12 janvier 2026\n\nMadame,\nNous demandons votre aide.",
        "Dear all,\nOur law of March 2027 has to be prepared. Please help.",
        "Dear all,\nPlease reply by 30 January 2026.",
        "Dear all,\nThe scheme was founded on 3 May 1990.",
        "Dear all,\nOur strategy was adopted in March 2014 and needs support.",
    ],
)
def test_dates_that_are_not_of_the_mission_are_left_alone(text: str) -> None:
    assert "window" not in prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nplease send us the report within 30 days.",
        "Bonjour,\nmerci de répondre dans un délai de 15 jours.",
        "Dear all,\nten days ago we wrote to you.",
    ],
)
def test_a_deadline_is_no_duration(text: str) -> None:
    assert "duration_days" not in prose(text)


def test_of_several_countries_none_is_guessed() -> None:
    assert "country" not in prose("Dear all,\nwe learnt from Ghana and Benin and need support.\n")


def test_the_domain_of_a_government_tells_the_country() -> None:
    raw = prose("Bonjour,\nnous demandons une aide.", sender="info@travail.gouv.tg", language="fr")

    assert raw["country"] == "Togo"


def test_the_language_of_the_letter_counts_only_if_the_country_writes_it_too() -> None:
    assert (
        prose("Dear all,\nwe are the Ministry of Labour of Angola and we need your help.").get("languages")
        is None
    )


def test_the_facility_and_other_donors_are_not_the_institution() -> None:
    raw = prose("Dear all,\nthe Delegation of the European Union told us about you. We need your help.")

    assert "institution" not in raw


def test_a_filled_form_in_a_mail_is_read_with_its_covering_note() -> None:
    form = blank_form(
        "fr", {"institution": "CNSS", "country": "TG", "areas": ("disability",), "title": "Handicap"}
    )

    raw = prose(
        f"Bonjour,\nune mission du 12 au 20 mars serait idéale.\n\n{form}",
        sender="a@cnss.example",
        language="fr",
    )

    assert raw == {
        "institution": "CNSS",
        "country": "Togo",
        "areas": "Handicap",
        "title": "Handicap",
        "window": "du 12 au 20 mars",
        "contact_email": "a@cnss.example",
    }


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_article_that_is_joined_to_the_institution_is_no_part_of_its_name(apostrophe: str) -> None:
    letter = (
        "Madame, Monsieur,\n\nL'Institut National d'Assurance Maladie (INAM) du Togo sollicite votre appui."
    )

    raw = prose(letter.replace("'", apostrophe), language="fr")

    assert raw["institution"] == f"Institut National d{apostrophe}Assurance Maladie (INAM)"


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "text",
    [
        "Ministry of the " * 3_000,
        "Ministry, A, " * 3_000,
        "12 March " * 4_000,
        "10 days " * 4_000,
        "expert in " * 4_000,
        "a." * 20_000,
        "\n" * 40_000,
        "Dear\n" * 8_000,
        "in French " * 4_000,
        "(" * 40_000,
        "x@" * 20_000,
        "support for " * 3_000,
        "1 " * 20_000,
    ],
)
def test_hostile_letters_do_not_take_long(text: str) -> None:
    prose(text, subject=text)


@given(st.text(max_size=500), st.text(max_size=80), st.sampled_from(INTERFACE_LANGUAGES))
def test_any_letter_is_read_without_error(text: str, subject: str, language: str) -> None:
    raw = prose(text, subject=subject, language=language)

    assert all(raw.values())
    read_values(raw, today=TODAY, language=language)


PHONE = {
    "en": (
        "Help",
        (
            "Dear colleagues, we are the National Pension Agency of Moldova and need help with the actuarial valuation "
            "of old-age pensions. Two experts, English, ten days in June 2027. Regards, Ion Rusu"
        ),
        {
            "institution": "National Pension Agency of Moldova",
            "country": "Moldova",
            "contact_name": "Ion Rusu",
            "contact_email": "i@pensions.example",
            "title": "The actuarial valuation of old-age pensions",
            "areas": "Actuarial analysis, Contributory pensions",
            "window": "June 2027",
            "duration_days": "ten days",
            "languages": "English",
            "experts": "2",
        },
    ),
    "fr": (
        "Aide",
        (
            "Bonjour Madame, Monsieur, nous sommes la Caisse nationale de retraite du Bénin et avons besoin d'appui pour "
            "l'évaluation actuarielle des pensions de vieillesse. Deux experts, français, dix jours en juin 2027. "
            "Cordialement, Afi Mensah"
        ),
        {
            "institution": "Caisse nationale de retraite du Bénin",
            "country": "Bénin",
            "contact_name": "Afi Mensah",
            "contact_email": "i@pensions.example",
            "title": "L'évaluation actuarielle des pensions de vieillesse",
            "areas": "Analyse actuarielle, Pensions contributives",
            "window": "juin 2027",
            "duration_days": "dix jours",
            "languages": "français",
            "experts": "2",
        },
    ),
    "es": (
        "Ayuda",
        (
            "Estimados señores: somos la Caja Nacional de Pensiones de Perú y necesitamos apoyo para la valoración "
            "actuarial de las pensiones de vejez. Dos expertos, español, diez días en junio de 2027. Saludos cordiales, "
            "Rosa Quispe"
        ),
        {
            "institution": "Caja Nacional de Pensiones de Perú",
            "country": "Perú",
            "contact_name": "Rosa Quispe",
            "contact_email": "i@pensions.example",
            "title": "La valoración actuarial de las pensiones de vejez",
            "areas": "Análisis actuarial, Pensiones contributivas",
            "window": "junio de 2027",
            "duration_days": "diez días",
            "languages": "español",
            "experts": "2",
        },
    ),
    "pt": (
        "Ajuda",
        (
            "Prezados senhores, somos a Caixa Nacional de Pensões de Angola e precisamos de apoio para a avaliação "
            "atuarial das pensões de velhice. Dois peritos, português, dez dias em junho de 2027. Cumprimentos, João Neto"
        ),
        {
            "institution": "Caixa Nacional de Pensões de Angola",
            "country": "Angola",
            "contact_name": "João Neto",
            "contact_email": "i@pensions.example",
            "title": "A avaliação atuarial das pensões de velhice",
            "areas": "Análise atuarial, Pensões contributivas",
            "window": "junho de 2027",
            "duration_days": "dez dias",
            "languages": "português",
            "experts": "2",
        },
    ),
}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_mail_typed_on_a_phone_in_one_paragraph_tells_all(language: str) -> None:
    subject, text, told = PHONE[language]

    raw = prose(text, subject=subject, sender="i@pensions.example", language=language)

    assert without_background(raw) == told
    assert raw["background"][:1].isupper()
    assert raw["background"].endswith("2027.")
    assert read_values(raw, today=TODAY, language=language).problems == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello, we need two people for labour inspection", "Labour inspection"),
        ("Hello, could you come and see us in May", "Could you come and see us in May"),
        ("Hello, thanks", None),
    ],
)
def test_a_letter_without_a_subject_is_titled_by_its_areas_or_its_first_words(
    text: str, title: str | None
) -> None:
    assert prose(text, subject="Help").get("title") == title


def test_a_greeting_that_goes_on_as_a_sentence_is_part_of_the_letter() -> None:
    raw = prose("Hello we are the Ministry of Labour of Zambia, please help us with pensions")

    assert raw["background"] == "Hello we are the Ministry of Labour of Zambia, please help us with pensions"


def test_lines_cut_by_a_mail_program_are_joined_in_the_background() -> None:
    raw = prose(
        "Madame,\n\nLa Caisse nationale de sécurité sociale du Togo sollicite l'appui\n"
        "de votre facilité pour :\n- une étude actuarielle\n- une formation\n\nCordialement,\nAfi Mensah",
        language="fr",
    )

    assert raw["background"] == (
        "La Caisse nationale de sécurité sociale du Togo sollicite l'appui de votre facilité pour :\n"
        "- une étude actuarielle\n- une formation"
    )
