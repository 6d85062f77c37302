"""The registers of people: institutions, contacts, focal points and experts, as rows that the import reads again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.areas import area_label
from intake.csv_table import LONGEST_RECORD
from intake.store_experts import CV_TITLE
from reporting.registers.cells import Cells, country, day, number, yes_or_no
from storage.focal_points import FocalPoint
from storage.people import (
    Contact,
    Expert,
    ExpertArea,
    ExpertCountry,
    ExpertDocument,
    ExpertLanguage,
    Institution,
)
from storage.queries import NOT_MERGED

MOST_LINES = LONGEST_RECORD // 2
"""A cell of more lines would be taken for broken quotes when it is read again, and its lines for rows."""
_ELIGIBILITY = {"european": "European expert", "partner": "Partner country expert"}


async def institutions(session: AsyncSession) -> list[Cells]:
    """Every institution, by country and name."""
    found = await session.exec(select(Institution).order_by(col(Institution.country), col(Institution.key)))
    return [
        {"institution": row.name, "country": country(row.country), "kind": row.kind.replace("_", " ")}
        for row in found.all()
    ]


async def contacts(session: AsyncSession) -> list[Cells]:
    """Every contact who has an address, by address."""
    found = await session.exec(
        select(Contact, Institution)
        .join(Institution, col(Institution.id) == col(Contact.institution_id), isouter=True)
        .where(col(Contact.email).is_not(None))
        .order_by(col(Contact.email))
    )
    return [_contact(contact, institution) for contact, institution in found.all()]


def _contact(contact: Contact, institution: Institution | None) -> Cells:
    return {
        "email": contact.email or "",
        "name": contact.name,
        "institution": institution.name if institution else "",
        "country": country(institution.country) if institution else "",
        "position": contact.position,
        "phone": contact.phone,
        "language": contact.language,
    }


async def focal_points(session: AsyncSession) -> list[Cells]:
    """Every focal point, by country and address."""
    found = await session.exec(
        select(FocalPoint, Contact.email)
        .join(Contact, col(Contact.id) == col(FocalPoint.contact_id))
        .order_by(col(FocalPoint.country), col(Contact.email))
    )
    return [
        {
            "email": email or "",
            "country": country(point.country),
            "since": day(point.since),
            "until": day(point.until),
            "note": point.note,
        }
        for point, email in found.all()
    ]


async def experts(session: AsyncSession) -> list[Cells]:
    """Every expert, by code; who was found to be somebody else's double is left to that row."""
    languages, areas, cvs = await _languages(session), await _areas(session), await _cvs(session)
    worked = await _countries(session)
    found = await session.exec(select(Expert).where(NOT_MERGED).order_by(col(Expert.code)))
    return [
        {
            **_expert(
                row, languages.get(row.id or 0, ()), areas.get(row.id or 0, ()), cvs.get(row.id or 0, "")
            ),
            "countries_worked_in": ";".join(worked.get(row.id or 0, ())),
            "employer": row.employer,
            "opted_out": yes_or_no(row.opted_out),
        }
        for row in found.all()
    ]


def _expert(expert: Expert, languages: Sequence[str], areas: Sequence[str], cv: str) -> Cells:
    return {
        "expert_id": expert.code,
        "first_name": expert.first_name,
        "last_name": expert.last_name,
        "email": expert.email,
        "gender": expert.gender,
        "nationality": country(expert.nationality),
        "region": expert.region,
        "eligibility": _ELIGIBILITY.get(expert.eligibility, expert.eligibility),
        "occupation": expert.occupation,
        "employment": expert.employment,
        "years_of_experience": number(expert.years_of_experience),
        "missions_abroad": number(expert.missions_abroad),
        # The one Muster writes in comes first: of equals an import takes the first.
        "languages": ";".join(sorted(languages, key=lambda one: not one.startswith(f"{expert.language}:"))),
        "topics": ";".join(areas),
        "mobilised": yes_or_no(expert.mobilised),
        "cv_summary": cv,
    }


async def _languages(session: AsyncSession) -> Mapping[int, list[str]]:
    known: dict[int, list[str]] = defaultdict(list)
    found = await session.exec(
        select(ExpertLanguage).order_by(col(ExpertLanguage.expert_id), col(ExpertLanguage.language))
    )
    for row in found.all():
        known[row.expert_id].append(f"{row.language}:{row.level}")
    return known


async def _areas(session: AsyncSession) -> Mapping[int, list[str]]:
    known: dict[int, list[str]] = defaultdict(list)
    found = await session.exec(select(ExpertArea).order_by(col(ExpertArea.expert_id), col(ExpertArea.area)))
    for row in found.all():
        known[row.expert_id].append(area_label(row.area, "en"))
    return known


async def _countries(session: AsyncSession) -> Mapping[int, list[str]]:
    known: dict[int, list[str]] = defaultdict(list)
    for row in (await session.exec(select(ExpertCountry))).all():
        known[row.expert_id].append(country(row.country))
    return {expert: sorted(names) for expert, names in known.items()}


async def _cvs(session: AsyncSession) -> Mapping[int, str]:
    """The words of the roster; a CV that came as a file is a stranger's, and is no cell of a table."""
    found = await session.exec(
        select(ExpertDocument.expert_id, ExpertDocument.text).where(ExpertDocument.title == CV_TITLE)
    )
    return {
        expert: text if text.count("\n") < MOST_LINES else " ".join(text.split())
        for expert, text in found.all()
    }
