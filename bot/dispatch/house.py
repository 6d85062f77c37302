"""What the facility decided, as far as answering messages needs it; made once from the settings."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dispatch.report_times import Scheduled
from config.rules import Rules
from matching.terms import Terms


@dataclass(frozen=True, slots=True)
class House:
    """One facility."""

    name: str
    mail_address: str
    secret: bytes
    rules: Rules
    terms: Terms = field(default_factory=Terms)
    language: str = "en"
    authserv_id: str = ""
    """The name under which our own border writes what it found about senders; '' if it writes nothing."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    digest_hour: int | None = None
    """When people who have chosen no hour of their own get the daily digest; None for not at all."""
    report_schedule: tuple[Scheduled, ...] = ()
    """The reports that officers get by themselves."""

    planning_day: int | None = None
    """The weekday of the weekly plan for requests that compete, Monday is 0; None for none."""
    planning_hour: int = 9

    @property
    def mail_domain(self) -> str:
        """The part of the mail address after the @."""
        return self.mail_address.rpartition("@")[2]

    def local(self, moment: datetime) -> datetime:
        """The instant as the facility's clocks show it."""
        return moment.astimezone(self.zone)

    def today(self, now: datetime) -> date:
        """The calendar day people of the facility have at that instant."""
        return self.local(now).date()
