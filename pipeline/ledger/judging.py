"""Figures of one version, judged against the ledger one after another, each seeing what the ones before it changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ledger import rules, wording, worth
from pipeline.ledger.beside import repeated
from pipeline.ledger.called import Called, called
from pipeline.ledger.context import Context
from pipeline.ledger.copies import Original, is_copy, same_place_in_sentence
from pipeline.ledger.mention import Mention, mention_of
from pipeline.ledger.parties import is_one_party
from pipeline.ledger.rulings import Rulings, rulings_of
from pipeline.ledger.series import ABOVE_THE_BODY, Match, contrasted, match, total_of
from pipeline.ledger.shelf import Shelf, opened
from pipeline.ledger.values import LOOSE
from pipeline.ledger.voices import voice_of
from pipeline.model import (
    Copy,
    Figure,
    FigureDecision,
    Flag,
    FlagKind,
    Ledger,
    Place,
    Relation,
    Role,
    Series,
    Standing,
    Version,
)

#: the body is read before what rounds it
READ = (Place.BODY, Place.TABLE, Place.LIST, Place.NOTICE, Place.DECK, Place.HEADLINE, Place.CAPTION)
ORDER = {place: n for n, place in enumerate(READ)}


@dataclass(frozen=True, kw_only=True)
class Article:
    """The version in hand and what is at hand to judge it with."""

    version: Version
    original: Original
    figures: Sequence[Figure]
    shelf: Shelf
    context: Context
    rulings: Rulings
    called: Called


def judge_figures(
    ledger: Ledger, version: Version, copy: Copy, figures: Sequence[Figure], *, context: Context
) -> tuple[FigureDecision, ...]:
    """What the ledger makes of each figure, in the order in which they are to be applied."""
    shelf = Shelf(ledger)
    article = Article(
        version=version,
        original=Original(copy),
        figures=figures,
        shelf=shelf,
        context=context,
        rulings=rulings_of(ledger),
        called=called(ledger, figures),
    )
    voice, home = voice_of(version, copy), context.home
    decisions = []
    for figure in reading_order(figures):
        mention = mention_of(figure, version, voice, home)
        decision = judge(mention, article)
        shelf.enter(decision, mention)
        decisions.append(decision)
    return tuple(decisions)


def reading_order(figures: Sequence[Figure]) -> list[Figure]:
    """Body before headline, totals before the increments that explain them, exact values before what rounds them."""
    return sorted(figures, key=lambda f: (ORDER[f.place], f.role is Role.INCREMENT, f.bound in LOOSE, f.span))


def judge(mention: Mention, article: Article) -> FigureDecision:
    """One figure."""
    original, shelf = article.original, article.shelf
    if original.shares(mention.figure.sentence, article.version) or original.keeps(mention) or tops(mention, original):
        return copied(mention, original)
    likely, found = series_of(mention, article), altered(mention, original, shelf)
    if original.copy.relation is Relation.REVISED and likely and likely.recalls(mention):
        found = None  # the outlet went back to what was known
    case = rules.Case(
        mention=mention,
        match=found or likely,
        total=total_of(mention, shelf),
        repeats=repeated(mention.figure, article.figures, article.version),
        altered=found is not None,
        revised=original.copy.relation is Relation.REVISED,
    )
    return decided(case, rules.outcome(case), article)


def series_of(mention: Mention, article: Article) -> Match | None:
    """The series by the user's word, else the likeliest."""
    shelf, partners = article.shelf, article.rulings.partners(mention)
    if partners is not None:
        return next((Match(portrait=p, confidence=1.0) for p in shelf.holding(partners)), None)
    likely = match(mention, shelf, article.figures)
    if likely is None or not likely.sure:
        likely = contrasted(mention, article.figures, shelf) or likely
    return likely


def copied(mention: Mention, original: Original) -> FigureDecision:
    outlet = original.copy.of.version.outlet if original.copy.of else "another version"
    return FigureDecision(
        figure=mention.figure,
        standing=Standing.COPIED,
        series_n=None,
        why=f"The sentence stands in {outlet}'s text, of which this is a copy.",
        confidence=1.0,
    )


def tops(mention: Mention, original: Original) -> bool:
    """Above the body of a copy stands what its body says, in somebody else's words."""
    return is_copy(original.copy) and mention.figure.place in ABOVE_THE_BODY


def altered(mention: Mention, original: Original, shelf: Shelf) -> Match | None:
    """The series of the number that stands in the same place of the copied sentence."""
    before = original.altered(mention.sentence)
    if before is None:
        return None
    for portrait, point in shelf.stating(mention.figure.unit, before):
        if same_place_in_sentence(mention.figure, mention.sentence, point.figure, before):
            return Match(portrait=portrait, confidence=1.0)
    return None


#: outcomes that open a series where none matches
OPENING = frozenset({Standing.NEW, Standing.CONFLICT})


def opens_series(case: rules.Case, outcome: rules.Outcome) -> bool:
    """Without a series for it: a first value, or an addition that the totals explain and that may come back."""
    explained = outcome.standing is Standing.EXPLAINED and case.repeats is None
    return case.match is None and (explained or outcome.standing in OPENING)


def decided(case: rules.Case, outcome: rules.Outcome, article: Article) -> FigureDecision:
    """The decision with its flag, when the outcome is news and worth a look."""
    opens = opened(article.shelf.next_n, case.mention) if opens_series(case, outcome) else None
    series = case.match.portrait.series if case.match else opens
    decision = FigureDecision(
        figure=case.figure,
        standing=outcome.standing,
        series_n=series.n if series else None,
        why=outcome.why,
        confidence=round(case.match.confidence, 2) if case.match else 1.0,
        opens=opens,
    )
    kind = outcome.kind or rules.KIND.get(outcome.standing)
    known = article.rulings.settled(series_with(series, case.mention)) if kind and series else None
    if kind is None or known is None or known.muted or article.context.is_seed:
        return decision
    score = worth.of_figure(case.mention, article.version, article.context, known=case.match is not None)
    if score < article.context.threshold:
        return decision
    raised = flagged(kind, case, outcome, known)
    return replace(decision, flag=replace(raised, score=score, speaker=article.called.full(credited(case, article))))


def credited(case: rules.Case, article: Article) -> str:
    """Who is credited in the sentence, else mostly with the series, else with such a quantity here, else nearby."""
    figure = case.figure
    if figure.credited:
        return figure.speaker
    points = case.match.portrait.series.points if case.match and case.match.sure else ()
    akin = (f for f in article.figures if f.quantity is not None and f.quantity == figure.quantity)
    for known in ((p.figure for p in points), akin):
        speakers = Counter(f.speaker for f in known if f.credited and is_one_party(f.speaker)).most_common(1)
        if speakers:
            return speakers[0][0]
    return figure.speaker


def series_with(series: Series, mention: Mention) -> Series:
    """The series as it will stand with the mention."""
    return replace(series, points=(*series.points, mention.as_point(Standing.NEW)))


def flagged(kind: FlagKind, case: rules.Case, outcome: rules.Outcome, series: Series) -> Flag:
    """The flag of one piece of news."""
    figure, sentence = case.figure, case.mention.sentence
    start = figure.sentence.start
    return Flag(
        kind=kind,
        why=outcome.why,
        score=0.0,
        concept=series.name,
        scope=figure.scope,
        old=outcome.old,
        new=wording.quantity(figure),
        text=sentence[figure.span.start - start : figure.span.end - start],
        sentence=sentence,
        sentence_span=figure.sentence,
        series_n=series.n,
    )
