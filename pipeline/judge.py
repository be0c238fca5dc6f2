"""One visit, judged: is it on the story, whose copy is it, what does it say, what does that change?

Decides and writes nothing. What it must know is asked of `Knowledge`; what it finds is an `Outcome`.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Protocol

from pipeline import claims, dedupe, figures, ledger, relate, schedule
from pipeline.extract import Change, revision
from pipeline.language import parse
from pipeline.model import (
    Answer,
    Claim,
    Copy,
    FetchFailure,
    Figure,
    Flag,
    FlagKind,
    Judgement,
    Known,
    Ledger,
    Outcome,
    Page,
    Place,
    Profile,
    Quality,
    Relation,
    Relevance,
    Span,
    Story,
    Version,
    Visit,
)

#: the stories of the visits, indexed as they are met
SHELF = relate.Shelf()

#: copies of a whole article, which are on the stories that it is on
WHOLE = (Relation.IDENTICAL, Relation.SYNDICATED)
#: HTTP 410: the page is gone, and the server says that it means it
WITHDRAWN = 410
#: changes that a flag about an article tells in full
TOLD = 3
#: equal words that are told on either side of what changed
AROUND = 4
#: how a flag about an article itself begins
REVISED = {
    FlagKind.ARTICLE_RETRACTED: "taken back by",
    FlagKind.ARTICLE_CORRECTED: "corrected by",
    FlagKind.ARTICLE_REVISED: "changed without a note by",
}


class Knowledge(Protocol):
    """What is known when a visit is judged."""

    def stories(self, visit: Visit) -> Sequence[Story]:
        """The active stories that the visit may belong to."""
        ...

    def newcomers(self, visit: Visit) -> Sequence[Story]:
        """Those of its stories that have never judged the article: they took it up later."""
        ...

    def previous(self, visit: Visit) -> Known | None:
        """The version of the same article stored last."""
        ...

    def history(self, visit: Visit) -> Sequence[Known]:
        """The stored versions of the same article, the oldest first."""
        ...

    def was_on(self, visit: Visit) -> Set[str]:
        """The stories that the article was on when it was judged last."""
        ...

    def followed_by(self, known: Known) -> Set[str]:
        """The stories that the article of a stored version is on."""
        ...

    def is_taken_back(self, visit: Visit) -> bool:
        """The page was found gone, which was flagged, and has not been put back since."""
        ...

    def near(self, version: Version) -> Sequence[Known]:
        """Stored versions that share enough fingerprints to be worth a comparison, best first."""
        ...

    def boilerplate(self, outlet: str) -> Set[int]:
        """4-grams that an outlet prints again and again."""
        ...

    def ledger(self, story_id: str) -> Ledger: ...


@dataclass(frozen=True)
class Reading:
    """A version as the readers see it; read once, when the first story wants it."""

    version: Version

    @cached_property
    def _said(self) -> tuple[tuple[Figure, ...], tuple[Claim, ...]]:
        version = self.version
        document = parse(version.text, version.blocks, language=version.language)
        credited = claims.attribute(document, outlet=version.outlet)
        at = version.published_at
        return (
            figures.read_figures(document, credited, outlet=version.outlet, published_at=at),
            claims.read_claims(document, credited, outlet=version.outlet, published_at=at),
        )

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self._said[0]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self._said[1]


def judge(
    visit: Visit,
    answer: Answer,
    version: Version | None,
    known: Knowledge,
    context: ledger.Context,
    timetable: schedule.Timetable = schedule.Timetable(),
) -> Outcome:
    """What `answer` to `visit` means; `context` says which changes are worth a human's look.

    Without `version` a page is the one that was had last time.
    """
    if version is None or not isinstance(answer, Page):
        return unread(visit, answer, timetable)
    previous = known.previous(visit)
    if version.quality is not Quality.ARTICLE:
        return withdrawn(visit, answer, version, previous, known, timetable)
    is_new = previous is None or (
        previous.version.text != version.text and not is_flapping(version, known.history(visit))
    )
    restored = restored_flags(version, previous) if known.is_taken_back(visit) else ()
    stories = known.stories(visit) if is_new or restored else known.newcomers(visit)
    was_on = known.was_on(visit)
    reading = Reading(version)
    # to a newcomer the text is as new as on the first day: what it repeats is settled by other articles alone
    copied = cache(lambda: copy_of(version, previous if is_new else None, known))
    related = [
        given_relevance(story, visit, version) or staying(looked_at(story, relevance, reading, copied, known), was_on)
        for story, relevance in zip(stories, SHELF.relate(stories, version), strict=True)
    ]
    if restored and not is_new:
        judgements = tuple(Judgement(relevance=r, article_flags=restored) for r in related if r.on)
        due_at = schedule.next_visit_at(visit, answer.fetched_at, changed=True, timetable=timetable)
        return Outcome(visit=visit, answer=answer, version=version, judgements=judgements, due_at=due_at)
    if not any(r.on for r in related):
        judgements = tuple(Judgement(relevance=r) for r in related)
        due_at = (
            None if is_new else schedule.next_visit_at(visit, answer.fetched_at, changed=False, timetable=timetable)
        )
        return Outcome(visit=visit, answer=answer, version=version, is_new=is_new, judgements=judgements, due_at=due_at)

    copy = copied()
    return Outcome(
        visit=visit,
        answer=answer,
        version=version,
        is_new=is_new,
        copy=copy,
        judgements=tuple(
            judged(story, r, reading, copy, known.ledger(story.id), context, restored)
            if r.on
            else Judgement(relevance=r)
            for story, r in zip(stories, related, strict=True)
        ),
        due_at=schedule.next_visit_at(visit, answer.fetched_at, changed=is_new, timetable=timetable),
    )


def unread(visit: Visit, answer: Answer, timetable: schedule.Timetable) -> Outcome:
    """No new page came: unchanged by the server's word or byte for byte, or a failure."""
    if isinstance(answer, FetchFailure):
        due_at = schedule.next_try_at(visit, answer.at, retry_after_s=answer.retry_after_s, timetable=timetable)
    else:
        at = answer.fetched_at if isinstance(answer, Page) else answer.at
        due_at = schedule.next_visit_at(visit, at, changed=False, timetable=timetable)
    return Outcome(visit=visit, answer=answer, due_at=due_at)


