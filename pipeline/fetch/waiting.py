"""How long a server asks us to stay away."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: a longer absence is cut to a day: nobody means a week
LONGEST_S = 86_400.0


def retry_after_s(value: str | None, *, date: str | None, now: datetime) -> float | None:
    """Seconds from the header `Retry-After` (RFC 9110, 10.2.3); None where it is missing, past, or makes no sense.

    An HTTP date is read by the server's own clock: its `Date` header, and only without one by `now`.
    """
    value = (value or "").strip()
    if re.fullmatch("[0-9]{1,20}", value):
        return min(float(value), LONGEST_S)
    until = http_date(value)
    if until is None:
        return None
    wait_s = (until - (http_date(date or "") or now)).total_seconds()
    return min(wait_s, LONGEST_S) if wait_s > 0 else None


def http_date(value: str) -> datetime | None:
    """An HTTP date as an aware time; None where it makes no sense."""
    try:
        at = parsedate_to_datetime(value[:100])
        return at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
