"""The copy index: what is near a text, and what it costs to find it."""

from dataclasses import replace

from sqlalchemy import select

from db import copies
from db.engine import open_engine, reading, writing
from db.store import Store
from db.tables import postings
from pipeline.model import Copy, Known, Relation, Version, Visit
from tests.integration.db.counting import rows
from tests.integration.db.made import (
    TEXT,
    a_judgement,
    a_page,
    a_version,
    after,
    an_outcome,
    followed,
    listed,
    record,
)
from tests.stores import words_of

OTHER = "The ferry to the outer islands stops running in winter, its operator told the town council on Monday."


def near(store: Store, version: Version) -> list[Known]:
    with store.transaction() as known:
        return known.near(version)


def stored(store: Store, visit: Visit, text: str, hours: float, copy: Copy | None = None) -> Known:
    """The version that a visit of `text` left behind."""
    record(store, [an_outcome(visit, a_judgement(), text=text, at=after(hours), copy=copy)])
    with store.transaction() as known:
        previous = known.previous(visit)
    assert previous is not None
    return previous


def test_the_nearest_text_comes_first_and_a_stranger_not_at_all(store: Store) -> None:
    far, half, whole, probe = listed(store, followed(store, "harbour"), "far", "half", "whole", "probe")
    stored(store, far, OTHER, 1)
    stored(store, half, " ".join(TEXT.split()[:8]) + " and more to come", 2)
    stored(store, whole, TEXT + " So they say.", 3)
    found = near(store, a_version(probe, TEXT))
    assert [k.article_id for k in found] == [whole.article_id, half.article_id]


def test_the_same_words_come_before_everything_else(store: Store) -> None:
    longer, same, probe = listed(store, followed(store, "harbour"), "longer", "same", "probe")
    stored(store, longer, TEXT + " And so on.", 1)
    stored(store, same, TEXT, 2, Copy(relation=Relation.INDEPENDENT))
    assert [k.article_id for k in near(store, a_version(probe, TEXT))] == [same.article_id, longer.article_id]


