"""What a poll brings: entries, articles, and visits that are due."""

from dataclasses import replace

import pytest

from db.store import Store
from pipeline.model import Poll, PollResult, Quality, SourceKind, StoryState
from tests.integration.db.counting import rows
from tests.integration.db.made import (
    START,
    a_judgement,
    a_poll,
    a_story,
    after,
    an_entry,
    an_outcome,
    followed,
    listed,
    record,
)


def test_a_new_entry_makes_its_page_due_at_once(store: Store) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry()))
    (visit,) = store.due_visits(START)
    assert visit.article_url == "https://tidewatch.example/dredging"
    assert visit.url == "https://tidewatch.example/dredging?utm_source=feed"
    assert (visit.outlet, visit.title, visit.story_ids) == ("Tidewatch", "About dredging", ("harbour",))


def test_the_same_poll_again_adds_nothing(store: Store, store_url: str) -> None:
    source = followed(store, "harbour")
    poll = a_poll(source, an_entry(), an_entry("quay"))
    store.record_poll(poll)
    before = rows(store_url)
    store.record_poll(poll)
    assert rows(store_url) == before
    assert store.sources()[0].n_failures == 0


def test_known_entries_bring_no_visit(store: Store) -> None:
    source = followed(store, "harbour")
    (visit,) = listed(store, source, "dredging")
    record(store, [an_outcome(visit, a_judgement())])
    store.record_poll(a_poll(source, an_entry(), at=after(1)))
    assert store.due_visits(after(1)) == []
    assert [(p.n_listed, p.n_new, p.n_changed) for p in store.polls()] == [(1, 1, 0), (1, 0, 0)]


def test_an_edited_entry_brings_its_page_forward(store: Store) -> None:
    source = followed(store, "harbour")
    (visit,) = listed(store, source, "dredging")
    record(store, [an_outcome(visit, a_judgement())])
    edited = replace(an_entry(fingerprint="second"), title="Dredging, dearer")
    store.record_poll(a_poll(source, edited, at=after(1)))
    assert [v.title for v in store.due_visits(after(1))] == ["Dredging, dearer"]
    assert store.polls()[-1].n_changed == 1


def test_one_link_listed_twice_is_one_entry(store: Store, store_url: str) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry(), an_entry(fingerprint="another")))
    assert rows(store_url)["entries"] == 1
    store.record_poll(a_poll(source, an_entry(), an_entry(fingerprint="another"), at=after(1)))
    assert store.polls()[-1].n_changed == 0


def test_an_article_that_a_second_story_lists_is_judged_for_it_too(store: Store) -> None:
    source = followed(store, "harbour")
    (visit,) = listed(store, source, "dredging")
    record(store, [an_outcome(visit, a_judgement())])
    store.add_story(a_story("ferries"))
    other = store.add_source(SourceKind.SEARCH, "https://search.example/rss?q=ferries", "Ferries", ["ferries"], START)
    store.record_poll(a_poll(other, an_entry(), at=after(1)))
    (again,) = store.due_visits(after(1))
    assert again.story_ids == ("ferries", "harbour")


def test_a_known_article_in_a_second_feed_of_the_story_is_no_news(store: Store) -> None:
    source = followed(store, "harbour")
    (visit,) = listed(store, source, "dredging")
    record(store, [an_outcome(visit, a_judgement())])
    other = store.add_source(SourceKind.SEARCH, "https://search.example/rss?q=dredging", "Search", ["harbour"], START)
    store.record_poll(a_poll(other, an_entry(), at=after(1)))
    assert store.due_visits(after(1)) == []


def test_the_outlet_is_the_feed_of_its_own_site_or_the_site(store: Store) -> None:
    store.add_story(a_story())
    search = store.add_source(SourceKind.SEARCH, "https://search.example/rss", "Search", ["harbour"], START)
    store.record_poll(a_poll(search, an_entry()))
    assert [v.outlet for v in store.due_visits(START)] == ["tidewatch.example"]


def test_an_entry_whose_link_is_no_url_at_all_is_stored_all_the_same(store: Store) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, replace(an_entry(), url="http://[broken", listed_url="http://[broken")))
    assert [(v.url, v.outlet) for v in store.due_visits(START)] == [("http://[broken", "")]


def test_the_sources_of_one_story_are_listed_alone(store: Store) -> None:
    source = followed(store, "harbour")
    store.add_story(a_story("ferries"))
    other = store.add_source(SourceKind.PAGE, "https://ferries.example/news", "Ferries", ["ferries"], START)
    assert store.sources("ferries") == [other]
    assert store.sources() == [source, other]


def test_visits_come_oldest_publication_first(store: Store) -> None:
    source = followed(store, "harbour")
    store.record_poll(
        a_poll(
            source,
            an_entry("newest", published_at=after(3)),
            an_entry("undated", published_at=None),
            an_entry("oldest", published_at=after(-3)),
            at=after(1),
        )
    )
    assert [v.title for v in store.due_visits(after(1))] == ["About oldest", "About undated", "About newest"]


