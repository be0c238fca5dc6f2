"""The seeds of the recorded stories, checked after the replay: every annotation that a reader is shown, in full."""

from collections.abc import Iterator

import pytest

from db.store import Store, open_store
from pipeline import dedupe
from pipeline.cli.checking import own, withdrawals
from pipeline.demo import coverage
from pipeline.ledger import Context
from pipeline.model import Checked, Mark, Verdict
from pipeline.replay import load, replay
from pipeline.report.checked import render_check
from pipeline.report.quantities import quantity_words


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store after the replay of the recording that ships with the program."""
    path = tmp_path_factory.mktemp("replayed") / "store.db"
    store = open_store(f"sqlite:///{path}", fingerprints=dedupe.fingerprints)
    replay(load(coverage()), store, seeds={}, context=Context())
    yield store
    store.close()


def checked(store: Store, story_id: str) -> Checked:
    found = own(store, store.story(story_id), withdrawals(store, story_id))
    assert found is not None
    return found


def figures(found: Checked) -> list[tuple[str, ...]]:
    """Every figure of the article: value, verdict; where it is not unknown present value, who says so, where, when."""
    return [row(m) for m in found.marks if m.quantity is not None]


def row(mark: Mark) -> tuple[str, ...]:
    assert mark.quantity is not None
    said = (quantity_words(mark.quantity), mark.verdict.value)
    w = mark.witness
    if w is None or w.quantity is None:
        return said
    return *said, quantity_words(w.quantity), w.speaker, w.outlet, f"{w.reported_at:%F}"


def contested(found: Checked) -> list[str]:
    """The claims that somebody stands against."""
    verdicts = (Verdict.DENIED, Verdict.DISPUTED)
    return [m.span.of(found.version.text) for m in found.marks if m.quantity is None and m.verdict in verdicts]


@pytest.mark.xdist_group("check")
def test_every_figure_of_the_ferry_story_is_marked_as_what_it_is_today(after: Store) -> None:
    found = checked(after, "ferry-sinking")
    coastguard = ("the coastguard", "The Harbour Post", "2022-11-20")
    minister = ("Rui Andrade, Transport Minister", "Northgate News", "2022-11-15")
    assert figures(found) == [
        ("at least 17", "superseded", "58", *coastguard),
        ("at least 17", "superseded", "58", *coastguard),
        ("64", "superseded", "9", *coastguard),
        ("8 to 10\xa0km", "unknown"),
        ("about 150", "superseded", "164", *coastguard),
        ("231", "current", "231", *minister),
        ("19", "unknown"),
        ("180", "current", "180", *minister),
        ("up to 90\xa0km/h", "unknown"),
        ("2", "unknown"),
        ("3\xa0decades", "unknown"),
        ("4", "unknown"),
        ("20\xa0minutes", "unknown"),
    ]
    assert contested(found) == []


@pytest.mark.xdist_group("check")
def test_every_figure_of_the_stations_story_is_marked_as_what_it_is_today(after: Store) -> None:
    found = checked(after, "police-stations")
    group = ("Safeguard Defenders, campaign group", "Meridian Wire", "2022-12-05")
    assert figures(found) == [
        ("54", "superseded", "102", *group),
        ("54", "superseded", "102", *group),
        ("30", "superseded", "53", *group),
        # the report with a slip ("23,000") was mended by its outlet: it stands against nothing
        ("230,000", "current", "230,000", "the group", "China Desk Notes", "2022-12-06"),
        ("20", "unknown"),
        ("9", "unknown"),
        ("110", "unknown"),
    ]
    assert contested(found) == []


@pytest.mark.xdist_group("check")
def test_the_annotated_page_has_a_note_for_each_thing_out_of_date(after: Store) -> None:
    page = render_check(checked(after, "ferry-sinking"), "The ferry")
    assert page.count('<mark class="superseded">') == 4
    assert [page.count(f'id="note-{n}"') for n in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert page.count('href="#note-1"') == 2