def test_an_article_is_not_near_itself(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    stored(store, visit, TEXT, 1)
    assert near(store, a_version(visit, TEXT + " Edited.")) == []
    called = replace(a_version(visit, TEXT), url="https://tidewatch.example/as-the-page-calls-itself")
    record(
        store, [replace(an_outcome(visit, a_judgement(), text=OTHER, at=after(2)), version=replace(called, text=OTHER))]
    )
    assert OTHER not in [k.version.text for k in near(store, replace(called, text=OTHER))]


def test_a_copy_posts_only_what_its_origin_lacks(store: Store, store_url: str) -> None:
    origin, reprint = listed(store, followed(store, "harbour"), "dredging", "reprint")
    first = stored(store, origin, TEXT, 1)
    posted = rows(store_url)["postings"]
    copy = Copy(relation=Relation.SYNDICATED, of=first)
    stored(store, reprint, TEXT + " Our own last words here.", 2, copy)
    assert rows(store_url)["postings"] == posted + 5
    assert posted == len(set(words_of(first.version)))


def test_boilerplate_takes_no_more_than_its_cap(store: Store, store_url: str) -> None:
    visits = listed(store, followed(store, "harbour"), *(f"item-{n}" for n in range(copies.CAP + 10)))
    for visit in visits:
        stored(store, visit, "All rights reserved everywhere. " + visit.article_url, 1)
    own, shared = len(visits), copies.CAP
    assert rows(store_url)["postings"] == own + shared
    stranger = replace(a_version(visits[0]), url="https://elsewhere.example/", text="All rights reserved everywhere.")
    assert len(near(store, stranger)) == copies.NEAR


def test_more_fingerprints_than_a_statement_takes(store: Store) -> None:
    visit, probe = listed(store, followed(store, "harbour"), "long", "probe")
    text = " ".join(f"word{n}" for n in range(40_000))
    stored(store, visit, text, 1)
    assert [k.article_id for k in near(store, a_version(probe, text + " more"))] == [visit.article_id]


def test_fingerprints_use_all_64_bits(store: Store, store_url: str) -> None:
    (visit, other) = listed(store, followed(store, "harbour"), "dredging", "other")
    first = stored(store, visit, TEXT, 1)
    engine = open_engine(store_url)
    extremes = [0, 1, 2**63 - 1, 2**63, 2**64 - 1]
    with writing(engine) as connection:
        copies.add_postings(connection, first.version_id, extremes, Copy(relation=Relation.INDEPENDENT))
        found = copies.near(connection, replace(a_version(other), text_sha256=""), extremes)
    engine.dispose()
    assert [k.version_id for k in found] == [first.version_id]


def test_pages_are_kept_as_they_came_and_pruned_by_age(store: Store) -> None:
    first, second = listed(store, followed(store, "harbour"), "first", "second")
    early, late = stored(store, first, TEXT, 1), stored(store, second, OTHER, 48)
    kept = store.page(early.version_id)
    page = a_page(first, TEXT, at=after(1))
    assert (kept.body, kept.headers, kept.sha256, kept.fetched_at) == (page.body, page.headers, page.sha256, after(1))
    assert store.prune_pages(after(24)) == 1
    assert store.page(late.version_id).fetched_at == after(48)
    assert [k.version.text for k in store.versions([late.version_id, early.version_id])] == [OTHER, TEXT]


def test_reindexing_makes_the_postings_that_were_there(store: Store, store_url: str) -> None:
    visits = listed(store, followed(store, "harbour"), "wire", "reprint", "other")
    first = stored(store, visits[0], TEXT, 1)
    stored(store, visits[1], TEXT + " Our own last words here.", 2, Copy(relation=Relation.SYNDICATED, of=first))
    stored(store, visits[2], OTHER, 3)
    before = postings_of(store_url)
    told: list[tuple[int, int]] = []
    assert store.reindex(lambda done, total: told.append((done, total))) == len(before)
    assert postings_of(store_url) == before
    assert told == [(3, 3)]


def test_reindexing_keeps_the_cap(store: Store, store_url: str) -> None:
    visits = listed(store, followed(store, "harbour"), *(f"item-{n}" for n in range(copies.CAP + 10)))
    for visit in visits:
        stored(store, visit, "All rights reserved everywhere. " + visit.article_url, 1)
    before = postings_of(store_url)
    store.reindex(lambda _done, _total: None)
    assert postings_of(store_url) == before


def test_an_empty_store_has_an_empty_index(store: Store) -> None:
    assert store.reindex(lambda _done, _total: None) == 0


def test_a_family_has_its_origin_first_and_what_quotes_it(store: Store) -> None:
    visits = listed(store, followed(store, "harbour"), "wire", "reprint", "quote", "stranger")
    first = stored(store, visits[0], TEXT, 1)
    second = stored(store, visits[1], TEXT + " More.", 2, Copy(relation=Relation.SYNDICATED, of=first))
    third = stored(store, visits[2], OTHER + TEXT, 3, Copy(relation=Relation.PARTIAL, of=first))
    alone = stored(store, visits[3], OTHER, 4)
    ids = [first.version_id, second.version_id, third.version_id]
    for member in ids:
        assert [c.known.version_id for c in store.family(member)] == ids
    assert [c.known.version_id for c in store.family(alone.version_id)] == [alone.version_id]


def test_boilerplate_is_learned_from_enough_evidence_and_held_for_its_outlet_alone(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    version = a_version(visit)
    with store.transaction() as known:
        known.keep(version, Copy(relation=Relation.INDEPENDENT, boilerplate={1: 1, 2**64 - 1: 2}))
        assert known.boilerplate(version.outlet) == {2**64 - 1}
    with store.transaction() as known:
        again = replace(version, text=OTHER, fetched_at=after(9))
        known.keep(again, Copy(relation=Relation.INDEPENDENT, boilerplate={1: 1}))
        assert known.boilerplate(version.outlet) == {1, 2**64 - 1}
        assert known.boilerplate("Somebody else") == frozenset()


def postings_of(url: str) -> set[tuple[int, int]]:
    engine = open_engine(url)
    with reading(engine) as connection:
        found = {(h, i) for h, i in connection.execute(select(postings.c.hash, postings.c.version_id))}
    engine.dispose()
    return found
