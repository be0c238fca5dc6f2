"""What a source says about when to come back, and where it would push."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from pipeline.urls import is_fetchable

#: RSS 1.0, module Syndication: seconds of `updatePeriod`
PERIODS_S = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
#: nobody means longer than a month
LONGEST_S = 30 * 86_400.0
MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)
STALE = re.compile(r"(?:^|[\s,])(?:no-cache|no-store|must-revalidate)(?:$|[\s,=])", re.IGNORECASE)
HUB = re.compile(r"<([^<>\s]{1,1000})>\s*;[^,<>]*\brel\s*=\s*\"?hub\b", re.IGNORECASE)


def freshness_s(headers: Mapping[str, str]) -> float | None:
    """Seconds for which an answer is fresh (RFC 9111, 4.2.1); None where it does not say so, or is stale already."""
    control = headers.get("cache-control", "")[:1_000]
    if STALE.search(control):
        return None
    said = MAX_AGE.search(control)
    if said is not None:
        age = headers.get("age", "").strip()
        return bounded(float(said[1]) - (float(age) if re.fullmatch("[0-9]{1,9}", age) else 0))
    try:
        expires = parsedate_to_datetime(headers.get("expires", "")[:100])
        return bounded((expires - parsedate_to_datetime(headers.get("date", "")[:100])).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def ttl_s(minutes: object) -> float | None:
    """RSS 2.0 `ttl`: minutes for which the channel may be cached."""
    said = str(minutes or "").strip()
    return bounded(60.0 * int(said)) if re.fullmatch("[0-9]{1,6}", said) else None


def update_s(period: object, frequency: object) -> float | None:
    """RSS 1.0 `sy:updatePeriod` and `sy:updateFrequency`."""
    whole = PERIODS_S.get(str(period or "").strip().lower())
    often = str(frequency or "1").strip()
    if whole is None or not re.fullmatch("[0-9]{1,4}", often):
        return None
    return bounded(whole / max(int(often), 1))


def hub_of(headers: Mapping[str, str]) -> str | None:
    """The WebSub hub that the header `Link` names."""
    found = HUB.search(headers.get("link", "")[:4_000])
    return hub(found[1]) if found else None


def hub(address: object) -> str | None:
    """An address that can be one of a hub."""
    return address if isinstance(address, str) and is_fetchable(address) else None


def longest(*hints: float | None) -> float | None:
    return max((h for h in hints if h is not None), default=None)


def bounded(seconds: float) -> float | None:
    return min(seconds, LONGEST_S) if seconds > 0 else None
