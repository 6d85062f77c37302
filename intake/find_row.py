"""The row of the database that a row of a register speaks of."""

from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.mission_codes import mission_code
from intake.import_activities import ActivityRow
from intake.import_assignments import AssignmentRow
from intake.import_contacts import ContactRow, FocalPointRow, InstitutionRow
from intake.import_experts import ExpertRow
from intake.import_missions import MissionRow
from intake.import_papers import DeliverableRow, EvaluationRow
from storage.assignments import Assignment
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.focal_points import FocalPoint
from storage.institutions import institution_key
from storage.missions import Mission
from storage.people import Contact, Expert, Institution
from storage.queries import mission_by_code
from storage.requests import Activity, Request


async def find_row(session: AsyncSession, row: object) -> SQLModel | None:
    """What is on file under the key of the row; None for a request, which is never taken out."""
    match row:
        case InstitutionRow(name=name, country=country):
            own = (col(Institution.country) == country, col(Institution.key) == institution_key(name))
            return (await session.exec(select(Institution).where(*own))).first()
        case ContactRow(email=email):
            return (await session.exec(select(Contact).where(col(Contact.email) == email))).first()
        case FocalPointRow():
            return await _focal_point(session, row)
        case ExpertRow(code=code):
            return (await session.exec(select(Expert).where(col(Expert.code) == code))).first()
        case _:
            return await _of_an_action(session, row)


async def _focal_point(session: AsyncSession, row: FocalPointRow) -> FocalPoint | None:
    query = select(FocalPoint).join(Contact, col(Contact.id) == col(FocalPoint.contact_id))
    own = (col(Contact.email) == row.email, col(FocalPoint.country) == row.country)
    return (await session.exec(query.where(*own))).first()


async def _of_an_action(session: AsyncSession, row: object) -> SQLModel | None:
    match row:
        case ActivityRow(action=action, number=number):
            activities = select(Activity).join(Request, col(Request.id) == col(Activity.request_id))
            own = (col(Request.code) == action, col(Activity.number) == number)
            return (await session.exec(activities.where(*own))).first()
        case MissionRow(action=action, number=count):
            return await mission_by_code(session, action, count)
        case AssignmentRow():
            return await _work(session, row)
        case DeliverableRow(action=action, kind=kind, title=title):
            papers = select(Deliverable).join(Request, col(Request.id) == col(Deliverable.request_id))
            named = (
                col(Request.code) == action,
                col(Deliverable.kind) == kind,
                col(Deliverable.title) == title,
            )
            return (await session.exec(papers.where(*named))).first()
        case EvaluationRow():
            return await _evaluation(session, row)
        case _:
            return None


async def _work(session: AsyncSession, row: AssignmentRow) -> Assignment | None:
    """The days of a register, or those of the mission that the row names."""
    source = "import"
    if row.mission:
        missions = select(Mission).join(Request, col(Request.id) == col(Mission.request_id))
        found = (await session.exec(missions.where(col(Request.code) == row.action))).all()
        codes = {mission_code(row.action, one.number): f"mission:{one.id}" for one in found}
        source = codes.get(row.mission, "")
    days = select(Assignment).join(Expert, col(Expert.id) == col(Assignment.expert_id))
    own = (
        col(Assignment.action) == row.action,
        col(Expert.code) == row.expert,
        col(Assignment.source) == source,
    )
    return (await session.exec(days.where(*own))).first()


async def _evaluation(session: AsyncSession, row: EvaluationRow) -> Evaluation | None:
    words = (
        select(Evaluation)
        .join(Request, col(Request.id) == col(Evaluation.request_id))
        .join(Expert, col(Expert.id) == col(Evaluation.expert_id), isouter=True)
        .where(col(Request.code) == row.action, col(Evaluation.evaluator) == row.evaluator)
    )
    of_whom = col(Expert.code) == row.expert if row.expert else col(Evaluation.expert_id).is_(None)
    return (await session.exec(words.where(of_whom))).first()
