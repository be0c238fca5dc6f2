"""The digest of one story for one period: which sentences come first, which are left to the appendix. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from pipeline.extract import Aligned
from pipeline.model import Checked, Flag, FlagKind, Ledger, Mark, Relation, Story
from pipeline.report.inputs import BlindPeriod, CollectedArticle, Findings, Lost, Period, ReportedFlag
from pipeline.report.marks import CONTESTED, OUTDATED, distinct
from pipeline.report.rows import Heard, Outdated, Row, corroborated, disputed, rows, stale

COPIES = (Relation.IDENTICAL, Relation.SYNDICATED, Relation.EXPANDED, Relation.PARTIAL)
#: a sentence that raised several flags is shown once, under the first of these
ORDER = (
    FlagKind.FIGURE_CHANGED,
    FlagKind.FIGURE_CONFLICT,
    FlagKind.CLAIM_DENIED,
    FlagKind.ARTICLE_RETRACTED,
    FlagKind.ARTICLE_CORRECTED,
    FlagKind.ARTICLE_REVISED,
    FlagKind.ARTICLE_RESTORED,
    FlagKind.FIGURE_NEW,
    FlagKind.CLAIM_NEW,
    FlagKind.SOURCE_BLIND,
)
#: items shown of each kind before the rest goes to the appendix: what one screen holds of what is merely new
LONGEST = {FlagKind.FIGURE_NEW: 8, FlagKind.CLAIM_NEW: 8}
LONGEST_ELSE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One sentence worth an editor's look, with all the flags that it raised."""

    lead: ReportedFlag
    #: what else the same sentence says that is news
    also: tuple[ReportedFlag, ...] = ()
    #: earlier changes of the same series in the period, oldest first
    earlier: tuple[ReportedFlag, ...] = ()

    @property
    def flags(self) -> tuple[ReportedFlag, ...]:
        """The flags that its sentence raised."""
        return (self.lead, *self.also)

    @property
    def changes(self) -> tuple[Aligned, ...]:
        """The text beside that of the version before, when one of the flags is about the text itself."""
        return next((f.changes for f in self.flags if f.changes), ())

    @property
    def whole(self) -> Flag:
        """The lead's flag with the value that the series had before the period; the lead's own when it came back."""
        first = self.earlier[0].flag.old if self.earlier else None
        return replace(self.lead.flag, old=first) if first and first != self.lead.flag.new else self.lead.flag


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCount:
    """What one outlet brought."""

    outlet: str
    articles: tuple[CollectedArticle, ...]
    n_copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The report of one story for one period, ready to be set as text."""

    story: Story
    period: Period
    changed: tuple[Item, ...]
    conflicts: tuple[Item, ...]
    denials: tuple[Item, ...]
    #: corrected, retracted and revised articles
    articles: tuple[Item, ...]
    new_figures: tuple[Item, ...]
    new_claims: tuple[Item, ...]
    #: items of less weight, left out above
    appendix: tuple[Item, ...]
    #: the seed article against the ledger; None when its text is not known
    own: Checked | None
    #: what in it is out of date, and what somebody contests
    superseded: tuple[Mark, ...]
    contested: tuple[Mark, ...]
    #: values whose only support was taken back in the period
    lost: tuple[Lost, ...]
    #: reports of the period that still carry an old figure
    stale: tuple[Outdated, ...]
    corroborated: tuple[Heard, ...]
    disputed: tuple[Heard, ...]
    ledger: Ledger
    rows: tuple[Row, ...]
    #: most productive first
    outlets: tuple[OutletCount, ...]
    n_articles: int
    n_copies: int
    blind: tuple[BlindPeriod, ...]
    #: flags about sources that went silent, though none of `blind` tells it
    silent: tuple[Item, ...]
    #: sources that are polled, and how many of them were never asked yet
    n_sources: int
    n_unasked: int

    @property
    def is_quiet(self) -> bool:
        """Nothing happened that a human should look at."""
        return not (self.changed or self.conflicts or self.denials or self.articles or self.has_news)

    @property
    def has_news(self) -> bool:
        """Something is new, though nothing that was known has moved."""
        return bool(self.new_figures or self.new_claims)


def compose(*, story: Story, ledger: Ledger, findings: Findings, period: Period) -> Digest:
    """The digest of `story`, from what the period brought and the ledger as it stands now.

    Flags that a human dismissed are left out. A report belongs to the period when its URL is among `findings.articles`.
    """
    flags = [f for f in findings.flags if f.state != "dismissed"]
    items = _items(flags)
    moved = {f.flag.series_n for f in flags if f.flag.kind is FlagKind.FIGURE_CHANGED and f.flag.series_n}
    by_kind = _by_kind([i for i in items if not _is_overtaken(i, moved)])
    shown = {kind: items[: LONGEST.get(kind, LONGEST_ELSE)] for kind, items in by_kind.items()}
    rest = [item for kind, items in by_kind.items() for item in items[LONGEST.get(kind, LONGEST_ELSE) :]]
    # an article that was seen in several versions is one, and what it was at first: a copy stays a copy
    articles = list({a.url: a for a in reversed(findings.articles)}.values())
    urls = {a.url for a in articles}
    about_articles = [kind for kind in ORDER if kind.value.startswith("article.")]
    return Digest(
        story=story,
        period=period,
        changed=tuple(shown[FlagKind.FIGURE_CHANGED]),
        conflicts=tuple(shown[FlagKind.FIGURE_CONFLICT]),
        denials=tuple(shown[FlagKind.CLAIM_DENIED]),
        articles=tuple(item for kind in about_articles for item in shown[kind]),
        new_figures=tuple(shown[FlagKind.FIGURE_NEW]),
        new_claims=tuple(shown[FlagKind.CLAIM_NEW]),
        appendix=(*rest, *(i for i in items if _is_overtaken(i, moved))),
        own=findings.own,
        superseded=distinct(findings.own, OUTDATED) if findings.own else (),
        contested=distinct(findings.own, CONTESTED) if findings.own else (),
        lost=tuple(loss for loss in findings.lost if period.covers(loss.at)),
        stale=stale(ledger, urls),
        corroborated=corroborated(ledger, urls),
        disputed=disputed(ledger, urls),
        ledger=ledger,
        rows=rows(ledger, moved),
        outlets=_outlets(articles),
        n_articles=len(articles),
        n_copies=sum(a.relation in COPIES for a in articles),
        blind=tuple(sorted(findings.blind, key=lambda b: (b.since, b.source, b.url))),
        n_sources=findings.n_sources,
        n_unasked=findings.n_unasked,
        silent=tuple(i for i in shown[FlagKind.SOURCE_BLIND] if i.lead.url not in {b.url for b in findings.blind}),
    )


def _is_overtaken(item: Item, moved: Set[int]) -> bool:
    """A change of the same series in the same period is told instead."""
    return item.lead.flag.kind is not FlagKind.FIGURE_CHANGED and all(
        f.state == "superseded" and f.flag.series_n in moved for f in item.flags
    )


def _by_kind(items: Sequence[Item]) -> dict[FlagKind, list[Item]]:
    """Items of each kind, the weightiest first, then the latest; doubted ones at the end."""
    ranked = sorted(items, key=lambda i: (i.lead.rank, -i.lead.fetched_at.timestamp(), i.lead.id))
    return {kind: [i for i in ranked if i.lead.flag.kind is kind] for kind in ORDER}


def _items(flags: Sequence[ReportedFlag]) -> list[Item]:
    """One item a sentence, and one a series that changed more than once."""
    sentences: dict[tuple[object, ...], list[ReportedFlag]] = {}
    for reported in sorted(flags, key=lambda f: (f.fetched_at, f.id)):
        sentences.setdefault(_sentence_key(reported), []).append(reported)
    return _one_a_series([_item(found) for found in sentences.values()])


def _sentence_key(reported: ReportedFlag) -> tuple[object, ...]:
    sentence = reported.flag.sentence
    return (reported.url, reported.fetched_at, sentence) if sentence else (reported.id,)


def _item(flags: Sequence[ReportedFlag]) -> Item:
    lead, *also = sorted(flags, key=lambda f: (ORDER.index(f.flag.kind), f.rank, f.id))
    return Item(lead=lead, also=tuple(also))


def _one_a_series(items: Sequence[Item]) -> list[Item]:
    """Later changes of a series take in the earlier ones; `items` are in time order."""
    last: dict[int, Item] = {}
    kept: list[Item] = []
    for item in items:
        n = item.lead.flag.series_n
        if item.lead.flag.kind is not FlagKind.FIGURE_CHANGED or n is None:
            kept.append(item)
            continue
        before = last.get(n)
        steps = (*before.earlier, before.lead) if before else ()
        kept += [_item(before.also)] if before and before.also else []
        last[n] = Item(lead=item.lead, also=item.also, earlier=steps)
    return kept + list(last.values())


def _outlets(articles: Sequence[CollectedArticle]) -> tuple[OutletCount, ...]:
    found: dict[str, list[CollectedArticle]] = {}
    for article in sorted(articles, key=lambda a: (a.published_at, a.url)):
        found.setdefault(article.outlet, []).append(article)
    counts = (
        OutletCount(outlet=name, articles=tuple(listed), n_copies=sum(a.relation in COPIES for a in listed))
        for name, listed in found.items()
    )
    return tuple(sorted(counts, key=lambda o: (-len(o.articles), o.outlet)))
