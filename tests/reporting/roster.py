"""A small register to search in."""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import ExpertArea, ExpertDocument, ExpertLanguage
from tests.factories import add_expert, added

PENSIONS, ACTUARIES = "contributory_pensions", "actuarial_analysis"
_ROSTER = (
    # first name, last name, country, region, employment, gender, languages, areas, text
    ("Inès", "Duarte", "PT", "EU", "retired", "woman", {"fr": "native"}, (PENSIONS,), "Réforme des caisses; modélisation"),
    ("Luc", "Martin", "FR", "EU", "retired", "man", {"fr": "B2", "en": "C1"}, (PENSIONS, ACTUARIES), "Ran a fund (hydrology)"),
    ("Anna", "Berg", "SE", "EU", "active", "woman", {"en": "C2"}, (PENSIONS,), "Taught statistics"),
    ("Kofi", "Mensah", "GH", "Africa", "active", "man", {"en": "native"}, (), ""),
    ("Francis", "Soto", "ES", "EU", "active", "man", {"es": "native", "fr": "A2"}, (), ""),
)  # fmt: skip


async def fill(session: AsyncSession) -> None:
    """Experts EX-0001 to EX-0005."""
    for number, (first, last, country, region, employment, gender, spoken, areas, text) in enumerate(
        _ROSTER, 1
    ):
        expert = await add_expert(
            session, number, first_name=first, last_name=last, nationality=country, region=region,
            employment=employment, gender=gender, eligibility="partner" if region == "Africa" else "european",
            employer="Treasury of Ghana" if country == "GH" else "",
        )  # fmt: skip
        for language, level in spoken.items():
            await added(session, ExpertLanguage(expert_id=expert.id or 0, language=language, level=level))
        for area in areas:
            await added(session, ExpertArea(expert_id=expert.id or 0, area=area))
        if text:
            await added(session, ExpertDocument(expert_id=expert.id or 0, text=text))
