"""One sentence -> who is credited with which of its words, by the words that credit."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.claims.credit import BREAKS, Credit
from pipeline.claims.headlines import headline_credit, quoted_credit
from pipeline.claims.nominals import BEHIND, by_adjective, by_noun, by_phrase
from pipeline.claims.phrases import FINITE, QUOTES, Reading
from pipeline.claims.verbs import by_decision, by_verb


def read_credits(reading: Reading) -> tuple[Credit, ...]:
    """All credits of one sentence in order of their cues."""
    words = (at for at in range(len(reading.tokens)) if not reading.is_sign(at))
    found = [c for c in (_credit_at(reading, at) for at in words) if c is not None and c.begin < c.end]
    found = [_shared(reading, c, found[:n]) for n, c in enumerate(found)]
    headline = headline_credit(reading)
    found += [headline] if headline else []
    quoted = quoted_credit(reading)
    found += [quoted] if quoted and not any(c.begin <= quoted.begin < c.end for c in found) else []
    named = [c for c in found if c.group is not None and reading.word(c.first) not in BEHIND]
    return tuple(_cut(reading, named or found))


def _shared(reading: Reading, credit: Credit, before: list[Credit]) -> Credit:
    """ "..., said the mayor, adding that ...": whoever said also added."""
    if reading.tag(credit.last) != "VVG" or reading.word(credit.first - 1) not in BREAKS:
        return credit
    verb = next((at for at in range(credit.first - 1, -1, -1) if reading.tag(at) in FINITE), -1)
    sayer = next((c.group for c in before if c.first <= verb <= c.last), None)
    return replace(credit, group=sayer) if sayer else credit


def _credit_at(reading: Reading, at: int) -> Credit | None:
    """The credit whose cue begins with the word, or is the verb at `at`."""
    lexicon = reading.lexicon
    lemma, tag = reading.lemma(at), reading.tag(at)
    credit = by_phrase(reading, at)
    if credit is None and tag.startswith("V") and lemma in lexicon.verbs:
        credit = by_verb(reading, at)
    if credit is None and tag == "VVN" and reading.word(at) in lexicon.adjectives:
        credit = by_adjective(reading, at)
    elif credit is None and tag.startswith("NN") and lemma in lexicon.nouns:
        credit = by_noun(reading, at)
    elif credit is None and tag.startswith("AJ") and lemma in lexicon.adjectives:
        credit = by_adjective(reading, at)
    if credit is None and lemma in lexicon.decisions and reading.is_verb(at):
        credit = by_decision(reading, at)
    return credit


def _cut(reading: Reading, found: list[Credit]) -> Iterator[Credit]:
    """A statement ends where the next one begins beside it: "A said this, but B said that"."""
    for n, credit in enumerate(found):
        end = credit.end
        for later in found[n + 1 :]:
            opening = min(later.first, later.group.first if later.group else later.first)
            if credit.begin < opening < end and _parts_here(reading, opening, later):
                end = opening - 1 if reading.tag(opening - 1) == "CJC" else opening
                break
        yield replace(credit, end=end) if end > credit.begin else credit


def _parts_here(reading: Reading, opening: int, later: Credit) -> bool:
    before, further = reading.word(opening - 1), reading.word(opening - 2)
    if reading.tag(opening - 1) == "CJC" or before in {"while", "whereas", "although", "though"}:
        return further in BREAKS | QUOTES or (later.group is not None and later.group.first == opening)
    return (before in BREAKS and not later.beside) or (later.beside and later.first == opening and before == ",")
