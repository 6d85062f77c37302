"""Whatever keeps somebody away, in words that nobody taught Muster, the days beside it are not taken for an offer."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
DAYS = Period(date(2026, 3, 9), date(2026, 3, 13))
TODAY = date(2026, 1, 12)
NAMED = {
    "en": "9-13 March",
    "fr": "du 9 au 13 mars",
    "es": "del 9 al 13 de marzo",
    "pt": "de 9 a 13 de março",
}
REASONS = {
    "en": "marking exams|my sister's wedding|in hospital|jury duty|moving house|the kids are off school|audit season|parliament sits"
    "|fieldwork in Chad|visiting my mother|I get married|I give birth|our annual retreat|strike|elections here|knee surgery|a funeral"
    "|on safari|painting the house|sailing|quarantine|my boss is here|I must rest|inspection at home",
    "fr": "corrections d'examens|mariage de ma soeur|à l'hôpital|jury de thèse|déménagement|les enfants sont en vacances|période de bilan"
    "|terrain au Tchad|chez ma mère|je me marie|j'accouche|séminaire annuel|grève|élections chez nous|un enterrement|remise du rapport"
    "|je repeins la maison|ma patronne est là|je dois me reposer|je passe le permis|mon fils arrive|travaux|je garde les enfants",
    "es": "corrección de exámenes|boda de mi hermana|en el hospital|tribunal de tesis|mudanza|los niños sin colegio|cierre contable"
    "|campo en Chad|visita a mi madre|me caso|doy a luz|retiro anual|huelga|elecciones aquí|un entierro|entrega del informe|pinto la casa"
    "|mi jefa está aquí|tengo que descansar|examen de conducir|llega mi hijo|obras|oposiciones|cuido a los niños",
    "pt": "correção de provas|casamento da minha irmã|no hospital|banca de tese|mudança|as crianças sem escola|fecho de contas"
    "|campo no Chade|visita à minha mãe|caso-me|dou à luz|retiro anual|greve|eleições aqui|um enterro|entrega do relatório|pinto a casa"
    "|a minha chefe está cá|tenho de descansar|exame de condução|chega o meu filho|obras|concurso|cuido das crianças",
}
MORE_REASONS = {
    "en": "briefing|relatives|finals|state dinner|personal reasons|my thesis defence|board in Geneva"
    "|annual audit|baby due|chemotherapy|Ramadan|graduation of my daughter|harvest|military service"
    "|bar exam|book launch|cruise|dental work|parents' evening|probation|site handover|staff retreat"
    "|stocktaking|tax returns|the plumber comes|training abroad|visa appointment|grandchildren"
    "|budget debate|election observers|commitments|convention|business trip|days off|a day off|remaining leave|another visit|run-off",
    "fr": "pratique clinique|plein de dossiers|bouclage du budget|assises nationales|oral du concours"
    "|accouchement|baptême|colonie des enfants|conseil de classe|convalescence|croisière"
    "|cure thermale|obsèques|permanence|pèlerinage|rentrée scolaire|salon professionnel|soutenance"
    "|stage obligatoire|tournage|tribunal|vendanges|visite officielle|assemblée générale"
    "|affaires personnelles|passage du jury|fête du village|heureux évènement|garde alternée"
    "|chimiothérapie|convention|déplacement|voyage|service de garde",
    "es": "prácticas|junta directiva|pleno municipal|vista oral|salud delicada|finales|libro que presentar"
    "|asuntos personales|bautizo|cosecha|crucero|defensa de tesis|desfile|examen final"
    "|feria del libro|graduación de mi hija|guardias|inventario|jornadas internas|mudanza de oficina"
    "|notaría|obra en casa|parto|peregrinación|quimioterapia|rehabilitación|selectividad"
    "|toma de posesión|visita oficial|visado|convención|convenio|desplazamiento|viaje|partido|de servicio|traslado",
    "pt": "práticas|junta médica|plenário|folga|obrigações|livro a lançar|visto na embaixada|finais"
    "|assuntos pessoais|assembleia geral|batizado|colheita|cruzeiro|defesa de tese|feira do livro"
    "|formatura da minha filha|inventário|jornadas internas|parto|peregrinação|plantão|quimioterapia"
    "|reabilitação|serviço militar|tomada de posse|vestibular|visita oficial|vindimas|quarto do bebé"
    "|auditoria|convenção|convénio|viagem|deslocação|de serviço|atendimento",
}
FRAMES = ("{why} {days}", "{days} {why}", "{days}, {why}", "{days}: {why}", "{why}, {days}", "{days} ({why})")
OFFERS = {Verdict.YES, Verdict.SOME_DATES, Verdict.OTHER_DATES}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("language", NAMED)
def test_days_beside_a_reason_to_be_away_are_not_offered(language: str, frame: str) -> None:
    reasons = f"{REASONS[language]}|{MORE_REASONS[language]}".split("|")
    texts = [frame.format(why=why, days=NAMED[language]) for why in reasons]

    found = {text: read_answer(text, window=WINDOW, today=TODAY, language=language) for text in texts}

    assert [text for text, one in found.items() if one.verdict in OFFERS and _offers(one.free)] == []


def _offers(free: tuple[Period, ...]) -> bool:
    return any(period.overlap(DAYS) for period in free)


@pytest.mark.parametrize(
    "text",
    [
        "Voy a estar fuera del 9 al 13 de marzo",
        "Vou ao médico de 9 a 13 de março",
        "J'arrive à la retraite le 9 mars",
        "I'm around the world 9-13 March",
        "Du 9 au 13 mars super séminaire à Lyon",
        "I make my defence 9-13 March",
        "Faço exame de 9 a 13 de março",
        "Je participe à un colloque du 9 au 13 mars",
        "Je bloque la semaine du 9 mars",
        "Bloqueado del 9 al 13 de marzo",
    ],
)
def test_an_offering_word_beside_words_that_are_not_understood_offers_nothing(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert answer.verdict not in OFFERS


@pytest.mark.parametrize(
    "text",
    [
        "Fechado em março",
        "Fechada a agenda de março",
        "Sold out in March",
        "Done with missions, sorry",
        "Listo el informe",
        "Yes, my wife is against it",
        "No plans to travel",
        "Sin compromiso",
        "ok for me to be removed",
        "Dale saludos a Marta",
        "Va a ser difícil",
    ],
)
def test_a_short_yes_counts_only_alone(text: str) -> None:
    assert read_answer(text, window=WINDOW, today=TODAY).verdict is not Verdict.YES


def test_a_file_that_does_not_open_refuses_nothing() -> None:
    found = {
        read_answer(text, window=WINDOW, today=TODAY).verdict
        for text in (
            "I cannot open the attachment.",
            "Je n'arrive pas à ouvrir la pièce jointe.",
            "No puedo abrir el adjunto.",
            "Não consigo abrir os termos de referência.",
        )
    }

    assert found == {Verdict.UNCLEAR}


def test_an_employer_who_has_not_refused_refuses_nothing() -> None:
    assert read_answer("My boss has not refused me", window=WINDOW, today=TODAY).verdict is not Verdict.NO