def withdrawn(
    visit: Visit,
    answer: Page,
    version: Version,
    previous: Known | None,
    known: Knowledge,
    timetable: schedule.Timetable,
) -> Outcome:
    """A page without an article: a finding where there was one before, else an outcome of the visit.

    A text that is not there (404, the front page, a script's shell, a broken template) is missed only when it is missed
    twice, a while apart; 410 is the server's word that it is gone.
    """
    due_at = schedule.next_try_at(visit, answer.fetched_at, retry_after_s=None, timetable=timetable)
    is_missing = visit.is_missed or answer.status == WITHDRAWN
    flags = article_flags(previous.version, version) if previous is not None and is_missing else ()
    if not flags:
        return Outcome(visit=visit, answer=answer, version=version, due_at=due_at)
    was_on = Relevance(story_id="", score=1.0, on=True, reasons=("was on the story",))
    followed = known.was_on(visit)
    judgements = tuple(
        Judgement(relevance=replace(was_on, story_id=story.id), article_flags=flags)
        for story in known.stories(visit)
        if story.id in followed
    )
    return Outcome(visit=visit, answer=answer, version=version, judgements=judgements, due_at=due_at)


def given_relevance(story: Story, visit: Visit, version: Version) -> Relevance | None:
    """Of the seed article, and of those that the user decided on, whatever their words; None of any other."""
    urls = {visit.article_url, version.url}
    if story.seed_url in urls:
        return Relevance(story_id=story.id, score=1.0, on=True, reasons=("is the seed article",))
    if not urls.isdisjoint(story.profile.taken):
        return Relevance(story_id=story.id, score=1.0, on=True, reasons=("taken by you",))
    if not urls.isdisjoint(story.profile.left):
        return Relevance(story_id=story.id, score=0.0, on=False, reasons=("left out by you",))
    return None


def copy_of(version: Version, earlier: Known | None, known: Knowledge) -> Copy:
    return dedupe.classify(version, previous=earlier, near=known.near(version), boilerplate=known.boilerplate)


def looked_at(
    story: Story, found: Relevance, reading: Reading, copied: Callable[[], Copy], known: Knowledge
) -> Relevance:
    """A second look at what is not on the story by its words, but names it.

    Does it repeat an article that is on the story? Does the ledger know its voices and figures?
    """
    if found.on or not relate.names_it(story.profile, reading.version):
        return found
    copy = copied()
    if copy.relation in WHOLE and copy.of is not None and story.id in known.followed_by(copy.of):
        why = f"repeats an article of {copy.of.version.outlet} on the story"
        return replace(found, on=True, ask=False, reasons=(why, *found.reasons))
    version = reading.version
    here = relate.said(reading.figures, reading.claims, version.language)
    before = relate.said_before(known.ledger(story.id), version.language)
    return relate.relate(story.id, story.profile, version, tied=relate.ties(here, before))


