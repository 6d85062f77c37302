"""A letter in French says everything but when: Muster asks for just that, and the answer completes the request."""

from datetime import date

from tests.flows.facility import OLGA, Facility, said

AFI = "afi@social.example"
SUBJECT = "Appui à l'extension de la pension sociale"
LETTER = """\
Bonjour,

Je suis directrice de la protection sociale au Ministère des Affaires sociales du Togo. Nous souhaitons
étendre notre pension sociale aux travailleurs de l'économie informelle, mais nous ne savons pas combien de
personnes âgées seraient concernées ni ce que cela coûterait.

Nous aurions besoin de deux experts pendant 8 jours ouvrables pour nous aider à concevoir le régime et son
suivi-évaluation. La mission se ferait en français.

Bien cordialement,
Afi Mensah
"""


async def test_only_the_missing_date_is_asked_and_the_reply_completes_the_request(facility: Facility) -> None:
    await facility.write(f"Afi Mensah <{AFI}>", SUBJECT, LETTER)
    asked = await facility.mail_to(AFI)
    assert "Il ne manque qu’une chose : - Dates souhaitées : Quand la mission" in said(asked)
    assert "Durée de la mission : 8" in said(asked)
    assert "remplir ce formulaire" not in said(asked)
    assert facility.mails_to(OLGA) == []

    await facility.reply(asked, "Du 2 au 20 mars 2026, si possible.")

    receipt = await facility.mail_to(AFI)
    assert "Merci, votre demande est bien arrivée. Son code est 2026-01." in said(receipt)
    assert receipt.mail["In-Reply-To"]
    request = await facility.request("2026-01")
    assert (request.window_start, request.window_end) == (date(2026, 3, 2), date(2026, 3, 20))
    assert request.languages == ["fr"]
    assert request.country == "TG"
    assert len(facility.mails_to(AFI)) == 2


async def test_officer_reads_the_frenchmans_request_in_english(facility: Facility) -> None:
    await facility.write(f"Afi Mensah <{AFI}>", SUBJECT, LETTER + "\nDates : du 2 au 20 mars 2026")

    new = await facility.mail_to(OLGA)

    assert "asks for assistance" in said(new)
    assert "Preferred dates: 2-20 March 2026" in said(new)
    assert "Working languages: French" in said(new)


async def test_second_vague_answer_is_asked_again_without_repeating_the_rest(facility: Facility) -> None:
    await facility.write(AFI, SUBJECT, LETTER)
    await facility.reply(await facility.mail_to(AFI), "Dès que possible.")

    again = await facility.mail_to(AFI)

    assert "Dates souhaitées" in said(again)
    assert "Titre de la demande : " not in said(again).partition("Ce que nous avons compris")[0]
    await facility.reply(again, "Alors du 2 au 20 mars 2026.")
    assert "2026-01" in (await facility.mail_to(AFI)).subject


async def test_answer_from_another_address_of_the_ministry_waits_for_an_officer(facility: Facility) -> None:
    await facility.write(AFI, SUBJECT, LETTER)
    asked = await facility.mail_to(AFI)

    await facility.reply(asked, "Du 2 au 20 mars 2026.", sender="adjoint@social.example")

    assert "adjoint@social.example" in said(await facility.mail_to(OLGA))
    assert "Une personne" in said(await facility.mail_to("adjoint@social.example"))
    assert len(facility.mails_to(AFI)) == 1
