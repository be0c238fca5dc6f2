from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PollResult, Source, SourceKind, Visit
from pipeline.schedule import SETTLED, TRIES, Rhythm, next_poll_at, next_try_at, next_visit_at

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
RHYTHM = Rhythm(floor=timedelta(minutes=15), ceiling=timedelta(hours=6))
SOURCE = Source(
    id=1, kind=SourceKind.FEED, url="https://a.example/feed", title="A", story_ids=("fire",), due_at=NOW, news_at=NOW
)
VISIT = Visit(article_id=1, url="https://a.example/1", article_url="https://a.example/1", outlet="A", first_seen_at=NOW)


def poll_wait(source: Source, result: PollResult, retry_after_s: float | None = None) -> timedelta:
    return next_poll_at(source, result, NOW, retry_after_s=retry_after_s, rhythm=RHYTHM) - NOW


def test_a_source_that_brings_news_is_asked_again_at_the_floor() -> None:
    assert poll_wait(SOURCE, PollResult.NEW) == timedelta(minutes=15)


def test_a_quiet_source_is_asked_ever_more_seldom() -> None:
    waits = [
        poll_wait(replace(SOURCE, news_at=NOW - timedelta(hours=h)), PollResult.UNCHANGED) for h in (1, 8, 24, 900)
    ]
    assert waits == [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3), timedelta(hours=6)]


def test_a_failing_source_is_left_alone_twice_as_long_each_time() -> None:
    waits = [poll_wait(replace(SOURCE, n_failures=n), PollResult.FAILED) for n in range(6)]
    assert waits == [timedelta(minutes=m) for m in (30, 60, 120, 240, 360, 360)]


@pytest.mark.parametrize(
    ("asked_s", "expected"),
    [(3600, timedelta(hours=1)), (1, timedelta(minutes=15)), (-5, timedelta(minutes=15)), (1e9, timedelta(days=1))],
)
def test_a_server_that_asks_us_to_stay_away_is_obeyed_within_reason(asked_s: float, expected: timedelta) -> None:
    assert poll_wait(SOURCE, PollResult.FAILED, asked_s) == expected


def test_visits_thin_out_while_a_page_stays_as_it_is() -> None:
    at, waits = NOW, []
    while (due := next_visit_at(VISIT, at, changed=False)) is not None:
        waits.append(due - at)
        at = due
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=30)
    assert at - NOW > SETTLED
    assert len(waits) < 25


def test_a_page_that_changed_is_visited_again_soon() -> None:
    old = replace(VISIT, first_seen_at=NOW - timedelta(days=100))
    assert next_visit_at(old, NOW, changed=True) == NOW + timedelta(minutes=30)


def test_a_page_that_cannot_be_had_is_given_up_at_last() -> None:
    assert next_try_at(replace(VISIT, n_failures=TRIES - 1), NOW, retry_after_s=None) is None


@given(n=st.integers(0, TRIES - 2), wait_s=st.none() | st.floats(-1e6, 1e6))
def test_a_page_is_never_tried_again_before_the_server_allows(n: int, wait_s: float | None) -> None:
    due = next_try_at(replace(VISIT, n_failures=n), NOW, retry_after_s=wait_s)
    assert due is not None
    assert due >= NOW + timedelta(seconds=min(max(wait_s or 0, 0), 86_400))
