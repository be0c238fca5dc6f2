"""Who an article is credited to: agencies in bylines, datelines and sign-offs."""

import re
from dataclasses import dataclass
from functools import cache

from config import languages
from pipeline.extract.text import clean, key, n_words

NAME = r"[A-Z][\w.&'’-]{0,30}(?: (?:of |de |du |the )?[A-Z\d][\w.&'’-]{0,30}){0,4}"
#: "PORT LEWIN, March 4 (Agency) -", "PORT LEWIN (Agency) —", "(Agency) -"
DATELINE = re.compile(rf"^(?:[A-Z][\w.'’ ,/-]{{1,80}}?\s?)?\(({NAME})\)\s*[-–—:]+\s")
#: "PORT LEWIN — ", "PORT LEWIN, March 4, Agency -": capitals and a dash; no agency in brackets
PLACE_LINE = re.compile(r"^[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [\w. ]{2,40}){0,2}\s*[-–—]{1,2}\s")
SIGN_OFF = re.compile(rf"^[(\[–—-]\s*({NAME})\s*[)\]]?\.?$")
END_NOTE = re.compile(rf"(?:^|\s)\(({NAME})\)\.?$")
#: "14.09.2022", "2022-09-14", "17:40", "14 September 2022", "Sept. 14, 2022"
STAMP = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[:.]\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,9},? \d{4}\b|\b[A-Z][a-z]{2,9}\.? \d{1,2},? \d{4}\b"
)


@dataclass(frozen=True, slots=True)
class Names:
    """One language's agencies."""

    known: re.Pattern[str]
    generic: re.Pattern[str]
    openings: tuple[str, ...]
    credits: tuple[str, ...]


@cache
def names(language: str) -> Names:
    data = languages.table(language, "extract")["byline"]
    known = "|".join(re.escape(a) for a in sorted(data["agencies"], key=len, reverse=True))
    generic = "|".join(re.escape(a) for a in sorted(data["agency_words"], key=len, reverse=True))
    return Names(
        known=re.compile(rf"\b(?:{known})\b"),
        generic=re.compile(rf"\b((?:[A-Z][\w.&-]+ ){{0,3}}(?i:{generic}))\b"),
        openings=tuple(data["openings"]),
        credits=tuple(data["credits"]),
    )


def agency_of(first: str, last: str, author: str | None, language: str) -> str | None:
    """The agency that the first paragraph's dateline, the last one's sign-off or the byline credits."""
    if found := DATELINE.match(first[:200]):
        return clean(found.group(1))
    if is_sign_off(last) and (found := SIGN_OFF.match(last)):
        return clean(found.group(1))
    said = names(language)
    if (found := END_NOTE.search(last)) and (said.known.search(found.group(1)) or said.generic.search(found.group(1))):
        return clean(found.group(1))
    if (found := said.known.search(author or "")) or (found := said.generic.search(author or "")):
        return clean(found.group())
    return None


def is_sign_off(text: str) -> bool:
    """ "(Agency)" alone."""
    return SIGN_OFF.match(text) is not None and n_words(text) <= 6


def is_credit(text: str, language: str) -> bool:
    """A byline, a time stamp or a sign-off: it names people, it tells nothing."""
    low = text.casefold()
    said = names(language)
    if is_sign_off(text):
        return True
    if low.lstrip("(").startswith(said.credits):
        return n_words(text) <= 25
    return (
        n_words(text) <= 14 and low.startswith(said.openings) and not text.rstrip().endswith((".", "?", "!", "”", '"'))
    )


def is_stamp(text: str) -> bool:
    """A short line with a date or a time, and no sentence: who and when, not what."""
    return n_words(text) <= 16 and STAMP.search(text) is not None and not text.endswith((".", "?", "!", "”", '"', ":"))


def same_author(text: str, author: str | None) -> bool:
    """A short paragraph that is the author's name with little else."""
    name = key(author or "")
    return (
        len(name) > 4 and name in key(text) and n_words(text) <= n_words(author or "") + 10 and not text.endswith(".")
    )
