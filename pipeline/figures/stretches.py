"""Stretches of text whose numbers are no quantities, wherever they stand: dates, times, codes, idioms."""

import re
from dataclasses import dataclass
from functools import cache

from config.languages import table
from pipeline.figures.units import alternatives

URL = re.compile(r"(?:https?://|www\.)\S{1,500}|\S{1,64}@\S{1,255}\.\w+|[#@]\w+", re.IGNORECASE)
DIGIT = re.compile(r"\d")
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s(?:1[4-9]|20)\d\d)?(?!\d)"
HOUR = r"\d{1,2}(?:[.:]\d\d)?"


def no_quantities(text: str, language: str) -> list[tuple[int, int]]:
    """Where such stretches begin and end."""
    tried = [idioms(language)]
    folded = text.casefold()
    if any(sign in folded for sign in ("@", "#", "://", "www.")):
        tried.append(URL)
    if DIGIT.search(text) is not None:
        tried += [s.pattern for s in digital(language) if not s.needs or any(sign in folded for sign in s.needs)]
        tried += dates_by_name(language) if month(language).search(text) else ()
    return [m.span() for pattern in tried for m in pattern.finditer(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A kind of stretch that has a digit."""

    pattern: re.Pattern[str]
    #: one of these is in each, letters without case; () where nothing tells beforehand
    needs: tuple[str, ...] = ()


@cache
def digital(language: str) -> tuple[Stretch, ...]:
    """The stretches that need a digit and no month."""
    made = {**dates(language), **times(language), **CODES, **telephones(language)}
    return tuple(Stretch(pattern=re.compile(p, re.IGNORECASE), needs=needs) for p, needs in made.items())


@cache
def month(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words_of(language, 'months')})\b", re.IGNORECASE)


def words_of(language: str, section: str, key: str = "words") -> str:
    return alternatives(table(language, "exclusions")[section][key])


@cache
def dates_by_name(language: str) -> tuple[re.Pattern[str], ...]:
    """Dates with the name of a month."""
    months, to = words_of(language, "months"), words_of(language, "dates", "to")
    made = (
        rf"\b(?:{DAY}\s?(?:[-–]|{to})\s?)?{DAY}\s(?:of\s)?(?:{months})\b\.?{YEAR}",
        rf"\b(?:{months})\b\.?\s{DAY}(?:\s?(?:[-–]|{to})\s?{DAY}(?!\d))?\b(?!,\d{{3}}){YEAR}",
        rf"\b(?:{months})\b\.?,?\s(?:of\s)?(?:1[4-9]|20)\d\d\b",
        rf"\b(?:{months})\b\.?\s['’]\d\d\b",
    )
    return tuple(re.compile(p, re.IGNORECASE) for p in made)


#: pattern -> what tells beforehand that it may match
Patterns = dict[str, tuple[str, ...]]


def dates(language: str) -> Patterns:
    days = words_of(language, "weekdays")
    return {
        rf"\b(?:{days})\b\.?,?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?[%\w])": (),
        r"(?<![\d.,$£€])\d{1,2}(?P<by>[./-])\d{1,2}(?P=by)(?:\d{4}|\d\d)\b": (),
        r"\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?\b": ("-",),
        r"\b(?:1[4-9]|20)\d\d\s?[-–/]\s?(?:\d\d|(?:1[4-9]|20)\d\d)\b(?![,.]\d)": ("-", "–", "/"),
        r"(?:\b(?:1[4-9]|20)\d0|['’]\d0|\b[2-9]0)['’]?s\b": ("0s", "0'", "0’"),
        r"\b\d{1,6}(?:st|nd|rd|th)\b": (),
        r"(?<=\sof|\sin|nce|the|rom)\s['’]\d\d\b": ("'", "’"),
    }


def times(language: str) -> Patterns:
    return {
        r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b": (":",),
        rf"\b(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:{words_of(language, 'times', 'after')})(?!\w)": (),
        rf"(?<=\sat)\s(?:0?[1-9]|1[0-2])\son\s(?:{words_of(language, 'weekdays')})\b": (),
        r"(?<=\bthe)\s(?:[01]?\d|2[0-3])\.[0-5]\d\s(?:from|to)\s(?-i:[A-Z])": (".",),
        rf"\b(?:{words_of(language, 'weekdays')}|daily|weekdays?|weekends?|open)s?\s(?:from\s)?{HOUR}"
        rf"\s?(?:to|until|[-–])\s?{HOUR}\b(?!\s?%)": (),
        rf"\b(?:[01]\d|2[0-3])[0-5]\d\s(?:{words_of(language, 'times', 'military')})\b": (),
    }


#: versions, paragraphs of laws, post codes, turns by an angle, queries of addresses
CODES: Patterns = {
    r"\b(?:v|version)\s?\d+(?:\.\d+)+\b|\b\d+\.\d+\.\d+(?:\.\d+)?\b": (".",),
    r"§+\s?\d+": ("§",),
    r"\b(?:19|20)\d\d/\d{1,4}\b": ("/",),
    r"(?-i:\b\d{1,4}[A-Z]{1,3}-\d+\b)": ("-",),
    r"(?-i:\b(?:19|20)\d\d\s[A-Z]{2}\d{1,3}\b)": (),
    r"\b\d+-(?!(?:to|and|or|by)-)[a-z]{1,3}-\d+\b": ("-",),
    r"\b\d{1,2}\s(?-i:de\s[A-Z])": ("de",),
    r"\b(?:under|over)-\d{1,2}(?:['’]?s)?\b(?!\s?(?:%|per))": ("under-", "over-"),
    r"(?-i:\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b)": (),
    r"(?-i:\b[A-Z]{2})\s\d{5}(?:-\d{4})?\b(?!,)": (),
    r"\brotat\w{1,4}\s(?:a\s|by\s)?\d{1,3}\s?°(?!\s?[CF]\b)": ("rotat",),
    r"\b\d{1,3}[\s-]?(?:°|degrees?)\s(?:angle|turn|view|camera|video|spin|rotation|shift)\b": ("°", "degree"),
    r"(?<!\S)\S{0,200}[?&%][\w.]{1,40}=\S{1,500}|(?<!\S)\S{0,200}(?-i:%[0-9A-F]{2})\w\S{0,500}": ("=", "%"),
}


def telephones(language: str) -> Patterns:
    announced = (
        rf"(?<!\w)(?:{words_of(language, 'phones')})(?:\snumbers?)?(?:\s(?:{words_of(language, 'phones', 'links')}))?"
    )
    digits = r"[+(]{0,2}\s?\d(?:[ ()./x+-]{0,3}\d){2,24}(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\d%])"
    return {
        rf"{announced}\s?:?\s{{0,2}}{digits}": (),
        r"(?<!\w)(?:\+\d{1,3}[\s-]?)?\(?0\d{2,5}\)?[\s-]\d{2,4}(?:[\s-]\d{2,4}){0,3}(?!\d)": ("0",),
        r"(?<![\w,.])\d{3}[-.]\d{3}[-.]\d{4}\b|(?<![\w,.$£€])\d{3}-\d{4}\b|\b1-\d{3}-\d{3}-\d{4}\b": ("-", "."),
        r"(?<![\d.,$£€¥])\+?0\d{3,20}(?![\d.,])": ("0",),
        r"\btext(?:ing|ed)?\s\S{1,20}\sto\s\d{4,6}\b(?!,)": ("text",),
        r"(?<![\w.,])\+\d{1,3}[\s(/-]{0,2}\d[\d\s()/.-]{5,20}\d": ("+",),
    }


@cache
def idioms(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words_of(language, 'idioms', 'phrases')})(?![\w-])", re.IGNORECASE)
