"""A document -> who is credited with which stretch of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.claims.credit import Credit
from pipeline.claims.credits import read_credits
from pipeline.claims.inheritance import go_on, run_on
from pipeline.claims.lexicon import Lexicon, lexicon
from pipeline.claims.names import read_names
from pipeline.claims.phrases import FINITE, Reading, reading_of
from pipeline.claims.quotes import quotations, touching
from pipeline.claims.roles import UNNAMED, Sort, Speaker, can_speak, some, text
from pipeline.claims.speakers import Cast, mentioned
from pipeline.claims.subjects import Group, subject_before, verb_group
from pipeline.claims.words import might_credit
from pipeline.language import Document, Sentence
from pipeline.model import Attribution, Place, Span

#: signs that belong to the credit, not to what is said
EDGES = " \t\n,;:-–—"
#: how far behind its cue "in a letter" may stand, in words
ADJUNCT = 8
FIRST_PERSON = frozenset({"i", "we", "you"})
DOUBTFUL = frozenset({"find", "estimate", "suggest", "order", "accuse"})
NOBODY = frozenset({"nobody", "nothing", "none", "neither", "no"})
LATE = frozenset({Place.HEADLINE, Place.DECK, Place.CAPTION})


@dataclass(slots=True)
class Reader:
    """What is known while a document is read from top to bottom."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    quotes: tuple[Span, ...]
    #: credits with the key of their speaker, whose name may stand further down
    found: list[tuple[int, Attribution]] = field(default_factory=list)


def attribute(document: Document, *, outlet: str = "") -> tuple[Attribution, ...]:
    """Credits in the order of the text; inside one sentence the outer source comes before the inner one.

    `outlet` is never credited with what it only reports. The headline is read last, when it is known who "minister"
    is. A statement that stands in no credit belongs to the outlet.
    """
    words = lexicon(document.language)
    reader = Reader(document, words, Cast(read_names(document.text, words), words), quotations(document))
    for sentence in sorted(document.sentences, key=lambda s: s.place in LATE):
        reader.cast.loose = sentence.place in LATE
        _read_sentence(reader, sentence)
    own = outlet.casefold()
    named = (
        replace(a, speaker=str(reader.cast.signed(reader.cast.known[key])) or a.speaker) for key, a in reader.found
    )
    found = _ordered(a for a in named if not own or a.speaker.casefold() != own)
    found = _ordered([*found, *run_on(document, reader.quotes, _spoken(reader.quotes, found), found)])
    return _ordered([*found, *go_on(document, found)])


