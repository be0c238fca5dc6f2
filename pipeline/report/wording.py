"""The words that every form of a report shares: kinds, headings, who says it, and what happened in one sentence."""

from collections.abc import Sequence

from pipeline.model import Flag, FlagKind, Hearing, Opinion, Point, Relation, Standing
from pipeline.report.digest import Digest, Item
from pipeline.report.inputs import ReportedFlag
from pipeline.report.plain import Piece, counted, in_quotes, label, listed, quotation
from pipeline.report.quantities import change_words, quantity_words
from pipeline.report.rows import Heard, Row

KINDS = {
    FlagKind.FIGURE_NEW: "new figure",
    FlagKind.FIGURE_CHANGED: "changed",
    FlagKind.FIGURE_CONFLICT: "conflict",
    FlagKind.CLAIM_NEW: "new claim",
    FlagKind.CLAIM_DENIED: "denied",
    FlagKind.ARTICLE_REVISED: "revised",
    FlagKind.ARTICLE_CORRECTED: "corrected",
    FlagKind.ARTICLE_RETRACTED: "retracted",
    FlagKind.ARTICLE_RESTORED: "restored",
    FlagKind.SOURCE_BLIND: "blind",
}
STANDINGS = {
    Standing.NEW: "first",
    Standing.CHANGED: "changed",
    Standing.REFINED: "refined",
    Standing.CONFLICT: "conflict",
    Standing.RESTATED: "restated",
    Standing.STALE: "old figure",
    Standing.EXPLAINED: "explained",
    Standing.UNSURE: "unsure",
    Standing.UNMOVED: "denied",
    Standing.COPIED: "copy",
}
RELATIONS = {
    Relation.IDENTICAL: "a copy of",
    Relation.SYNDICATED: "a copy of",
    Relation.PARTIAL: "partly a copy of",
    Relation.EXPANDED: "an expanded copy of",
    Relation.REVISED: "a later version of",
}
#: a reason may quote a whole sentence
LONGEST_REASON = 400
#: assertions shown before the rest is folded away
LONGEST_HEARD = 6
#: rows of the ledger shown before the rest is folded away
LONGEST_TABLE = 12
#: quotations in which a human should see the number at once
NUMERIC = (FlagKind.FIGURE_NEW, FlagKind.FIGURE_CHANGED, FlagKind.FIGURE_CONFLICT)


def subject(flag: Flag) -> str:
    """What the flag's figure measures: "overseas police stations, in Europe"."""
    parts = [label(p) for p in (flag.concept, flag.scope) if p]
    return ", ".join(parts) or "a figure"


def figure_words(flag: Flag) -> str:
    """The new value: "at least 13"; the phrase itself where there is none."""
    return quantity_words(flag.new) if flag.new else label(flag.text)


def difference(flag: Flag) -> str:
    """ "up 48 (+89 %)"; "" where there is nothing to compare, or two speakers are compared."""
    if flag.kind is FlagKind.FIGURE_CONFLICT or not flag.old or not flag.new:
        return ""
    return change_words(flag.old, flag.new)


def old_words(flag: Flag) -> str:
    """The value left behind or contradicted; "" when there is none."""
    return quantity_words(flag.old) if flag.old else ""


def name_words(row: Row) -> str:
    """The name of a series with its scope, where the name does not say it already."""
    name, scope = label(row.series.name), label(row.series.scope)
    return f"{name}, {scope}" if scope and scope.lower() not in name.lower() else name


def who(reported: ReportedFlag) -> str:
    """Who is credited, else the outlet."""
    return label(reported.flag.speaker or reported.outlet)


def is_credited(reported: ReportedFlag) -> bool:
    """Somebody else than the outlet is credited."""
    return bool(reported.flag.speaker) and reported.flag.speaker != reported.outlet


def reasons(flags: Sequence[ReportedFlag]) -> list[str]:
    """Why the flags are news, each reason once."""
    return list(dict.fromkeys(label(f.flag.why, LONGEST_REASON) for f in flags if f.flag.why))


