"""Leases, notes, digests: what keeps two runs from doing one thing twice."""

from dataclasses import replace

import pytest

from db.rows import FlagState
from db.store import Store
from pipeline.errors import Misuse, StoreBusy, UnknownName
from pipeline.model import Flag, FlagKind, Poll, PollResult, StoryState
from tests.integration.db.counting import rows
from tests.integration.db.made import (
    START,
    a_flag,
    a_judgement,
    a_poll,
    a_story,
    a_version,
    after,
    an_entry,
    an_outcome,
    followed,
    listed,
    record,
)
from tests.stores import words_of


def test_only_one_run_holds_a_lease(store: Store) -> None:
    held = store.acquire_lease("cycle", holder="desk:1", now=START, for_s=60)
    assert held is not None
    assert store.acquire_lease("cycle", holder="desk:2", now=after(0.01), for_s=60) is None
    assert store.lease("cycle") == held
    store.release_lease(held)
    assert store.acquire_lease("cycle", holder="desk:2", now=after(0.01), for_s=60) is not None
    assert store.lease("digest") is None


def test_the_lease_of_a_dead_holder_is_taken_over_at_once(store: Store) -> None:
    held = store.acquire_lease("cycle", holder="desk:1", now=START, for_s=60)
    assert held is not None
    assert store.acquire_lease("cycle", holder="desk:2", now=START, for_s=60, is_dead=lambda h: h == "desk:9") is None
    taken = store.acquire_lease("cycle", holder="desk:2", now=START, for_s=60, is_dead=lambda h: h == "desk:1")
    assert taken is not None
    assert (taken.holder, taken.fence) == ("desk:2", held.fence + 1)


def test_whoever_slept_through_its_lease_writes_nothing_more(store: Store) -> None:
    sleeper = Store(store._engine, fingerprints=words_of)
    held = sleeper.acquire_lease("cycle", holder="desk:1", now=START, for_s=60)
    assert held is not None
    taken = store.acquire_lease("cycle", holder="desk:2", now=after(1), for_s=60)
    assert taken is not None
    assert taken.fence > held.fence
    with pytest.raises(StoreBusy, match="held by desk:2 now: another run took over, this one stops"):
        sleeper.set_meta("place", "8")
    with pytest.raises(StoreBusy), sleeper.transaction():
        pass
    with pytest.raises(StoreBusy):
        sleeper.renew_lease(held, now=after(1), for_s=60)
    sleeper.release_lease(held)
    assert store.acquire_lease("cycle", holder="desk:3", now=after(1), for_s=60) is None
    assert store.get_meta("place") is None


def test_a_lease_that_is_renewed_stays(store: Store) -> None:
    held = store.acquire_lease("cycle", holder="desk:1", now=START, for_s=60)
    assert held is not None
    renewed = store.renew_lease(held, now=after(0.5), for_s=3600)
    assert (renewed.fence, renewed.until) == (held.fence, after(1.5))
    assert store.acquire_lease("cycle", holder="desk:2", now=after(1), for_s=60) is None
    store.set_meta("place", "9")


def test_a_note_is_overwritten(store: Store) -> None:
    assert store.get_meta("place") is None
    store.set_meta("place", "7")
    store.set_meta("place", "8")
    assert store.get_meta("place") == "8"


def test_a_digest_is_made_once_for_a_period(store: Store) -> None:
    store.add_story(a_story())
    assert store.claim_digest("harbour", START, after(168), after(170))
    assert not store.claim_digest("harbour", START, after(168), after(171))
    assert store.claim_digest("harbour", after(168), after(336), after(340))


def test_an_unknown_name_is_answered_with_the_nearest(store: Store) -> None:
    with pytest.raises(UnknownName, match="there is none yet"):
        store.story("harbor")
    for story_id in ("harbour", "ferries", "stadium"):
        store.add_story(a_story(story_id))
    with pytest.raises(UnknownName, match="no story 'harbor': did you mean harbour"):
        store.ledger("harbor")
    with pytest.raises(UnknownName, match="no story 'xqz': `storyledger story list` shows them"):
        store.story("xqz")
    with pytest.raises(UnknownName, match="no source 7"):
        store.pause_source(7, paused=True)
    with pytest.raises(UnknownName, match="no flag 7"):
        store.review_flag(7, FlagState.DISMISSED)
    with pytest.raises(UnknownName, match="the page of version 7 is not kept"):
        store.page(7)


