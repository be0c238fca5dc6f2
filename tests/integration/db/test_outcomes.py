"""What one visit causes, and that it is written together, once or not at all."""

from dataclasses import replace

import pytest

from db.rows import FlagState
from db.store import Store
from pipeline.model import (
    Copy,
    FetchFailure,
    FlagKind,
    Judgement,
    NotModified,
    Outcome,
    Profile,
    Quality,
    Relation,
    Span,
    Visit,
)
from tests.integration.db.counting import rows
from tests.integration.db.made import (
    START,
    TEXT,
    a_flag,
    a_judgement,
    a_page,
    a_poll,
    a_relevance,
    a_version,
    after,
    an_entry,
    an_outcome,
    followed,
    listed,
    moved,
    record,
)


@pytest.fixture
def visit(store: Store) -> Visit:
    """A page that is due for the story "harbour"."""
    return listed(store, followed(store, "harbour"), "dredging")[0]


def test_what_was_judged_is_what_is_read(store: Store, visit: Visit) -> None:
    outcome = an_outcome(visit, a_judgement())
    record(store, [outcome])
    with store.transaction() as known:
        previous = known.previous(visit)
        assert previous is not None
        assert previous.version == outcome.version
        assert previous.origin_id == previous.version_id
        assert [s.id for s in known.stories(visit)] == ["harbour"]
    (flag,) = store.flags()
    assert flag.flag == a_flag()
    assert (flag.url, flag.outlet, flag.raised_at, flag.state) == (visit.article_url, "Tidewatch", START, FlagState.NEW)


def test_the_same_outcome_again_adds_nothing(store: Store, visit: Visit, store_url: str) -> None:
    outcome = an_outcome(visit, a_judgement())
    record(store, [outcome])
    before = rows(store_url)
    record(store, [outcome])
    assert rows(store_url) == before
    assert [v.n_visits for v in store.due_visits(after(6))] == [1]


def test_the_same_finding_at_a_later_visit_raises_no_second_flag(store: Store, visit: Visit) -> None:
    record(store, [an_outcome(visit, a_judgement()), an_outcome(visit, a_judgement(), at=after(1))])
    assert len(store.flags()) == 1


def test_a_transaction_that_breaks_leaves_nothing(store: Store, visit: Visit, store_url: str) -> None:
    before = rows(store_url)
    with pytest.raises(RuntimeError, match="pulled the plug"), store.transaction() as known:
        known.record(an_outcome(visit, a_judgement()))
        raise RuntimeError("pulled the plug")
    assert rows(store_url) == before
    assert [v.article_id for v in store.due_visits(START)] == [visit.article_id]


def test_an_article_off_the_story_leaves_a_visit_and_a_score(store: Store, visit: Visit, store_url: str) -> None:
    before = rows(store_url)
    record(store, [an_outcome(visit, Judgement(relevance=a_relevance(on=False)))])
    after_it = rows(store_url)
    added = {name: n - before[name] for name, n in after_it.items() if n != before[name]}
    assert added == {"visits": 1, "relevances": 1}


def test_an_unchanged_page_leaves_a_visit_alone(store: Store, visit: Visit, store_url: str) -> None:
    record(store, [an_outcome(visit, a_judgement())])
    before = rows(store_url)
    again = Outcome(visit=visit, answer=NotModified(at=after(1)), due_at=after(7))
    same = Outcome(
        visit=visit, answer=a_page(visit, at=after(2)), version=a_version(visit, at=after(2)), due_at=after(8)
    )
    record(store, [again, same])
    assert {name: n - before[name] for name, n in rows(store_url).items() if n != before[name]} == {"visits": 2}
    (due,) = store.due_visits(after(8))
    assert (due.n_visits, due.n_failures, due.changed_at, due.etag) == (3, 0, START, '"page"')


def test_failures_in_a_row_are_counted_and_forgotten(store: Store, visit: Visit) -> None:
    for hour in (1, 2):
        failure = FetchFailure(at=after(hour), status=None, error="no answer")
        record(store, [Outcome(visit=visit, answer=failure, due_at=after(hour))])
    assert store.due_visits(after(9))[0].n_failures == 2
    record(store, [an_outcome(visit, a_judgement(), at=after(3))])
    assert store.due_visits(after(9))[0].n_failures == 0


def test_a_page_that_is_no_article_is_not_kept(store: Store, visit: Visit, store_url: str) -> None:
    wall = replace(an_outcome(visit, a_judgement()), version=replace(a_version(visit), quality=Quality.WALL))
    record(store, [wall])
    counted = rows(store_url)
    assert (counted["versions"], counted["pages"], counted["figures"]) == (0, 0, 0)
    assert store.due_visits(after(6))[0].n_failures == 1
    assert [(s.quality, s.relation) for s in store.articles()] == [(Quality.WALL, Relation.INDEPENDENT)]