def _ordered(found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    return tuple(sorted(found, key=lambda a: (a.content.start, -a.content.end)))


def _spoken(quotes: tuple[Span, ...], found: Iterable[Attribution]) -> dict[Span, Attribution]:
    """Quotation -> who spoke it: the first that is credited with some of it."""
    spoken: dict[Span, Attribution] = {}
    for a in found:
        for quote in touching(quotes, a.content):
            spoken.setdefault(quote, a)
    return spoken


def _read_sentence(reader: Reader, sentence: Sentence) -> None:
    if not might_credit(sentence.text, reader.lexicon):
        return
    reading = reading_of(sentence, reader.lexicon)
    outer: tuple[Credit, Speaker] | None = None
    waiting = list(mentioned(reading))
    for credit in read_credits(reading):
        _meet(reader, reading, waiting, credit)
        speaker = _credit(reader, reading, credit)
        if speaker is not None and (outer is None or not _within(credit, outer[0])):
            outer = credit, speaker
    if outer is not None:
        reader.cast.last = reader.cast.known[outer[1].key]
    _notice(reader, reading)


def _meet(reader: Reader, reading: Reading, waiting: list[Group], credit: Credit) -> None:
    """Those named in the sentence before who is credited may be "its" and "the ministry's"."""
    reader.cast.here.clear()
    opening = credit.group.first if credit.group else credit.first
    while waiting and waiting[0].last < opening:
        speaker = reader.cast.refresh(reading, waiting.pop(0))
        if speaker is not None:
            reader.cast.here.append(speaker.key)


def _within(inner: Credit, outer: Credit) -> bool:
    """Who is credited stands in what somebody else is credited with."""
    return inner.group is not None and outer.begin <= inner.group.first and inner.group.last < outer.end


def _credit(reader: Reader, reading: Reading, credit: Credit) -> Speaker | None:
    """Record who is credited, once it is known who that is and something is said; answers with the speaker."""
    tokens, group = reading.tokens, credit.group
    content = _trimmed(reader.document.text, Span(tokens[credit.begin].span.start, tokens[credit.end - 1].span.end))
    speaker, looked_back = _speaker(reader, reading, credit)
    if speaker is None or content.start == content.end or not (group or str(speaker)):
        return None
    _note_paper(reader, reading, credit, speaker)
    made = Attribution(
        speaker=str(speaker) or (text(reading, group.first, group.last) if group else ""),
        speaker_span=Span(tokens[group.first].span.start, tokens[group.last].span.end) if group else None,
        content=content,
        cue=Span(tokens[credit.first].span.start, tokens[credit.last].span.end),
        kind=credit.cue.kind,
        inherited=looked_back,
    )
    reader.found.append((speaker.key, made))
    return speaker


def _speaker(reader: Reader, reading: Reading, credit: Credit) -> tuple[Speaker | None, bool]:
    """Who is credited, and whether that took looking back; where the text does not say, whoever spoke last."""
    group = credit.group
    if group is None:
        return reader.cast.last, True
    if reading.word(group.core.head) in FIRST_PERSON or not _credible(reading, credit, group):
        return None, False
    speaker, looked_back = reader.cast.credit(reading, group)
    return speaker, looked_back


def _note_paper(reader: Reader, reading: Reading, credit: Credit, speaker: Speaker) -> None:
    """ "The board said in a letter", "the board published a report": "the letter" is the board's."""
    near = [*range(credit.last, min(credit.last + ADJUNCT, len(reading.tokens))), *range(2)]
    for at in near:
        phrase = reading.starting.get(at + 1)
        head = reading.head_lemma(phrase) if phrase else ""
        if head not in reading.lexicon.documents or speaker.sort is Sort.DOCUMENT:
            continue
        if reading.word(at) == "in" or (at == credit.last and reading.lemma(at) in reading.lexicon.light):
            reader.cast.papers[head] = speaker


def _credible(reading: Reading, credit: Credit, group: Group) -> bool:
    """ "Divers found", "the toll suggests": only who can speak finds, counts and suggests; whoever "says" speaks."""
    head = group.core.head
    if reading.is_time(group.core) or _measure(reading, head) or reading.word(group.first) in NOBODY:
        return False
    if reading.tag(head) in UNNAMED and not credit.beside and not some(reading, group):
        return False
    doubtful = credit.cue.weak or credit.cue.kind in DOUBTFUL or credit.cue.frames == {"object"}
    return credit.beside or not doubtful or can_speak(reading, group)


def _measure(reading: Reading, head: int) -> bool:
    """ "41", "1.9bn"."""
    glued = head > 0 and reading.tokens[head - 1].span.end == reading.tokens[head].span.start
    return reading.word(head)[:1].isdigit() or (glued and reading.word(head - 1)[:1].isdigit())


def _trimmed(text: str, span: Span) -> Span:
    """Without the comma before the speaker and the spaces around."""
    start, end = span.start, span.end
    while end > start and text[end - 1] in EDGES:
        end -= 1
    while start < end and text[start] in EDGES:
        start += 1
    return Span(start, end)


def _notice(reader: Reader, reading: Reading) -> None:
    """Who is named in the sentence, and above all who acts in it, may be "she" in the next one."""
    last = reader.cast.last
    for group in mentioned(reading):
        reader.cast.refresh(reading, group)
    at = next((n for n in range(len(reading.tokens)) if reading.tag(n) in FINITE), None)
    subject = subject_before(reading, verb_group(reading, at).first) if at else None
    if subject and reading.tag(subject.core.head) != "PNP" and can_speak(reading, subject):
        reader.cast.meet(reading, subject)
    if last is not None and reader.cast.last is last:
        reader.cast.again(last)
