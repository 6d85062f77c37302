"""Everybody is written to in one language, their own: never two languages in one letter."""

import pytest

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import address_of
from tests.peers.smtp import Delivered

pytestmark = ON_SQLITE

AFI, MARTA = "afi@social.example", "marta@facility.example"
SIGNED = {
    "en": ("Simply reply to this mail", "the assistant of the facility, wrote this message."),
    "fr": ("Il suffit de répondre à ce message", "Ce message a été rédigé par Muster"),
    "es": ("Basta con responder a este mensaje", "Este mensaje lo ha escrito Muster"),
    "pt": ("Basta responder a esta mensagem", "Esta mensagem foi escrita pelo Muster"),
}
FORMS = {
    "fr": """\
Institution : Ministère des Affaires sociales
Pays : Togo
Personne de contact : Afi Mensah
Titre : Suivi de la pension sociale
Domaines d'assistance : pensions sociales, suivi et évaluation
Contexte : Nous ne savons pas qui est payé en retard.
Dates souhaitées : du 9 au 27 mars 2026
Durée : 5 jours
Langues de travail : français
Nombre d'experts : 2
""",
    "es": """\
Institución: Ministerio de Desarrollo Social
País: Paraguay
Persona de contacto: Ana Benítez
Título: Seguimiento de la pensión social
Ámbitos: pensiones sociales, seguimiento y evaluación
Contexto: No sabemos a quién se paga tarde.
Fechas: del 9 al 27 de marzo de 2026
Duración: 5 días
Idiomas de trabajo: español
Número de expertos: 2
""",
    "pt": """\
Instituição: Ministério da Ação Social
País: Angola
Pessoa de contacto: Rui Neto
Título: Acompanhamento da pensão social
Domínios: pensões sociais, monitoria e avaliação
Contexto: Não sabemos a quem se paga tarde.
Datas: de 9 a 27 de março de 2026
Duração: 5 dias
Línguas de trabalho: inglês
Número de peritos: 2
""",
}
STANDING = {
    "fr": ("statut 2026-01 ?", "À nous"),
    "es": ("¿estado 2026-01?", "Es nuestro turno"),
    "pt": ("estado 2026-01?", "É a nossa vez"),
}


async def test_every_letter_of_a_story_is_in_the_readers_language(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Silva", language="pt")
    await facility.write(AFI, "Demande d'assistance", FORMS["fr"])
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ASK Combien de personnes ?")
    await facility.reply(await facility.mail_to(AFI, "Combien"), "Environ 27 000.")
    await facility.reply(await facility.mail_to(MARTA, "27 000"), "ELEGÍVEL")
    await facility.reply(await facility.mail_to(MARTA, "APROVAR A"), "APROVAR A")
    await _answer_everything(facility)

    languages = {AFI: "fr", OLGA: "en", MARTA: "pt"}
    for number in range(1, 13):
        expert = await facility.expert(number)
        languages[expert.email] = expert.language
    for mail in facility.outside.received:
        assert _languages_of(mail) == {languages[mail.recipients[0]]}, said(mail)
    assert (await facility.mission()).status == "confirmed"
    assert "Mission confirmée : 9-13 mars 2026" in facility.mails_to(AFI)[-1].subject.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Missão confirmada" in facility.mails_to(MARTA)[-1].subject
    assert "Mission confirmed" in facility.mails_to(OLGA)[-1].subject


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
async def test_partner_is_answered_and_told_the_status_in_their_language(
    facility: Facility, language: str
) -> None:
    question, standing = STANDING[language]
    await facility.write("ana@partner.example", "2026", FORMS[language])
    receipt = await facility.mail_to("ana@partner.example")
    await facility.write("ana@partner.example", "?", question)

    answer = await facility.mail_to("ana@partner.example")

    assert _languages_of(receipt) == {language}
    assert _languages_of(answer) == {language}
    assert standing in said(answer)


@pytest.mark.parametrize(("language", "words"), [("es", "Nueva solicitud"), ("pt", "Novo pedido")])
async def test_chat_speaks_the_language_of_the_device(facility: Facility, language: str, words: str) -> None:
    ana = await facility.chat("ana")

    assert words in await ana.say("/start", language=language)
    assert words not in await ana.say("/language en", language=language)
    assert "New request" in await ana.say("/start", language=language)


async def test_officer_reads_reasons_and_rules_in_their_language(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Silva", language="es")
    await facility.write(AFI, "Demande d'assistance", FORMS["fr"])
    await facility.reply(await facility.mail_to(MARTA), "ELIGIBLE")

    proposal = said(await facility.mail_to(MARTA, "APROBAR A"))

    assert "Equipo A" in proposal
    assert "Habla francés" in proposal
    for english in ("Speaks", "Team", "Rules", "years of experience"):
        assert english not in proposal


async def _answer_everything(facility: Facility) -> None:
    """One declines, the alternate is vague first; in the end everybody says yes."""
    first, second = await facility.inquiries()
    await facility.reply(await facility.mail_to(address_of(first)), "No.")
    await facility.reply(await facility.mail_to(address_of(second)), "Yes.")
    third = (await facility.inquiries())[-1]
    question = await facility.mail_to(address_of(third))
    await facility.reply(question, "???")
    await facility.reply(question, "Yes.")


def _languages_of(mail: Delivered) -> set[str]:
    """The languages whose closing words stand in the mail; the address is the same in all."""
    assert MUSTER.partition("@")[2] in mail.mail["From"]
    words = " ".join(mail.text.split())
    return {language for language, signs in SIGNED.items() if any(one in words for one in signs)}
