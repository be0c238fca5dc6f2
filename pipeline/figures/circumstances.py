"""What stands around a figure: its part (total, increment ...), its certainty, its date, the old value it names."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from config.languages import table
from pipeline.figures.amounts import Phrase
from pipeline.figures.said import similar
from pipeline.figures.units import COUNT, alternatives
from pipeline.model import Modality, Role


@cache
def patterns(language: str) -> dict[str, re.Pattern[str]]:
    roles = table(language, "roles")
    made = {f"modality.{name}": words for name, words in roles["modality"].items()}
    made |= {"revision": roles["revision"]["words"]}
    compiled = {k: re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)", re.IGNORECASE) for k, words in made.items()}
    ends = {
        "increment.before": roles["increment"]["before"],
        "subset.before": roles["subset"]["before"],
        "rank.before": roles["rank"]["before"],
    }
    compiled |= {k: re.compile(rf"(?<!\w)(?:{alternatives(w)})[\s,]+$", re.IGNORECASE) for k, w in ends.items()}
    starts = {"increment.after": roles["increment"]["after"], "subset.after": roles["subset"]["after"]}
    compiled |= {k: re.compile(rf"\s(?:{alternatives(w)})(?!\w)(?!\sthan)", re.IGNORECASE) for k, w in starts.items()}
    denial = roles["denial"]
    compiled["denial.before"] = re.compile(rf"(?<!\w)(?:{alternatives(denial['before'])})(?!\w)", re.IGNORECASE)
    compiled["denial.right_before"] = re.compile(
        rf"(?:(?<!\w)|n['’]t)(?:{alternatives(denial['right_before'])})\s(?:\w+\s){{0,2}}$|n['’]t\s(?:\w+\s){{0,2}}$",
        re.IGNORECASE,
    )
    compiled["denial.after"] = re.compile(rf"[^,.]{{0,40}}?\b(?:{alternatives(denial['after'])})(?!\w)", re.IGNORECASE)
    compiled["difference"] = re.compile(
        rf"\s(?:[\w-]+\s){{0,2}}(?:{alternatives(roles['difference']['words'])})\s(?:[\w-]+\s){{0,2}}than\b",
        re.IGNORECASE,
    )
    compiled["moved"] = re.compile(rf"(?<!\w)(?:{alternatives(roles['change']['verbs'])})\s(?:by\s)?$", re.IGNORECASE)
    was = alternatives(roles["was"]["between"])
    compiled["was.between"] = re.compile(rf"[^.;:\d]{{0,24}}?[\s,(](?:{was})[\s,]+(?:\w+\s){{0,2}}$", re.IGNORECASE)
    compiled["was.after"] = re.compile(
        rf"[\s\w]{{0,24}}?(?:{alternatives(roles['was']['after'])})(?!\w)", re.IGNORECASE
    )
    return compiled


#: where the statement around a figure begins and ends
BREAK = re.compile(
    r"[;:]\s|\s[–—]\s|,\s(?:and|but|while|which|who|whose|where|said|says|although|though|after|as|or)\b"
)


#: characters on either side of a figure in which its clause is looked for
REACH = 300


def clause_around(text: str, phrase: Phrase) -> tuple[str, str]:
    """What the clause of a phrase says before it and behind it."""
    before = BREAK.split(text[max(0, phrase.start - REACH) : phrase.start])[-1]
    after = BREAK.split(text[phrase.end : phrase.end + REACH])[0]
    return before, after


def role_of(text: str, phrase: Phrase, language: str) -> Role:
    """What part the figure plays."""
    known = patterns(language)
    before, after = text[max(0, phrase.start - 24) : phrase.start], text[phrase.number.end : phrase.number.end + 24]
    whole = text[phrase.start : phrase.number.end]
    if phrase.rate:
        return Role.RATE
    if known["difference"].match(after) or (phrase.has_unit and known["moved"].search(before)):
        return Role.INCREMENT
    if known["increment.before"].search(before) or known["increment.before"].match(whole + " "):
        return Role.INCREMENT
    if known["increment.after"].match(after) and not re.match(r"\s(?:new|newly)\b", after):
        return Role.INCREMENT
    if known["subset.before"].search(before) or known["subset.after"].match(after):
        return Role.SUBSET
    if known["rank.before"].search(before):
        return Role.RANK
    return Role.TOTAL


def modality_of(text: str, phrase: Phrase, language: str) -> Modality:
    """How certain the clause is of what it says."""
    before, after = clause_around(text, phrase)
    known = patterns(language)
    if (
        known["denial.before"].search(before)
        or known["denial.after"].match(after)
        or known["denial.right_before"].search(before)
    ):
        return Modality.DENIED
    around = f"{before} {text[phrase.start : phrase.number.start]} {after}"
    for modality in (Modality.HYPOTHETICAL, Modality.ALLEGED, Modality.EXPECTED, Modality.ESTIMATED):
        if known[f"modality.{modality.value}"].search(around):
            return modality
    return Modality.ASSERTED


def revised(text: str, language: str) -> bool:
    """A word of revision stands in the sentence."""
    return patterns(language)["revision"].search(text) is not None


def old_value(text: str, phrase: Phrase, following: Phrase | None, language: str) -> float | None:
    """The earlier value that the sentence itself states: "23, up from 19", "four, against two before"."""
    if phrase.was is not None:
        return phrase.was
    if following is None or not comparable(phrase, following) or following.start - phrase.end > 60:
        return None
    if patterns(language)["was.between"].fullmatch(text[phrase.end : following.start]):
        return following.said[0]
    return None


def comparable(new: Phrase, old: Phrase) -> bool:
    """Both are in one unit, or the old one is without any and of the size of the new one: "59.9 percent, not 61.4"."""
    if old.unit == new.unit:
        return True
    return not old.has_unit and old.unit == COUNT and similar(new.said[0], old.said[0])


@cache
def dated(language: str) -> re.Pattern[str]:
    """A month, with its day or year where they are said, that a figure is said to hold at."""
    known = table(language, "roles")["as_of"]
    months = "|".join(sorted(known["months"]))
    return re.compile(
        rf"\b(?:{alternatives(known['before'])})\s(?:(?:{alternatives(known['part'])})[\s-])?"
        rf"(?:(?P<day>\d{{1,2}})\s)?(?P<month>(?:{months})[a-z]*)\.?"
        r"(?:\s(?P<day2>\d{1,2})(?!\d))?(?:,?\s(?P<year>(?:19|20)\d\d))?(?!\w)",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sentence says of all its figures."""

    #: ISO month or day at which they hold; None where it gives none
    as_of: str | None
    #: somebody goes back on an earlier number
    revision: bool


def setting(text: str, language: str, published_at: datetime | None) -> Setting:
    return Setting(as_of=as_of(text, language, published_at), revision=revised(text, language))


def as_of(text: str, language: str, published_at: datetime | None) -> str | None:
    """ISO month or day that the sentence gives: "as of 3 May", "since April 2021"."""
    m = dated(language).search(text)
    if m is None or not m["month"][0].isupper():
        return None
    month = int(table(language, "roles")["as_of"]["months"][m["month"][:3].lower()])
    if m["year"]:
        year = int(m["year"])
    elif published_at is not None:
        year = published_at.year - (month > published_at.month)
    else:
        return None
    day = m["day"] or m["day2"]
    return f"{year:04d}-{month:02d}" + (f"-{int(day):02d}" if day and 1 <= int(day) <= 31 else "")