def test_validators_survive_a_304_and_a_failure(store: Store) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry()))
    silent = Poll(source_id=source.id, at=after(1), result=PollResult.UNCHANGED, status=304, due_at=after(2))
    failed = Poll(source_id=source.id, at=after(2), result=PollResult.FAILED, status=503, error="busy", due_at=after(3))
    store.record_poll(silent)
    store.record_poll(failed)
    (known,) = store.sources()
    assert (known.etag, known.ok_at, known.news_at) == ('"7"', after(1), START)
    assert (known.n_failures, known.due_at) == (1, after(3))


def test_a_source_that_is_gone_is_never_polled_again_until_it_is_enabled(store: Store) -> None:
    source = followed(store, "harbour")
    gone = Poll(source_id=source.id, at=START, result=PollResult.FAILED, status=410, error="gone", due_at=None)
    store.record_poll(gone)
    assert store.sources()[0].retired
    assert store.due_sources(after(1000)) == []
    store.pause_source(source.id, paused=False)
    assert [s.id for s in store.due_sources(after(1000))] == [source.id]


@pytest.mark.parametrize("state", [StoryState.PAUSED, StoryState.ARCHIVED])
def test_nothing_is_due_for_a_story_that_is_not_followed(store: Store, state: StoryState) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry()))
    store.set_state("harbour", state)
    assert store.due_visits(after(9)) == []
    assert store.due_sources(after(9)) == []


def test_sources_are_due_when_their_time_has_come_and_nobody_paused_them(store: Store) -> None:
    source = followed(store, "harbour")
    assert store.due_sources(after(-1)) == []
    assert store.due_sources(START) == [source]
    store.pause_source(source.id, paused=True)
    assert store.due_sources(START) == []


def test_a_source_added_again_serves_both_stories(store: Store) -> None:
    source = followed(store, "harbour")
    store.add_story(a_story("ferries"))
    again = store.add_source(source.kind, source.url, "Another title", ["ferries"], after(5))
    assert again == replace(source, story_ids=("ferries", "harbour"))


def test_blind_times_span_the_failures_in_a_row(store: Store) -> None:
    source = followed(store, "harbour")
    for hour, result in enumerate("NFFNF"):
        kind = PollResult.FAILED if result == "F" else PollResult.NEW
        error = f"error {hour}" if result == "F" else None
        store.record_poll(
            Poll(source_id=source.id, at=after(hour), result=kind, status=None, error=error, due_at=after(hour + 1))
        )
    found = store.blind()
    assert [(b.since, b.until, b.n_failures, b.error) for b in found] == [
        (after(1), after(3), 2, "error 2"),
        (after(4), None, 1, "error 4"),
    ]
    assert store.blind(since=after(3.5)) == found[1:]
    assert store.blind(until=after(4)) == found[:1]


def test_a_feed_of_many_entries_is_stored_whole(store: Store, store_url: str) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, *(an_entry(f"item-{n}") for n in range(12_000))))
    counted = rows(store_url)
    assert (counted["entries"], counted["articles"]) == (12_000, 12_000)


def test_removing_a_source_keeps_its_articles(store: Store, store_url: str) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry()))
    store.remove_source(source.id)
    counted = rows(store_url)
    assert (counted["sources"], counted["entries"], counted["polls"], counted["articles"]) == (0, 0, 0, 1)


def test_how_a_source_has_done_is_summed_up(store: Store) -> None:
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry(), at=after(0)))
    for hour, error in ((1, "first"), (2, "second")):
        failed = Poll(source_id=source.id, at=after(hour), result=PollResult.FAILED, status=503, error=error)
        store.record_poll(replace(failed, due_at=after(hour + 1)))
    store.record_poll(a_poll(source, an_entry("quay"), at=after(3)))
    (found,) = store.health()
    assert (found.n_polls, found.n_failed, found.n_new, found.success) == (4, 2, 2, 0.5)
    assert (found.error, found.failed_at) == ("second", after(2))
    (lately,) = store.health(since=after(3))
    assert (lately.n_polls, lately.success, lately.error) == (1, 1.0, None)
    assert store.health(since=after(9)) == []


def test_many_polls_at_once_are_as_many_polls_one_by_one(store: Store, store_url: str) -> None:
    first = followed(store, "harbour")
    second = store.add_source(SourceKind.FEED, "https://other.example/feed", "Other", ["harbour"], START)
    polls = [
        a_poll(first, an_entry(), an_entry("quay")),
        a_poll(second, an_entry("quay"), an_entry("crane")),
        a_poll(first, an_entry("quay"), an_entry("pier"), at=after(1)),
        a_poll(first, an_entry()),
    ]
    store.record_polls(polls)
    before = rows(store_url)
    assert (before["polls"], before["entries"], before["articles"]) == (3, 5, 4)
    assert [(p.source_id, p.n_new) for p in store.polls()] == [(1, 2), (2, 2), (1, 1)]
    store.record_polls(polls)
    assert rows(store_url) == before


def test_pages_are_counted_by_what_they_turned_out_to_be(store: Store) -> None:
    source = followed(store, "harbour")
    (visit,) = listed(store, source, "dredging")
    foreign = an_outcome(visit, a_judgement())
    assert foreign.version is not None
    record(store, [replace(foreign, version=replace(foreign.version, quality=Quality.UNREAD), judgements=())])
    assert store.pages_by_quality() == {Quality.UNREAD: 1}
    assert [p.url for p in store.pages_of(Quality.UNREAD)] == [visit.article_url]
    assert store.pages_of(Quality.WALL) == []
