"""One sentence and its credits -> the stretches of it that state something."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.languages import table
from pipeline.claims.acts import Act, Acts, acts_in
from pipeline.claims.names import Names
from pipeline.claims.phrases import FINITE, Reading
from pipeline.claims.roles import can_speak, describe
from pipeline.claims.subjects import Group, subject_after, subject_before, verb_group
from pipeline.language import Sentence
from pipeline.model import Attribution, Span

#: fewer words than this state nothing
SHORTEST = 3
#: no other names are at hand
NAMELESS = Names({}, {})
#: characters of "it", "this", "any of that"
BRIEF = 12
#: kinds of cue that are themselves what happened
MATTER = frozenset({"order", "promise", "demand", "accuse", "refuse"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stretch of one sentence before it is a claim."""

    sentence: Sentence
    reading: Reading
    #: its words, `first` included, `last` not
    first: int
    last: int
    span: Span
    #: None: nobody is credited
    credit: Attribution | None
    #: who does what it says, when nobody is credited; "" when nobody does
    doer: str = ""
    #: stands inside what somebody else is credited with, or in a subordinate clause
    nested: bool = False

    @property
    def granted(self) -> bool:
        """The word that credits is negated: "did not contest the finding"."""
        cue = self.credit.cue if self.credit else None
        return cue is not None and any(t.tag == "XX0" for t in self.reading.tokens if cue.contains(t.span))

    @property
    def denied(self) -> bool:
        """What it says is denied, or not admitted; "rejected the offer" says something itself."""
        credit = self.credit
        if credit is None or credit.kind != ("admit" if self.granted else "deny"):
            return False
        opens = bisect_left(self.reading.starts, credit.content.start)
        thing = self.reading.starting.get(opens)
        offers = table(self.reading.lexicon.language, "cues")["stances"]["offers"]
        if self.reading.tag(opens) == "TO0" or (thing is not None and self.reading.head_lemma(thing) in offers):
            return False
        return self.span.start >= credit.content.start or credit.content.end - credit.content.start <= BRIEF


def statements(
    sentence: Sentence, reading: Reading, credited: Sequence[Attribution], known: Acts
) -> Iterator[Statement]:
    """What is said by those who are credited, then what the sentence itself reports."""
    spans: list[Span] = []
    for credit in credited:
        span = _said(sentence, reading, credit)
        first, last = _words(reading, span)
        if span in spans or last - first < SHORTEST:
            continue
        nested = any(s.contains(span) for s in spans) or _subordinate(reading, credit)
        spans.append(span)
        yield Statement(
            sentence=sentence, reading=reading, first=first, last=last, span=span, credit=credit, nested=nested
        )
    if not any(s.contains(sentence.span) for s in spans):
        yield from _own(sentence, reading, credited, known)


def _said(sentence: Sentence, reading: Reading, credit: Attribution) -> Span:
    """The words credited, with the cue where it is part of the matter: "ordered the closure", "refused to pay"."""
    start, end = max(credit.content.start, sentence.span.start), min(credit.content.end, sentence.span.end)
    if credit.cue is not None and sentence.span.start <= credit.cue.start < start:
        opens = bisect_left(reading.starts, start)
        closes = bisect_left(reading.starts, end)
        if credit.kind in MATTER or reading.tag(opens) == "TO0":
            start = credit.cue.start
        elif credit.kind == "deny" and closes - opens < SHORTEST and credit.speaker_span is not None:
            start = credit.speaker_span.start  # "She denies it."
    return Span(start, end)


def _words(reading: Reading, span: Span) -> tuple[int, int]:
    inside = [n for n, t in enumerate(reading.tokens) if span.contains(t.span)]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _subordinate(reading: Reading, credit: Attribution) -> bool:
    """ "after inspectors found ...", "the charge that accuses him": not what the sentence is about."""
    if credit.cue is None or credit.speaker_span is None or credit.cue.start < credit.speaker_span.start:
        return False
    start = bisect_left(reading.starts, credit.speaker_span.start)
    cue = bisect_left(reading.starts, credit.cue.start)
    before = reading.tag(start - 1) in {"CJS", "CJT"} and start > 1
    return before or any(reading.tag(at) in {"PNQ", "DTQ", "CJT"} for at in range(cue - 1, cue))


def _own(sentence: Sentence, reading: Reading, credited: Sequence[Attribution], known: Acts) -> Iterator[Statement]:
    """What the sentence itself reports, when it is an act of somebody or gives a number."""
    n = len(reading.tokens)
    found = [a for a in acts_in(reading, 0, n, known) if not _inside(reading, a, credited)]
    doer = next((d for d in (_doer(reading, a) for a in found if a.verb) if d is not None), None)
    states = doer is not None or (not credited and (found or any(t.tag == "CRD" for t in reading.tokens)))
    if n >= SHORTEST and states:
        who = str(describe(reading, doer, NAMELESS)) if doer else ""
        yield Statement(sentence=sentence, reading=reading, first=0, last=n, span=sentence.span, credit=None, doer=who)


def _inside(reading: Reading, act: Act, credited: Sequence[Attribution]) -> bool:
    span = reading.tokens[act.at].span
    return any(c.content.contains(span) or (c.cue is not None and c.cue.contains(span)) for c in credited)


def _doer(reading: Reading, act: Act) -> Group | None:
    """The subject of an act with a tense, or who stands behind "by"."""
    verb = verb_group(reading, act.at)
    if verb.first == act.at and reading.tag(act.at) not in FINITE:
        return None
    if verb.passive:
        by = next((at for at in (act.at + 1, act.at + 2) if reading.word(at) == "by"), None)
        group = subject_after(reading, by + 1) if by else None
    else:
        group = subject_before(reading, verb.first)
    speaks = group is not None and can_speak(reading, group) and reading.tag(group.core.head) != "PNP"
    return group if speaks else None
