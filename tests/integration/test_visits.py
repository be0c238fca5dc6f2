"""Pages visited again, on a real store: what an unchanged page costs, and what the budget leaves for later."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.store import Store
from pipeline import relate, visiting
from pipeline.cells import Cells
from pipeline.cli.checking import withdrawals
from pipeline.clock import VirtualClock
from pipeline.extract import version_of_text
from pipeline.follow import follow
from pipeline.model import Answer, Entry, FlagKind, Outcome, Page, Poll, PollResult, SourceKind, Story
from pipeline.polling import Asked
from pipeline.schedule import Timetable

START = datetime(2033, 1, 3, tzinfo=UTC)
TITLE = "Dredging of Marn harbour"
TEXT = (
    "The dredging of Marn harbour will go on until the spring, the harbour board of Marn said on Monday in its report. "
    "The board said that the dredging of the harbour at Marn has taken longer because of the winter storms."
)
SEED = version_of_text(TEXT, url="https://own.example/1", outlet="Own", title=TITLE, at=START)


class Web:
    """The same page at every address, without validators."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        body = f"<html lang='en'><title>{TITLE}</title><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article>".encode()
        for one in asked:
            digest = hashlib.sha256(body).hexdigest()
            yield (
                one,
                Page(url=one.url, status=200, headers={}, body=body, fetched_at=self.clock.now(), sha256=digest),
            )


@pytest.fixture
def listed(store: Store) -> Store:
    """A story with four pages on two hosts, listed by a feed."""
    story = Story(id="marn", name="Marn", profile=relate.profile_of([SEED]), created_at=START)
    store.add_story(story)
    never = START + timedelta(days=999)
    source = store.add_source(SourceKind.FEED, "https://feed.example/f", "F", ("marn",), never)
    urls = [f"https://h{n % 2}.example/{n}" for n in range(4)]
    entries = tuple(Entry(url=u, listed_url=u, title=TITLE, published_at=START, fingerprint="1") for u in urls)
    poll = Poll(source_id=source.id, at=START, result=PollResult.NEW, status=200, entries=entries, due_at=never)
    store.record_polls([poll])
    return store


def cycle(store: Store, clock: VirtualClock, timetable: Timetable = Timetable()) -> list[Outcome]:
    with Cells() as cells:
        done = follow(fetcher=Web(clock), cells=cells, store=store, clock=clock, timetable=timetable)
        return [one for one in done if isinstance(one, Outcome)]