def test_a_flag_about_a_page_that_is_gone_stands_without_a_text(store: Store, visit: Visit) -> None:
    record(store, [an_outcome(visit, a_judgement())])
    gone = Judgement(
        relevance=a_relevance(),
        article_flags=(replace(a_flag(FlagKind.ARTICLE_RETRACTED, series_n=None), new=None, text="", sentence=""),),
    )
    page = a_page(visit, "Not found", at=after(1), status=404)
    version = replace(a_version(visit, "", at=after(1)), quality=Quality.GONE)
    record(store, [Outcome(visit=visit, answer=page, version=version, judgements=(gone,))])
    (flag,) = store.flags(kinds=[FlagKind.ARTICLE_RETRACTED])
    assert (flag.version_id, flag.url, flag.outlet) == (None, visit.article_url, "Tidewatch")


def test_a_later_change_overtakes_flags_that_nobody_looked_at(store: Store, visit: Visit) -> None:
    first, second = (a_flag(FlagKind.FIGURE_CHANGED, value=value) for value in (44e6, 52e6))
    record(
        store,
        [
            an_outcome(visit, a_judgement()),
            an_outcome(visit, moved(44e6, flag=first), text=TEXT + " Now 44.", at=after(1)),
        ],
    )
    store.review_flag(store.flags()[1].id, FlagState.CONFIRMED)
    record(store, [an_outcome(visit, moved(52e6, flag=second), text=TEXT + " Now 52.", at=after(2))])
    assert [f.state for f in store.flags()] == [FlagState.SUPERSEDED, FlagState.CONFIRMED, FlagState.NEW]


def test_flags_of_one_text_do_not_overtake_one_another(store: Store, visit: Visit) -> None:
    conflict = a_flag(FlagKind.FIGURE_CONFLICT, value=38e6)
    judgement = replace(a_judgement(), article_flags=(conflict, a_flag(FlagKind.FIGURE_CHANGED, value=44e6)))
    record(store, [an_outcome(visit, judgement)])
    assert [f.state for f in store.flags()] == [FlagState.NEW] * 3


def test_two_stories_share_the_text_and_keep_their_own_ledgers(store: Store, store_url: str) -> None:
    (visit,) = listed(store, followed(store, "harbour", "ferries"), "dredging")
    record(store, [an_outcome(visit, a_judgement("harbour"), a_judgement("ferries"))])
    counted = rows(store_url)
    assert (counted["versions"], counted["figures"], counted["mentions"]) == (1, 1, 2)
    assert [len(store.ledger(s).series) for s in ("ferries", "harbour")] == [1, 1]
    assert [f.story_id for f in store.flags()] == ["harbour", "ferries"]


def test_a_story_that_comes_later_reads_the_text_that_is_kept(store: Store, store_url: str) -> None:
    (visit,) = listed(store, followed(store, "harbour", "ferries"), "dredging")
    record(store, [an_outcome(visit, a_judgement("harbour"))])
    record(store, [an_outcome(visit, a_judgement("ferries"), at=after(1))])
    counted = rows(store_url)
    assert (counted["versions"], counted["pages"], counted["figures"], counted["mentions"]) == (1, 1, 1, 2)


def test_a_profile_that_moved_is_the_one_that_counts(store: Store, visit: Visit) -> None:
    profile = Profile(terms={"dredg": 1.0, "silt": 0.4}, n_seeds=3)
    record(store, [an_outcome(visit, replace(a_judgement(), profile=profile))])
    assert store.story("harbour").profile == profile


def test_a_copy_speaks_with_the_voice_of_its_origin(store: Store) -> None:
    first, second, third = listed(store, followed(store, "harbour"), "dredging", "reprint", "excerpt")
    record(store, [an_outcome(first, a_judgement())])
    with store.transaction() as known:
        origin = known.previous(first)
    assert origin is not None
    copy = Copy(relation=Relation.SYNDICATED, of=origin, coverage=0.9, run=40, shared=(Span(0, len(TEXT)),))
    reprint = replace(a_version(second, TEXT + " Ends.", at=after(1)), outlet="Harbour Post")
    record(store, [replace(an_outcome(second, a_judgement(), copy=copy, at=after(1)), version=reprint)])
    quoted = Copy(relation=Relation.PARTIAL, of=origin, run=18, shared=(Span(0, 82),))
    excerpt = replace(a_version(third, TEXT + " They say.", at=after(2)), outlet="Pier News")
    record(store, [replace(an_outcome(third, a_judgement(), copy=quoted, at=after(2)), version=excerpt)])
    assert [s.voice for s in store.ledger("harbour").assertions[0].supports] == ["Tidewatch", "Tidewatch", "Pier News"]
    with store.transaction() as known:
        kept = [known.previous(v) for v in (second, third)]
    assert [k.origin_id == origin.version_id for k in kept if k] == [True, False]
    assert [(s.relation, s.origin_url) for s in store.articles()] == [
        (Relation.INDEPENDENT, None),
        (Relation.SYNDICATED, first.article_url),
        (Relation.PARTIAL, first.article_url),
    ]


