"""Credits and acts -> claims: what a document states that could be checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.claims.acts import Act, Acts, acts, acts_in, main_act
from pipeline.claims.dates import event_on
from pipeline.claims.lexicon import Lexicon, lexicon
from pipeline.claims.phrases import FINITE, Reading, bare, reading_of
from pipeline.claims.polarity import is_positive, modality
from pipeline.claims.roles import text
from pipeline.claims.stance import stance
from pipeline.claims.statements import MATTER, Statement, statements
from pipeline.claims.weight import Features, weigh
from pipeline.claims.words import might_state
from pipeline.language import Document, Sentence
from pipeline.model import Attribution, Claim, Modality, Place

#: word classes that carry content
CONTENT = ("NN", "NP", "VV", "AJ", "CRD", "ORD", "UNC")
#: how a speaker begins who is one of many
ONE_OF_MANY = ("a ", "an ", "some ", "many ", "one ", "two ", "three ", "several ", "most ", "few ", "people")
#: how sure a kind of cue leaves what is said; the others assert it
SURENESS = {
    "accuse": Modality.ALLEGED,
    "demand": Modality.HYPOTHETICAL,
    "promise": Modality.EXPECTED,
    "estimate": Modality.ESTIMATED,
    "warn": Modality.EXPECTED,
    "suggest": Modality.ESTIMATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the reading of one document needs at hand."""

    document: Document
    lexicon: Lexicon
    acts: Acts
    outlet: str
    published_at: datetime | None
    #: first sentence of each block
    openings: frozenset[int]

    def opens(self, sentence: Sentence) -> bool:
        """It is the first of its paragraph."""
        return sentence.index in self.openings


def read_claims(
    document: Document, attributions: Sequence[Attribution], *, outlet: str = "", published_at: datetime | None = None
) -> tuple[Claim, ...]:
    """The claims of a document in the order of the text; captions state nothing.

    A claim that nobody is credited with has its doer as speaker when it is an act, else `outlet`; `credited` is False.
    """
    language = document.language
    context = Context(
        document=document,
        lexicon=lexicon(language),
        acts=acts(language),
        outlet=outlet,
        published_at=published_at,
        openings=frozenset({s.block: s.index for s in reversed(document.sentences)}.values()),
    )
    found: list[Claim] = []
    for sentence, credited in _by_sentence(document, attributions):
        if sentence.place is Place.CAPTION or not (credited or might_state(sentence.text, context.acts)):
            continue
        reading = reading_of(sentence, context.lexicon)
        said = statements(sentence, reading, credited, context.acts)
        found.extend(_claim(context, statement) for statement in said)
    return tuple(found)


def _by_sentence(
    document: Document, attributions: Sequence[Attribution]
) -> Iterator[tuple[Sentence, list[Attribution]]]:
    """Each sentence with the credits whose words reach into it."""
    waiting = sorted(attributions, key=lambda a: (a.content.start, -a.content.end))
    at, reaching = 0, list[Attribution]()
    for sentence in document.sentences:
        while at < len(waiting) and waiting[at].content.start < sentence.span.end:
            reaching.append(waiting[at])
            at += 1
        reaching = [a for a in reaching if a.content.end > sentence.span.start]
        yield sentence, [a for a in reaching if a.content.overlaps(sentence.span)]


def _claim(context: Context, statement: Statement) -> Claim:
    reading, first, last = statement.reading, statement.first, statement.last
    found = tuple(acts_in(reading, first, last, context.acts))
    credit = statement.credit
    speaker = (credit.speaker if credit else statement.doer) or context.outlet
    participants = tuple(_participants(reading))
    side, mode = stance(statement), _modality(statement)
    weight = weigh(_features(context, statement, len(participants)))
    published = context.published_at.date() if context.published_at else None
    return Claim(
        text=statement.span.of(context.document.text),
        speaker=speaker,
        credited=credit is not None,
        stance=side,
        act=_act(statement, found),
        participants=participants,
        positive=is_positive(reading, first, last),
        modality=mode,
        event_on=event_on(statement.sentence.text, published, context.document.language),
        terms=frozenset(_terms(reading, first, last, found)),
        weight=weight,
        place=statement.sentence.place,
        span=statement.span,
        sentence=statement.sentence.span,
    )


def _act(statement: Statement, found: Sequence[Act]) -> str | None:
    """The first act that the statement names; a denial of what stands in it is one itself."""
    return "deny" if statement.denied else next((a.name for a in found), None)


def _modality(statement: Statement) -> Modality:
    if statement.denied:
        return Modality.DENIED
    by_cue = SURENESS.get(statement.credit.kind) if statement.credit else None
    return by_cue or modality(statement.reading, statement.first, statement.last)


def _participants(reading: Reading) -> Iterator[str]:
    """Names and roles of the sentence, each once."""
    seen: set[str] = set()
    lexicon = reading.lexicon
    for phrase in reading.phrases:
        head = reading.head_lemma(phrase)
        takes_part = reading.is_name(phrase) or head in lexicon.person or head in lexicon.bodies
        if not takes_part or reading.is_time(phrase) or reading.tag(phrase.head) in {"PNP", "PNI"}:
            continue
        first = phrase.first + (reading.tag(phrase.first) in {"AT0", "DPS", "DT0"} and phrase.first < phrase.last)
        name = text(reading, first, phrase.last)
        if name not in seen:
            seen.add(name)
            yield name


def _terms(reading: Reading, first: int, last: int, found: Sequence[Act]) -> Iterator[str]:
    """Lemmas of the words that carry content, acts by their class, numbers without separators."""
    named = {a.at: a.name for a in found}
    for at in range(first, last):
        if at in named:
            yield "@" + named[at]
        elif reading.tag(at).startswith(CONTENT) and not reading.is_sign(at):
            word = bare(reading.lemma(at))
            yield word.replace(",", "") if word[:1].isdigit() else word


def _own_act(context: Context, statement: Statement) -> str | None:
    """What the statement itself says was done: "he said" inside it is no part of that."""
    reading, credit = statement.reading, statement.credit
    cue = credit.cue if credit and credit.kind not in MATTER else None
    words = [at for at in range(statement.first, statement.last) if not (cue and cue.overlaps(reading.tokens[at].span))]
    return main_act(reading, words, context.acts)


def _features(context: Context, statement: Statement, n_participants: int) -> Features:
    credit, reading, sentence = statement.credit, statement.reading, statement.sentence
    return Features(
        language=context.document.language,
        index=sentence.index,
        n_sentences=len(context.document.sentences),
        opens=context.opens(sentence),
        being=next((tag for tag in reading.tags if tag in FINITE), "").startswith("VB"),
        credited=credit is not None,
        unnamed=credit is not None and credit.speaker.lower().startswith(ONE_OF_MANY),
        inherited=credit is not None and credit.cue is None,
        strength=context.acts.strength.get(_own_act(context, statement) or "", 0.0),
        n_participants=n_participants,
        n_words=statement.last - statement.first,
        n_sentence=len(sentence.text.split()),
        number=any(t.tag == "CRD" for t in reading.tokens[statement.first : statement.last]),
        words=frozenset(reading.lower),
    )