def test_a_story_is_added_once_and_edited_after(store: Store) -> None:
    story = a_story()
    store.add_story(story)
    with pytest.raises(Misuse, match="there is a story 'harbour' already"):
        store.add_story(story)
    store.rename_story("harbour", "Dredging of the harbour")
    store.set_state("harbour", StoryState.PAUSED)
    profile = a_story("other").profile
    store.set_profile("harbour", profile, after(1))
    edited = store.story("harbour")
    assert (edited.name, edited.state, edited.profile) == ("Dredging of the harbour", StoryState.PAUSED, profile)


def test_a_deleted_story_takes_along_what_was_kept_for_it_alone(store: Store, store_url: str) -> None:
    empty = rows(store_url)
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement())])
    store.delete_story("harbour")
    assert rows(store_url) == empty
    with pytest.raises(UnknownName):
        store.delete_story("harbour")


def test_a_deleted_story_leaves_the_others_as_they_were(store: Store) -> None:
    shared, own = listed(store, followed(store, "ferries", "harbour"), "shared", "own")
    record(store, [an_outcome(shared, a_judgement("ferries"), a_judgement("harbour"))])
    record(store, [an_outcome(own, a_judgement("harbour"), text="Only of the harbour.", at=after(1))])
    before = (store.ledger("ferries"), store.flags("ferries"), store.articles("ferries"))
    store.delete_story("harbour")
    assert (store.ledger("ferries"), store.flags("ferries"), store.articles("ferries")) == before
    assert [s.story_ids for s in store.sources()] == [("ferries",)]
    assert [k.version.url for k in store.versions([1, 2])] == [shared.article_url]
    with store.transaction() as known:
        assert known.near(replace(a_version(own, "Only of the harbour."), url="https://elsewhere.example/")) == []


def test_flags_are_read_by_story_period_and_kind(store: Store) -> None:
    source = followed(store, "harbour", "ferries")
    first, second = listed(store, source, "first", "second")
    record(store, [an_outcome(first, a_judgement("harbour"), at=after(1))])
    changed = a_flag(FlagKind.FIGURE_CHANGED, value=44e6)
    record(store, [an_outcome(second, a_judgement("ferries", flag=changed), at=after(2))])
    assert [f.story_id for f in store.flags()] == ["harbour", "ferries"]
    assert [f.story_id for f in store.flags("ferries")] == ["ferries"]
    assert [f.raised_at for f in store.flags(since=after(2))] == [after(2)]
    assert [f.raised_at for f in store.flags(until=after(2))] == [after(1)]
    assert [f.flag.kind for f in store.flags(kinds=[FlagKind.FIGURE_CHANGED])] == [FlagKind.FIGURE_CHANGED]


def test_a_blind_source_is_flagged_once_for_each_time_that_it_goes_blind(store: Store) -> None:
    source = followed(store, "harbour", "ferries")
    flag = Flag(kind=FlagKind.SOURCE_BLIND, why="no answer since 08:00", score=0.5)
    store.record_poll(a_poll(source, an_entry()))
    for hour in (5, 6):
        store.raise_blind(store.sources()[0], flag, after(hour), spell="first")
    assert [(f.story_id, f.url, f.title) for f in store.flags()] == [
        ("ferries", source.url, "Tidewatch"),
        ("harbour", source.url, "Tidewatch"),
    ]
    store.record_poll(Poll(source_id=source.id, at=after(7), result=PollResult.UNCHANGED, status=304, due_at=after(8)))
    store.raise_blind(store.sources()[0], flag, after(20), spell="second")
    assert len(store.flags("harbour")) == 2
