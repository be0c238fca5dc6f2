"""What is asked: a template, and words from the web between fences that they cannot contain."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from pipeline.model import Flag, Quantity, Question

#: characters of the article that are sent, around the flag's sentence
LONGEST_ARTICLE = 4_000
#: stands for the fence where the same question must give the same text
NO_FENCE = "FENCE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question in words."""

    #: the rules of the answer
    system: str
    #: what it is about, all of it fenced
    user: str


@cache
def templates() -> tuple[Template, Template]:
    """What the system and what the user says."""
    system, _, user = files("pipeline.opinions").joinpath("prompt.txt").read_text("utf-8").partition("---\n")
    return Template(system), Template(user)


def prompt(question: Question, *, chance: Callable[[], str] = secrets.token_hex) -> Prompt:
    """The question in words, between fences made by `chance`."""
    data = {"flag": facts(question), "article": excerpt(question)}
    return filled(data, fence(chance, *data.values()))


def filled(data: dict[str, str], between: str) -> Prompt:
    system, user = templates()
    return Prompt(system=system.substitute(fence=between), user=user.substitute(data, fence=between))


def fence(chance: Callable[[], str], *texts: str) -> str:
    """A line that stands in none of `texts`."""
    made = chance()
    while any(made in text for text in texts):
        made = chance()
    return made


def key_of(question: Question, backend: str, model: str) -> str:
    """SHA-256, hex, of what is asked and of whom; the fence left out."""
    asked = filled({"flag": facts(question), "article": excerpt(question)}, NO_FENCE)
    return hashlib.sha256(json.dumps([backend, model, asked.system, asked.user]).encode()).hexdigest()


def excerpt(question: Question) -> str:
    """The article, or of a long one the part around the flag's sentence."""
    text, span = question.version.text, question.flag.sentence_span
    middle = 0 if span is None else (span.start + span.end) // 2
    start = max(0, min(middle - LONGEST_ARTICLE // 2, len(text) - LONGEST_ARTICLE))
    return text[start : start + LONGEST_ARTICLE]


def facts(question: Question) -> str:
    """The flag with all that the rule says of it, as JSON; no address, and nothing about the user."""
    flag, version = question.flag, question.version
    told = {
        "story": question.story_name,
        "headline": version.title,
        "outlet": version.outlet,
        "published": f"{version.published_at:%Y-%m-%d}",
        "flag": flag.kind.value,
        **measured(flag),
        "said by": flag.speaker,
        "words": flag.text,
        "sentence": flag.sentence,
        "why the rules raised it": flag.why,
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, indent=1)


def measured(flag: Flag) -> dict[str, Any]:
    """What a figure's flag is about."""
    return {"of": flag.concept, "scope": flag.scope, "before": amount(flag.old), "now": amount(flag.new)}


def amount(quantity: Quantity | None) -> str:
    """ "at_least 13 count"; "" where there is none."""
    if quantity is None:
        return ""
    ends = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    return f"{quantity.bound.value} {' to '.join(f'{end:.15g}' for end in ends)} {quantity.unit}"
