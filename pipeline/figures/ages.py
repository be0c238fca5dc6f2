"""Numbers that are the age of a person."""

import re

from pipeline.figures.contexts import before, behind, in_front
from pipeline.figures.numbers import Number

OLDEST = 120
ENDS = re.compile(r"[,.;:!?)]|$|\s(?:and|when|but|at)\b")
GROUP_ENDS = re.compile(r"[,.;:!?)]|$|\s(?:and|who|were|are|in|years old)\b")
CLOSES = re.compile(r",(?!\s\d{3})|\.$|\)|;|\.\s|\s(?:from|and)\b|\sof\b(?!\s(?:them|these|those|whom|which|the)\b)|$")
#: a name or a noun in the singular, with a comma
NAMED = re.compile(r"(?:^|[\s\"“'‘(])(?:[A-Z][\w'’.-]*|[a-z][\w'’.-]*[^s\W]),\s$")
#: "At 92, the former president ..."
OPENING_AGE = re.compile(r"[\"“]?(?:At|Aged)\s")
#: "Rudd was 34 at the time"
WAS = re.compile(r"[A-Z][\w'’-]+\s(?:is|was|turned)\s(?:just\s|only\s)?$")
#: "who turns 40 in June"
TURNS = re.compile(r"\b(?:who|he|she|[A-Z][\w'’-]+)\s(?:turns|turned|will\sturn)\s$")
WHEN = re.compile(r"\s(?:in|on|this|next|last|later|earlier)\b|[.,;]|$")
FURTHER = re.compile(r"\s(?:million|billion|people|per)\b")
#: between "aged" and the number: "about", or the lower end of a range
REACH = r"\s(?:about\s|around\s|between\s|from\s)?(?:\d{1,3}\s?(?:to|and|or|-|–)\s?)?$"


def is_age(text: str, n: Number, language: str) -> bool:
    """The age of a person as news writes it: "Ann Lee, 34, said", "aged 12", "a 7-year-old"."""
    if n.part or n.multiple or n.vague or not 0 < n.values[0] < OLDEST:
        return False
    lead = before(text, n.start)
    if behind(language, "ages", "units", space=r"[\s-]").match(text, n.end):
        return True
    if aged(language).search(lead) and ENDS.match(text, n.end):
        return True
    if in_front(language, "ages", "life", tail=r"\s(?:\w+\s){0,2}at\s(?:just\s|only\s)?$").search(lead) and ENDS.match(
        text, n.end
    ):
        return True
    if n.digits and TURNS.search(lead) and WHEN.match(text, n.end):
        return True
    if n.digits and WAS.search(lead) and behind(language, "ages", "then").match(text, n.end):
        return True
    if OPENING_AGE.fullmatch(lead) and n.digits and re.match(r",\s[a-z]", text[n.end : n.end + 3]):
        return True
    if in_front(language, "ages", "groups", tail=r"\s(?:under|over)\s$").search(lead):
        return GROUP_ENDS.match(text, n.end) is not None
    if in_front(language, "ages", "before", tail=REACH).search(lead) and not lead.endswith("of age "):
        return FURTHER.match(text, n.end) is None
    return n.digits and NAMED.search(lead) is not None and CLOSES.match(text, n.end) is not None


def aged(language: str) -> re.Pattern[str]:
    """ "she is", "who turned", "the youngest was" in front of the number."""
    verbs = behind(language, "ages", "verbs", space=r"\s?", tail=r"\s$").pattern
    return in_front(language, "ages", "subjects", tail=verbs)
