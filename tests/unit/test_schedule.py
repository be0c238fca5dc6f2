from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Poll, PollResult, Source, SourceKind, Spent, Visit
from pipeline.schedule import Due, Rhythm, Timetable, next_poll, next_try_at, next_visit_at, rhythm_s, within_budget

SETTLED, TRIES = Timetable().settled, Timetable().tries

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
TIMES = Timetable()
RHYTHM = Rhythm(floor=timedelta(minutes=15), ceiling=timedelta(hours=6))
SOURCE = Source(
    id=1, kind=SourceKind.FEED, url="https://a.example/feed", title="A", story_ids=("fire",), due_at=NOW, news_at=NOW
)
VISIT = Visit(article_id=1, url="https://a.example/1", article_url="https://a.example/1", outlet="A", first_seen_at=NOW)


def due(source: Source, retry_after_s: float | None = None, **said: Any) -> Due:
    poll = replace(Poll(source_id=1, at=NOW, result=PollResult.UNCHANGED, status=200), **said)
    return next_poll(source, poll, retry_after_s=retry_after_s, rhythm=RHYTHM)


def wait(source: Source, retry_after_s: float | None = None, **said: Any) -> timedelta:
    return due(source, retry_after_s, **said).at - NOW


def ago(*hours: float) -> list[datetime | None]:
    return [NOW - timedelta(hours=h) for h in hours]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (ago(1, 2, 3, 4, 5), 3_600),
        (ago(5, 3, 1, 2, 4), 3_600),
        ([*ago(1, 3, 5), None, NOW + timedelta(days=9)], 7_200),
        (ago(0.1, 0.2, 0.3, 24, 48, 72, 96), 360),
        (ago(1, 1, 1, 1), None),
        (ago(1, 2), None),
        ([], None),
    ],
    ids=["hourly", "in any order", "without the future", "a burst", "all at once", "too few", "none"],
)
def test_the_rhythm_is_what_usually_lies_between_the_newest_entries(
    dates: list[datetime | None], expected: float | None
) -> None:
    found = rhythm_s(dates, NOW)
    assert found == (None if expected is None else pytest.approx(expected))


def test_a_source_without_dates_that_brings_news_is_asked_again_at_the_floor() -> None:
    assert wait(SOURCE, result=PollResult.NEW) == timedelta(minutes=15)


def test_an_hourly_source_is_asked_every_half_hour() -> None:
    found = due(SOURCE, result=PollResult.NEW, rhythm_s=3_600, newest_at=NOW - timedelta(minutes=20))
    assert (found.at - NOW, found.why) == (timedelta(minutes=30), "brings something about every 60 minutes")


def test_a_burst_is_followed_at_the_floor() -> None:
    found = due(SOURCE, result=PollResult.NEW, rhythm_s=240, newest_at=NOW)
    assert found.at - NOW == timedelta(minutes=15)
    assert found.why == "brings something about every 4 minutes; never sooner than 15 minutes"


def test_a_daily_source_is_still_asked_at_the_ceiling() -> None:
    assert wait(SOURCE, result=PollResult.NEW, rhythm_s=86_400, newest_at=NOW) == timedelta(hours=6)


def test_a_known_rhythm_lasts_while_nothing_changes() -> None:
    assert wait(replace(SOURCE, rhythm_s=3_600)) == timedelta(minutes=30)


def test_a_quiet_source_is_asked_ever_more_seldom() -> None:
    quiet = [
        replace(SOURCE, rhythm_s=r, news_at=NOW - timedelta(hours=h)) for r in (None, 600) for h in (1, 8, 24, 900)
    ]
    waits = [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3), timedelta(hours=6)]
    assert [wait(s) for s in quiet] == waits * 2
    assert due(quiet[1]).why == "has been silent for 8 hours"


def test_what_the_server_says_is_believed_up_to_the_ceiling() -> None:
    assert wait(SOURCE, hint_s=7_200) == timedelta(hours=2)
    assert wait(replace(SOURCE, hint_s=7_200)) == timedelta(hours=2)
    assert wait(SOURCE, hint_s=1e9) == timedelta(hours=6)
    assert wait(SOURCE, hint_s=5) == timedelta(minutes=15)
    assert due(SOURCE, hint_s=7_200).why == "says that its answer is good for 2 hours"


def test_a_failing_source_is_left_alone_about_twice_as_long_each_time() -> None:
    waits = [wait(replace(SOURCE, n_failures=n), result=PollResult.FAILED) / timedelta(minutes=1) for n in range(7)]
    for found, expected in zip(waits, (30, 60, 120, 240, 360, 360, 360), strict=True):
        assert 0.75 * expected <= found < 1.25 * expected


def test_sources_that_failed_together_do_not_return_together() -> None:
    assert len({wait(replace(SOURCE, id=n), result=PollResult.FAILED) for n in range(100)}) == 100


@pytest.mark.parametrize(
    ("asked_s", "expected"),
    [(3600, timedelta(hours=1)), (1, timedelta(minutes=15)), (-5, timedelta(minutes=15)), (1e9, timedelta(days=1))],
)
def test_a_server_that_asks_us_to_stay_away_is_obeyed_within_reason(asked_s: float, expected: timedelta) -> None:
    found = due(SOURCE, asked_s, result=PollResult.FAILED, status=503)
    assert found.at - NOW == expected
    assert found.why.startswith("asked to be left alone for")


@given(
    n=st.integers(0, 10_000),
    usual=st.none() | st.floats(0, 1e12),
    hint=st.none() | st.floats(0, 1e9),
    news=st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    result=st.sampled_from(PollResult),
    retry=st.none() | st.floats(-1e12, 1e12),
)
def test_a_source_is_always_due_within_reason(
    n: int,
    usual: float | None,
    hint: float | None,
    news: datetime | None,
    result: PollResult,
    retry: float | None,
) -> None:
    known = replace(SOURCE, n_failures=n, rhythm_s=usual, news_at=news and news.replace(tzinfo=UTC))
    found = due(known, retry, result=result, hint_s=hint)
    assert RHYTHM.floor <= found.at - NOW <= max(RHYTHM.ceiling * 1.25, RHYTHM.longest_absence)
    assert found.why.isprintable()


def test_visits_thin_out_while_a_page_stays_as_it_is() -> None:
    at, waits = NOW, []
    while (again := next_visit_at(VISIT, at, changed=False)) is not None:
        waits.append(again - at)
        at = again
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=30)
    assert at - NOW > TIMES.settled
    assert len(waits) < 45
    assert waits[-1] == TIMES.ceiling


def test_a_page_that_changed_is_visited_again_soon() -> None:
    old = replace(VISIT, first_seen_at=NOW - timedelta(days=100))
    assert next_visit_at(old, NOW, changed=True) == NOW + timedelta(minutes=30)


def test_case_42_a_page_that_is_another_one_at_every_visit_is_visited_by_its_age() -> None:
    at, n = NOW, 0
    while at - NOW < SETTLED and n < 10_000:
        found = next_visit_at(replace(VISIT, n_changes=n, changed_at=at), at, changed=True)
        assert found is not None
        at, n = found, n + 1
    assert n < 80


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
