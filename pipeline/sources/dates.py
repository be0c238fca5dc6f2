"""Dates as feeds write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from pipeline.urls import outlets, shown

#: nobody published on the web earlier; such a date is an empty field in disguise
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: clocks of servers run ahead
LEEWAY = timedelta(hours=1)
LONGEST = 80

ISO = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")
ZONE_NAME = re.compile(r"[A-Za-z]{1,5}")


def believed(raw: str, at: datetime) -> tuple[datetime | None, str | None]:
    """The time that `raw` names and, where it names none that can be true at `at`, a note instead."""
    raw = raw.strip()
    if not raw:
        return None, None
    moment = moment_of(raw)
    if moment is None:
        return None, f"date {shown(raw[:60])!r} not understood"
    if moment > at + LEEWAY:
        return None, f"date {shown(raw[:60])!r} lies in the future"
    if moment < EARLIEST:
        return None, f"date {shown(raw[:60])!r} lies before the web"
    return moment, None


def moment_of(raw: str) -> datetime | None:
    """An RFC 3339, RFC 822 or similar date as aware UTC; None where it makes no sense. Without a zone it is UTC."""
    raw = " ".join(raw[:LONGEST].split())
    try:
        moment = iso_moment(raw) if ISO.match(raw) else mail_moment(raw)
        return moment.astimezone(UTC).replace(microsecond=0) if moment is not None else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def iso_moment(raw: str) -> datetime:
    """Raises ValueError where `raw` is no ISO 8601 time."""
    stamp = re.sub(r" ?(?:UTC|GMT|Z)$", "+00:00", raw, flags=re.IGNORECASE)
    moment = datetime.fromisoformat(re.sub(r" (?=[+-][0-9]{2}:?[0-9]{2}$)", "", stamp))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def mail_moment(raw: str) -> datetime | None:
    """A date as in mail, with the zone names that feeds use; None for a zone that nobody knows."""
    parsed = parsedate_tz(raw)
    if parsed is None:
        return None
    offset = timedelta(seconds=parsed[9] or 0)
    last = raw.rsplit(" ", 1)[-1]
    # the library takes a zone that it does not know for UTC
    if ZONE_NAME.fullmatch(last):
        hours = outlets()["dates"]["zones"].get(last.upper())
        if hours is None:
            return None
        offset = timedelta(hours=hours)
    return datetime(*parsed[:6], tzinfo=timezone(offset))
