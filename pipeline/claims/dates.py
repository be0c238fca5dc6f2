"""When a sentence says that something happened."""

import re
from datetime import date, timedelta

from config.languages import table

DAY, MONTH, YEAR = r"(\d{1,2})(?:st|nd|rd|th)?", r"([^\W\d_]{3,9})\.?", r"(?:,? (\d{4}))?"
NUMBERED = re.compile(rf"\b{DAY} {MONTH}{YEAR}\b|\b{MONTH} {DAY}{YEAR}\b")
WORD = re.compile(r"[^\W\d_]+")
#: a date without a year that would lie further ahead than this is one of the year before
AHEAD = timedelta(days=180)


def event_on(text: str, today: date | None, language: str) -> date | None:
    """The first date in `text`; days of the week and dates without a year need `today`, the day of publication."""
    words = table(language, "claims")
    for match in NUMBERED.finditer(text):
        first, second, year, third, fourth, other = match.groups()
        number = words["months"].get((second or third).lower())
        year = year or other
        found = _on(int(first or fourth), number, int(year) if year else None, today) if number else None
        if found:
            return found
    return _near(text, today, words["weekdays"], words["days"]) if today else None


def _on(day: int, month: int, year: int | None, today: date | None) -> date | None:
    if year is None and today is None:
        return None
    try:
        found = date(year or (today.year if today else 1), month, day)
        if year is None and today and found - today > AHEAD:
            found = found.replace(year=found.year - 1)
    except ValueError:
        return None
    return found


def _near(text: str, today: date, weekdays: dict[str, int], days: dict[str, int]) -> date | None:
    """ "on Tuesday" is the last one, today included."""
    for word in WORD.findall(text):
        lower = word.lower()
        if lower in weekdays:
            return today - timedelta(days=(today.weekday() - weekdays[lower]) % 7)
        if lower in days:
            return today + timedelta(days=days[lower])
    return None