def opinions(flags: Sequence[ReportedFlag]) -> list[str]:
    """What second opinions say of the flags, each once; what was discarded is not told."""
    given = (f.opinion for f in flags if f.opinion is not None and f.opinion.hearing is Hearing.GIVEN)
    return list(dict.fromkeys(opinion_words(said) for said in given))


def opinion_words(said: Opinion) -> str:
    """ "qwen doubts it (“102 countries have joined”): The 102 are countries. In short: ..."."""
    cited = "".join(p.text for p in in_quotes((Piece(label(said.cited), False),)))
    verdict = f"{label(said.model) or 'it'} {'doubts it' if said.doubts else 'lets it stand'} ({cited})"
    summary = f"In short: {said.summary}" if said.summary else ""
    told = [ended(label(words, LONGEST_REASON)) for words in (said.reason, summary) if words]
    return f"{verdict}: {' '.join(told)}" if told else verdict


def ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def quoted(item: Item) -> tuple[Piece, ...]:
    """The verbatim sentence of an item, its numbers marked."""
    numbers = [f.flag.text for f in item.flags if f.flag.kind in NUMERIC]
    return quotation(item.lead.flag.sentence or item.lead.flag.text, numbers)


def stated(heard: Heard) -> str:
    """An assertion between quotation marks."""
    return "".join(p.text for p in in_quotes((Piece(label(heard.assertion.text), False),)))


def outlet_words(point: Point) -> str:
    """Who published a mention; a story may have been opened with a text of no outlet."""
    return label(point.outlet) or "the text that opened the story"


def point_quoted(point: Point) -> tuple[Piece, ...]:
    """The verbatim sentence of a mention, its number marked."""
    figure = point.figure
    start = figure.span.start - figure.sentence.start
    phrase = point.sentence[start : start + figure.span.end - figure.span.start] if start >= 0 else ""
    return quotation(point.sentence, [phrase])


def summary(digest: Digest) -> str:
    """What happened, in one sentence; that nothing did is said plainly."""
    if digest.is_quiet:
        return f"Nothing changed: no figure moved and nobody made a new claim or denied one. {read_words(digest)}"
    counts = [
        counted(len(digest.changed), "changed figure"),
        counted(len(digest.conflicts), "conflict"),
        counted(len(digest.denials), "denial"),
        counted(len(digest.articles), "altered article"),
        counted(n_all(digest, FlagKind.FIGURE_NEW), "new figure"),
        counted(n_all(digest, FlagKind.CLAIM_NEW), "new claim"),
    ]
    said = listed([c for c in counts if not c.startswith("no ")])
    return f"{said[0].upper()}{said[1:]}. {read_words(digest)}"


def n_all(digest: Digest, kind: FlagKind) -> int:
    """Flags of a kind, wherever they are shown."""
    shown = (*digest.changed, *digest.conflicts, *digest.denials, *digest.articles, *digest.new_figures)
    items = (*shown, *digest.new_claims, *digest.appendix)
    return sum(f.flag.kind is kind for item in items for f in item.flags)


def read_words(digest: Digest) -> str:
    """How much was read: "Read: 12 articles from 5 outlets, 4 of them copies."."""
    if not digest.n_articles:
        return "No article on the story was collected."
    copies = f", {digest.n_copies} of them {'a copy' if digest.n_copies == 1 else 'copies'}" if digest.n_copies else ""
    return f"Read: {counted(digest.n_articles, 'article')} from {counted(len(digest.outlets), 'outlet')}{copies}."


def seen_words(digest: Digest) -> str:
    """Whether all could be seen, where nothing is known that could not."""
    if not digest.n_sources:
        return "No source is polled for this story."
    if digest.n_unasked == digest.n_sources:
        return "No source was asked yet."
    waiting = f" {counted(digest.n_unasked, 'source')} not asked yet." if digest.n_unasked else ""
    return f"Every source that was asked answered.{waiting}" if waiting else "Every source answered."