def test_a_page_that_comes_back_byte_for_byte_is_not_read_again(listed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = VirtualClock(START)
    assert len(cycle(listed, clock)) == 4
    clock.set(START + timedelta(hours=1))
    monkeypatch.setattr(visiting, "extract", None)
    again = cycle(listed, clock)
    assert len(again) == 4
    assert all(outcome.version is None and outcome.due_at is not None for outcome in again)
    assert [v.status for v in listed.visits("https://h0.example/0")] == [200, 200]
    assert listed.due_visits(START + timedelta(days=2))[0].n_failures == 0


def test_a_story_that_takes_up_the_page_later_reads_the_same_bytes(listed: Store) -> None:
    clock = VirtualClock(START)
    cycle(listed, clock)
    listed.add_story(Story(id="late", name="Late", profile=relate.profile_of([SEED]), created_at=START))
    never = START + timedelta(days=999)
    listed.add_source(SourceKind.FEED, "https://feed.example/f", "F", ("late",), never)
    clock.set(START + timedelta(hours=1))
    judged = [j.relevance.story_id for outcome in cycle(listed, clock) for j in outcome.judgements]
    assert judged == ["late"] * 4


def test_what_exceeds_the_budget_of_a_day_stays_due(listed: Store) -> None:
    clock, few = VirtualClock(START), Timetable(per_story=3)
    assert len(cycle(listed, clock, few)) == 4, "first visits are never put off"
    clock.set(START + timedelta(hours=1))
    assert len(cycle(listed, clock, few)) == 3
    assert dict(listed.spent(START).by_story) == {"marn": 3}
    assert cycle(listed, clock, few) == []
    assert len(listed.due_visits(clock.now())) == 1
    clock.set(START + timedelta(hours=26))
    assert len(cycle(listed, clock, few)) == 3
    hosts = Timetable(per_host=1)
    clock.set(START + timedelta(hours=90))
    assert len(cycle(listed, clock, hosts)) == 2


class Vanishing(Web):
    """Its pages can be taken away and put back."""

    is_there = True

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        for one, answer in super().answers(asked):
            assert isinstance(answer, Page)
            yield one, answer if self.is_there else replace(answer, status=404, body=b"", sha256="0")


def test_a_page_that_vanishes_is_taken_back_once_and_restored_once(listed: Store) -> None:
    clock = VirtualClock(START)
    web = Vanishing(clock)

    def at(days: float, *, there: bool) -> None:
        clock.set(START + timedelta(days=days))
        web.is_there = there
        with Cells() as cells:
            for _ in follow(fetcher=web, cells=cells, store=listed, clock=clock):
                pass

    at(0, there=True)
    at(1, there=False)
    assert [f for f in listed.flags("marn") if f.flag.kind in ABOUT] == [], "it is looked at a second time first"
    at(1.5, there=True)
    assert [f for f in listed.flags("marn") if f.flag.kind in ABOUT] == [], "it was never told to be gone"
    for days in (3, 4, 5):
        at(days, there=False)
    at(20, there=True)
    at(40, there=True)
    raised = [f for f in listed.flags("marn") if f.url == "https://h0.example/0" and f.flag.kind in ABOUT]
    assert [f.flag.kind for f in raised] == [FlagKind.ARTICLE_RETRACTED, FlagKind.ARTICLE_RESTORED]
    assert raised[1].flag.why == "put back by h0.example on 23 Jan 2033, as it was"
    assert withdrawals(listed, "marn") == {}


BEFORE = (
    "The dredging of Marn harbour has cost 31 million crowns, the harbour board of Marn said on Monday.",
    "It said that 14 wrecks had been lifted from the harbour of Marn since the autumn.",
    "The board said that the dredging of the harbour at Marn has taken longer because of the winter storms.",
    "The harbour will be deep enough for ferries in the spring, the board said in its report.",
)
AFTER = (BEFORE[0].replace("31 million", "37 million"), BEFORE[1].replace("14", "19"), *BEFORE[2:])


class Edited(Web):
    """One page, whose numbers are changed in silence."""

    paragraphs = BEFORE

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        text = "".join(f"<p>{p}</p>" for p in self.paragraphs)
        body = f"<html lang='en'><title>{TITLE}</title><body><article><h1>{TITLE}</h1>{text}</article>".encode()
        digest = hashlib.sha256(body).hexdigest()
        for one in asked:
            yield one, Page(url=one.url, status=200, headers={}, body=body, fetched_at=self.clock.now(), sha256=digest)


def test_the_figures_that_an_edit_moved_have_flags_that_are_linked_to_the_edit_and_agree_with_it(store: Store) -> None:
    store.add_story(Story(id="marn", name="Marn", profile=relate.profile_of([SEED]), created_at=START))
    never = START + timedelta(days=999)
    source = store.add_source(SourceKind.FEED, "https://feed.example/f", "F", ("marn",), never)
    url = "https://h0.example/0"
    entry = Entry(url=url, listed_url=url, title=TITLE, published_at=START, fingerprint="1")
    listing = Poll(source_id=source.id, at=START, result=PollResult.NEW, status=200, entries=(entry,), due_at=never)
    store.record_polls([listing])
    clock = VirtualClock(START)
    web = Edited(clock)
    for hours, paragraphs in ((0, BEFORE), (1, AFTER)):
        clock.set(START + timedelta(hours=hours))
        web.paragraphs = paragraphs
        with Cells() as cells:
            list(follow(fetcher=web, cells=cells, store=store, clock=clock))
    later = store.flags("marn", since=clock.now())
    [edit] = [f for f in later if f.flag.kind is FlagKind.ARTICLE_REVISED]
    moved = [f for f in later if f.flag.kind is FlagKind.FIGURE_CHANGED]
    assert [(q.old and q.old.value, q.new and q.new.value) for q in (f.flag for f in moved)] == [
        (31_000_000, 37_000_000),
        (14, 19),
    ]
    assert {f.edit_id for f in moved} == {edit.id}
    assert edit.edit_id is None
    assert edit.flag.why == (
        "changed without a note by h0.example since 3 Jan 2033: "
        "“… Marn harbour has cost 31 million crowns, the harbour …” became "
        "“… Marn harbour has cost 37 million crowns, the harbour …”; “It said that 14 wrecks had been lifted …” "
        "became “It said that 19 wrecks had been lifted …”"
    )
    assert all(f.flag.sentence in AFTER for f in moved)


ABOUT = (FlagKind.ARTICLE_RETRACTED, FlagKind.ARTICLE_RESTORED, FlagKind.ARTICLE_REVISED)