def test_an_agency_is_the_voice_of_what_an_outlet_takes_from_it(store: Store) -> None:
    first, second = listed(store, followed(store, "harbour"), "dredging", "reprint")
    wire = replace(an_outcome(first, a_judgement()), version=replace(a_version(first), agency="Coastal Wire"))
    record(store, [wire])
    with store.transaction() as known:
        origin = known.previous(first)
    copy = Copy(relation=Relation.SYNDICATED, of=origin, coverage=0.9, run=40)
    record(store, [an_outcome(second, a_judgement(), text=TEXT + " Ends.", copy=copy, at=after(1))])
    assert [s.voice for s in store.ledger("harbour").assertions[0].supports] == ["Coastal Wire", "Coastal Wire"]


def test_a_story_with_its_seed_and_sources_is_made_together_or_not_at_all(store: Store, store_url: str) -> None:
    empty = rows(store_url)
    seed = a_version(Visit(article_id=0, url="", article_url="", outlet="", first_seen_at=START))
    with pytest.raises(RuntimeError), store.together():
        followed(store, "harbour")
        store.add_seed("harbour", seed, a_judgement())
        assert [s.id for s in store.stories()] == ["harbour"]
        raise RuntimeError
    assert rows(store_url) == empty
    with store.together():
        followed(store, "harbour")
        store.add_seed("harbour", seed, a_judgement())
        assert rows(store_url) == empty
    assert len(store.ledger("harbour").series) == 1


def test_a_seed_from_a_file_opens_the_ledger_and_raises_no_flag(store: Store, store_url: str) -> None:
    followed(store, "harbour")
    unlisted = Visit(article_id=0, url="", article_url="", outlet="", first_seen_at=START)
    store.add_seed("harbour", a_version(unlisted, outlet="the seed"), a_judgement())
    assert [p.url for s in store.ledger("harbour").series for p in s.points] == ["seed:harbour"]
    counted = rows(store_url)
    assert (counted["flags"], counted["visits"], counted["pages"]) == (0, 0, 0)
    assert store.due_visits(after(1000)) == []


def test_a_seed_from_the_web_is_visited_again(store: Store) -> None:
    followed(store, "harbour")
    seed = Visit(
        article_id=0, url="", article_url="https://tidewatch.example/seed", outlet="Tidewatch", first_seen_at=START
    )
    store.add_seed("harbour", a_version(seed), a_judgement(), page=a_page(seed), due_at=after(3))
    assert store.flags() == []
    (visit,) = store.due_visits(after(3))
    assert (visit.url, visit.story_ids) == ("https://tidewatch.example/seed", ("harbour",))
    assert store.page(1).body == a_page(seed).body


@pytest.mark.parametrize("hours", [0, 1])
def test_two_stories_may_start_from_the_same_article(store: Store, store_url: str, hours: float) -> None:
    followed(store, "harbour", "ferries")
    seed = Visit(article_id=0, url="", article_url="https://tidewatch.example/seed", outlet="", first_seen_at=START)
    for story_id, at in (("harbour", START), ("ferries", after(hours))):
        page = a_page(seed, at=at)
        store.add_seed(story_id, a_version(seed, at=at), a_judgement(story_id), page=page, due_at=after(3))
    (visit,) = store.due_visits(after(3))
    assert visit.story_ids == ("ferries", "harbour")
    assert [len(store.ledger(s).series) for s in visit.story_ids] == [1, 1]
    assert (rows(store_url)["versions"], rows(store_url)["pages"]) == (1, 1)


def test_an_article_of_two_visits_is_seen_twice_when_its_bytes_differ(store: Store, visit: Visit) -> None:
    record(store, [an_outcome(visit, a_judgement())])
    same_words = replace(a_page(visit, at=after(1)), sha256="another banner")
    quiet = Outcome(visit=visit, answer=same_words, version=a_version(visit, at=after(1)))
    unchanged = Outcome(
        visit=visit, answer=replace(same_words, fetched_at=after(2)), version=a_version(visit, at=after(2))
    )
    record(store, [quiet, unchanged])
    assert [(s.fetched_at, s.story_id, s.relation, s.origin_url) for s in store.articles()] == [
        (START, "harbour", Relation.INDEPENDENT, None),
        (after(1), "harbour", Relation.IDENTICAL, visit.article_url),
    ]


def test_a_page_that_came_onto_the_story_was_off_it_before(store: Store, visit: Visit) -> None:
    record(store, [an_outcome(visit, Judgement(relevance=a_relevance(on=False)))])
    record(store, [an_outcome(visit, a_judgement(), text=TEXT + " More.", at=after(1))])
    assert [(s.story_id, s.relevance and s.relevance.score) for s in store.articles()] == [
        (None, 0.1),
        ("harbour", 0.9),
    ]
    assert [s.fetched_at for s in store.articles("harbour")] == [after(1)]
    assert store.articles(since=after(2)) == []


def test_an_edited_entry_is_visited_though_its_page_was_settled(store: Store, visit: Visit) -> None:
    record(store, [replace(an_outcome(visit, a_judgement()), due_at=None)])
    assert store.due_visits(after(1000)) == []
    store.record_poll(a_poll(store.sources()[0], an_entry(fingerprint="second"), at=after(1)))
    assert [v.article_id for v in store.due_visits(after(1))] == [visit.article_id]