def staying(found: Relevance, was_on: Set[str]) -> Relevance:
    """What was on the story stays on it, though a note took its place."""
    if found.story_id not in was_on:
        return found
    return replace(found, on=True, ask=False, reasons=("was on the story", *found.reasons))


def is_flapping(version: Version, history: Sequence[Known]) -> bool:
    """The page is back at a text that it has left before, and not for the first time: it shows now one, now another."""
    texts = [known.version.text for known in history]
    return version.text in texts[:-1] and len(set(texts)) < len(texts)


def restored_flags(version: Version, previous: Known | None) -> tuple[Flag, ...]:
    """The flag of an article that is there again."""
    if previous is None:
        return ()
    first = next((b.span for b in version.blocks if b.place is not Place.HEADLINE), None)
    same = "as it was" if version.text == previous.version.text else "in other words"
    why = f"put back by {version.outlet} on {version.fetched_at:%-d %b %Y}, {same}"
    return (about(version, FlagKind.ARTICLE_RESTORED, why, first),)


def about(version: Version, kind: FlagKind, why: str, span: Span | None) -> Flag:
    """A flag about an article itself; `span` is the sentence that shows it, None where no sentence does."""
    sentence = span.of(version.text) if span is not None else ""
    return Flag(
        kind=kind, why=why, score=1.0, speaker=version.outlet, text=sentence, sentence=sentence, sentence_span=span
    )


def judged(
    story: Story,
    relevance: Relevance,
    reading: Reading,
    copy: Copy,
    book: Ledger,
    context: ledger.Context,
    restored: tuple[Flag, ...] = (),
) -> Judgement:
    """What the version changes in the ledger of one story."""
    version = reading.version
    context = replace(context, profile=story.profile)
    return Judgement(
        relevance=relevance,
        figures=ledger.judge_figures(book, version, copy, reading.figures, context=context),
        claims=ledger.judge_claims(book, version, copy, reading.claims, context=context),
        article_flags=restored or (article_flags(copy.of.version, version) if revised(copy) and copy.of else ()),
        profile=moved_profile(story, relevance, version, copy),
    )


def revised(copy: Copy) -> bool:
    """The version follows another one of the same article."""
    return copy.relation is Relation.REVISED


def article_flags(old: Version, new: Version) -> tuple[Flag, ...]:
    """The flag that a changed text of one article raises about the article itself; none for cosmetics."""
    found = revision(old, new)
    if found is None:
        return ()
    why = f"{REVISED[found.kind]} {old.outlet} since {old.fetched_at:%-d %b %Y}{told(found.changes)}"
    return (about(new, found.kind, why, found.span),)


def told(changes: Sequence[Change]) -> str:
    """The first few changes, in words, edited sentences first; how many more there are."""
    ranked = sorted(changes, key=lambda c: not (c.old and c.new))
    said = [in_words(c) for c in ranked[:TOLD]]
    more = [f"and {len(ranked) - TOLD} more"] if len(ranked) > TOLD else []
    return f": {'; '.join(said + more)}" if said else ""


def in_words(change: Change) -> str:
    if change.old and change.new:
        old, new = apart(change.old, change.new)
        return f"“{old}” became “{new}”"
    return f"{'added' if change.new else 'dropped'} “{change.new or change.old}”"


def apart(old: str, new: str) -> tuple[str, str]:
    """Both without most of the words that they begin and end with alike."""
    before, after = old.split(), new.split()
    head = n_alike(before, after)
    tail = min(n_alike(before[::-1], after[::-1]), min(len(before), len(after)) - head)
    start, end = head - AROUND, AROUND - tail
    return middle(before, start, len(before) + end), middle(after, start, len(after) + end)


def n_alike(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def middle(words: Sequence[str], start: int, end: int) -> str:
    return ("… " if start > 0 else "") + " ".join(words[max(start, 0) : end]) + (" …" if end < len(words) else "")


def moved_profile(story: Story, relevance: Relevance, version: Version, copy: Copy) -> Profile | None:
    """The seed makes the profile; independent articles that are surely on the story move it a little."""
    profile = story.profile
    if profile.n_seeds == 0 and relevance.score == 1.0:
        learned = relate.profile_of([version], keywords=profile.keywords)
        return replace(profile, terms=learned.terms, names=learned.names, marks=learned.marks, n_seeds=1)
    if relevance.score >= relate.SURE and copy.relation is Relation.INDEPENDENT:
        return relate.drifted(profile, version)
    return None
