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
from pipeline.claims.roles import Speaker, can_speak
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
    named = (replace(a, speaker=str(reader.cast.known[key])) for key, a in reader.found)
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
    for credit in read_credits(reading):
        _credit(reader, reading, credit)
    _notice(reader, reading)


def _credit(reader: Reader, reading: Reading, credit: Credit) -> None:
    """Record who is credited, once it is known who that is and something is said."""
    tokens, group = reading.tokens, credit.group
    content = _trimmed(reader.document.text, Span(tokens[credit.begin].span.start, tokens[credit.end - 1].span.end))
    speaker, looked_back = _speaker(reader, reading, credit)
    if speaker is None or content.start == content.end:
        return
    _note_paper(reader, reading, credit, speaker)
    made = Attribution(
        speaker=str(speaker),
        speaker_span=Span(tokens[group.first].span.start, tokens[group.last].span.end) if group else None,
        content=content,
        cue=Span(tokens[credit.first].span.start, tokens[credit.last].span.end),
        kind=credit.cue.kind,
        inherited=looked_back,
    )
    reader.found.append((speaker.key, made))


def _speaker(reader: Reader, reading: Reading, credit: Credit) -> tuple[Speaker | None, bool]:
    """Who is credited, and whether that took looking back; where the text does not say, whoever spoke last."""
    group = credit.group
    if group is None:
        return reader.cast.last, True
    if reading.word(group.core.head) in FIRST_PERSON or not _credible(reading, credit, group):
        return None, False
    speaker, looked_back = reader.cast.credit(reading, group)
    return (speaker if speaker is not None and str(speaker) else None), looked_back


def _note_paper(reader: Reader, reading: Reading, credit: Credit, speaker: Speaker) -> None:
    """ "The board said in a letter": "the letter" is the board's."""
    for at in range(credit.last + 1, min(credit.last + ADJUNCT, len(reading.tokens))):
        phrase = reading.starting.get(at + 1)
        if reading.word(at) == "in" and phrase and reading.head_lemma(phrase) in reading.lexicon.documents:
            reader.cast.papers[reading.head_lemma(phrase)] = speaker


def _credible(reading: Reading, credit: Credit, group: Group) -> bool:
    """ "Divers found", "the toll suggests": only who can speak finds, counts and suggests; whoever "says" speaks."""
    head = group.core.head
    if reading.is_time(group.core) or (reading.tag(head) in {"CRD", "PNI", "DT0"} and not credit.beside):
        return False
    doubtful = credit.cue.weak or credit.cue.kind in {"find", "estimate", "suggest"} or credit.cue.frames == {"object"}
    return credit.beside or not doubtful or can_speak(reading, group)


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
        reader.cast.meet(reading, group)
    at = next((n for n in range(len(reading.tokens)) if reading.tag(n) in FINITE), None)
    subject = subject_before(reading, verb_group(reading, at).first) if at else None
    if subject and reading.tag(subject.core.head) != "PNP" and can_speak(reading, subject):
        reader.cast.meet(reading, subject)
    if last is not None and reader.cast.last is last:
        reader.cast.again(last)
