"""Which whole days a calendar entry covers, in its writer's own zone; zone rules inside the mail are never read."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from config.periods import Period
from intake.calendar_lines import Line

_DAY = timedelta(days=1)
MAX_DAYS = 800
_VALUE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_DURATION = re.compile(r"\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:\d{1,4}S)?)?")
_ZONE = re.compile(r"[A-Za-z]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")


def zone_of(name: str) -> ZoneInfo | None:
    """The zone a TZID means: an IANA name, Mozilla's with a path before it, or a Windows name (CLDR's table)."""
    name = name.strip().strip('"')[:120]
    named = str(get_global("windows_zone_mapping").get(name, name))
    for candidate in (named, "/".join(named.split("/")[-2:]), named.rpartition("/")[2]):
        if _ZONE.fullmatch(candidate) and (zone := _zone(candidate)) is not None:
            return zone
    return None


def days_of(
    start: Line | None, end: Line | None, duration: Line | None, zones: Iterable[str] = ()
) -> Period | None:
    """First and last day; None if they cannot be told. `zones` are the names the file gives as its writer's."""
    first = _moment(start)
    if start is None or first is None:
        return None
    after = _moment(end) or _after(start, first, duration)
    if first.tzinfo is not None:
        home = next((zone for zone in map(zone_of, zones) if zone is not None), None)
        first, after = (_local(moment, home) for moment in (first, _as_aware(after, first)))
    return _whole_days(first.replace(tzinfo=None), after.replace(tzinfo=None))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _moment(line: Line | None) -> datetime | None:
    """A date as its midnight; aware only where the value is in UTC. With a TZID the hour is the writer's own."""
    match = _VALUE.fullmatch(line.value.strip()) if line is not None else None
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        hour = time(int(match[4] or 0), int(match[5] or 0), min(int(match[6] or 0), 59))
    except ValueError:
        return None
    if not 2 <= day.year <= 9_990:  # room for a zone and a duration
        return None
    return datetime.combine(day, hour, tzinfo=ZoneInfo("UTC") if match[7] else None)


def _after(start: Line, first: datetime, duration: Line | None) -> datetime:
    match = _DURATION.fullmatch(duration.value.strip()) if duration is not None else None
    if match is not None:
        weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
        return first + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    return first + _DAY if "T" not in start.value else first


def _as_aware(moment: datetime, like: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=like.tzinfo)


def _local(moment: datetime, home: ZoneInfo | None) -> datetime:
    """A moment in UTC as the writer's clock shows it; without a known zone the nearest midnight tells the day."""
    if home is not None:
        return moment.astimezone(home)
    nearest = datetime.combine(moment.date(), time())
    return nearest + _DAY if moment.hour >= 12 else nearest


def _whole_days(first: datetime, after: datetime) -> Period | None:
    # The end is exclusive: midnight belongs to the day before, any later minute to its own.
    last = after.date() if after.time() > time() else after.date() - _DAY
    last = max(last, first.date())
    return Period(first.date(), last) if (last - first.date()).days <= MAX_DAYS else None
