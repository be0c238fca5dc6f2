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


def told(found: Checked, *verdicts: Verdict) -> list[tuple[str, ...]]:
    """Phrase, present value, who says so, where, since when."""
    return [row(found, m) for m in found.marks if m.verdict in verdicts]


def row(found: Checked, mark: Mark) -> tuple[str, ...]:
    w = mark.witness
    assert w is not None and w.quantity is not None
    return mark.span.of(found.version.text), quantity_words(w.quantity), w.speaker, w.outlet, f"{w.reported_at:%F}"


OUTDATED = (Verdict.SUPERSEDED, Verdict.CORRECTED)


@pytest.mark.xdist_group("check")
def test_every_figure_of_the_ferry_story_that_has_moved_is_named_with_its_present_value(after: Store) -> None:
    found = checked(after, "ferry-sinking")
    assert told(found, *OUTDATED) == [
        ("At least 17", "58", "the coastguard", "The Harbour Post", "2022-11-20"),
        ("At least 17", "58", "the coastguard", "The Harbour Post", "2022-11-20"),
        ("64", "9", "the coastguard", "The Harbour Post", "2022-11-20"),
        ("Around 150", "164", "the coastguard", "The Harbour Post", "2022-11-20"),
    ]
    assert told(found, Verdict.DISPUTED, Verdict.DENIED) == []


@pytest.mark.xdist_group("check")
def test_every_figure_of_the_stations_story_that_has_moved_is_named_with_its_present_value(after: Store) -> None:
    found = checked(after, "police-stations")
    assert [(phrase, now, outlet, day) for phrase, now, _, outlet, day in told(found, *OUTDATED)] == [
        ("54", "102", "Meridian Wire", "2022-12-05"),
        ("54", "102", "Meridian Wire", "2022-12-05"),
    ]
    # the word "countries" alone does not say that both reports count the same ones
    assert [(phrase, now) for phrase, now, *_ in told(found, Verdict.DISPUTED)] == [("spread over 30", "53")]
    assert told(found, Verdict.DENIED) == []
    carried = {found.version.text[m.span.start : m.span.end] for m in found.marks if m.verdict is Verdict.CURRENT}
    assert "230,000" in carried


@pytest.mark.xdist_group("check")
def test_the_annotated_page_has_a_note_for_each_thing_out_of_date(after: Store) -> None:
    page = render_check(checked(after, "ferry-sinking"), "The ferry")
    assert page.count('<mark class="superseded">') == 4
    assert [page.count(f'id="note-{n}"') for n in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert page.count('href="#note-1"') == 2
