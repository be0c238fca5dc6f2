from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PollResult, Source, SourceKind, Spent, Visit
from pipeline.schedule import Rhythm, Timetable, next_poll_at, next_try_at, next_visit_at, within_budget

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
TIMES = Timetable()
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
    assert at - NOW > TIMES.settled
    assert len(waits) < 45
    assert waits[-1] == TIMES.ceiling


def test_a_page_that_changed_is_visited_again_soon() -> None:
    old = replace(VISIT, first_seen_at=NOW - timedelta(days=100))
    assert next_visit_at(old, NOW, changed=True) == NOW + timedelta(minutes=30)


def test_a_page_that_cannot_be_had_is_given_up_at_last() -> None:
    assert next_try_at(replace(VISIT, n_failures=TIMES.tries - 1), NOW, retry_after_s=None) is None


@given(n=st.integers(0, TIMES.tries - 2), wait_s=st.none() | st.floats(-1e6, 1e6))
def test_a_page_is_never_tried_again_before_the_server_allows(n: int, wait_s: float | None) -> None:
    due = next_try_at(replace(VISIT, n_failures=n), NOW, retry_after_s=wait_s)
    assert due is not None
    assert due >= NOW + timedelta(seconds=min(max(wait_s or 0, 0), 86_400))


NOTHING = Spent()


def again(n: int, *, hours: float = 5, host: str = "a.example", story: str = "fire") -> Visit:
    url = f"https://{host}/{n}"
    seen = NOW - timedelta(hours=hours)
    return replace(VISIT, article_id=n, url=url, article_url=url, n_visits=1, first_seen_at=seen, story_ids=(story,))


def chosen(due: list[Visit], spent: Spent = NOTHING, *, per_story: int = 9, per_host: int = 9) -> list[int]:
    timetable = Timetable(per_story=per_story, per_host=per_host)
    return [v.article_id for v in within_budget(due, spent, timetable)]


def test_visits_again_stay_within_the_budget_of_their_story_and_the_freshest_go_first() -> None:
    due = [again(1, hours=40), again(2, hours=3), again(3, hours=9), again(4, hours=9, story="flood")]
    assert chosen(due, per_story=2) == [2, 3, 4]
    assert chosen(due, Spent(by_story={"fire": 1}), per_story=2) == [2, 4]


def test_visits_again_stay_within_the_budget_of_their_host() -> None:
    due = [again(1), again(2), again(3, host="b.example")]
    assert len(chosen(due, per_host=1)) == 2
    assert chosen(due, Spent(by_host={"a.example": 1}), per_host=1) == [3]


def test_a_first_visit_is_never_put_off() -> None:
    assert chosen([VISIT, again(2)], per_story=0, per_host=0) == [VISIT.article_id]


def test_a_page_of_two_stories_is_paid_for_by_the_one_that_has_more_left() -> None:
    both = replace(again(1), story_ids=("fire", "flood"))
    assert chosen([both], Spent(by_story={"fire": 2}), per_story=2) == [1]
    assert chosen([both], Spent(by_story={"fire": 2, "flood": 2}), per_story=2) == []
