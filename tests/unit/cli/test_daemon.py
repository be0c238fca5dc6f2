"""The daemon: the week that ended, jobs that fail, jobs that break, and an end in order."""

from datetime import UTC, datetime, timedelta
from threading import Event, Timer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.daemon import WEEK, Jobs, keep_time, last_week
from pipeline.errors import StoreBusy, StoreError


@pytest.mark.parametrize(
    ("now", "weekday", "hour", "zone", "since", "until"),
    [
        # a Wednesday, a Monday before and after the hour
        ("2031-03-05T12:00", 0, 6, "UTC", "2031-02-24T06:00", "2031-03-03T06:00"),
        ("2031-03-03T05:59", 0, 6, "UTC", "2031-02-17T06:00", "2031-02-24T06:00"),
        ("2031-03-03T06:00", 0, 6, "UTC", "2031-02-24T06:00", "2031-03-03T06:00"),
        # the hour is that of the desk
        ("2031-03-03T05:30", 0, 6, "Europe/Lisbon", "2031-02-17T06:00", "2031-02-24T06:00"),
        ("2031-03-03T12:30", 0, 6, "America/New_York", "2031-02-24T11:00", "2031-03-03T11:00"),
        # the clocks change in that week: 30 March 2031 in Berlin
        ("2031-04-01T12:00", 0, 6, "Europe/Berlin", "2031-03-24T05:00", "2031-03-31T04:00"),
        # 02:00 does not exist on that Sunday
        ("2031-03-30T12:00", 6, 2, "Europe/Berlin", "2031-03-23T01:00", "2031-03-30T01:00"),
    ],
)
def test_the_week_ends_at_the_desks_hour(now: str, weekday: int, hour: int, zone: str, since: str, until: str) -> None:
    found = last_week(datetime.fromisoformat(now).replace(tzinfo=UTC), weekday=weekday, hour=hour, zone=zone)
    assert [f"{at:%Y-%m-%dT%H:%M}" for at in found] == [since, until]


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001  # hypothesis wants naive ends
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_there_is_always_one_week_that_ended_last(now: datetime, weekday: int, hour: int, zone: str) -> None:
    at = now.replace(tzinfo=UTC)
    since, until = last_week(at, weekday=weekday, hour=hour, zone=zone)
    assert since < until <= at + timedelta(hours=1)
    assert at - until < WEEK + timedelta(hours=1)
    assert abs((until - since) - WEEK) <= timedelta(hours=1)


def done_after(event: Event, seconds: float) -> Timer:
    timer = Timer(seconds, event.set)
    timer.start()
    return timer


def nothing() -> None:
    """A job without work."""


def test_each_job_runs_at_once_and_the_daemon_ends_when_asked() -> None:
    stop, ran = Event(), []

    def cycle() -> None:
        ran.append("cycle")
        if len(ran) >= 3:
            stop.set()

    keep_time(Jobs(cycle=cycle, digest=lambda: ran.append("digest"), housekeeping=nothing), cycle_s=0.05, stopping=stop)
    assert "cycle" in ran
    assert "digest" in ran


@pytest.mark.parametrize("error", [StoreBusy("another run"), StoreError("the disk is full")])
def test_an_error_of_ours_is_logged_and_the_job_runs_again(error: Exception) -> None:
    stop, tries = Event(), []

    def cycle() -> None:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise error

    keep_time(Jobs(cycle=cycle, digest=nothing, housekeeping=nothing), cycle_s=0.05, stopping=stop)
    assert len(tries) >= 3


def test_an_unexpected_exception_ends_the_daemon_loudly() -> None:
    def broken() -> None:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError, match="a bug"):
        keep_time(Jobs(cycle=broken, digest=nothing, housekeeping=nothing), cycle_s=60, stopping=Event())


def test_the_entry_in_hand_is_finished_before_the_end() -> None:
    stop, finished = Event(), []

    def cycle() -> None:
        done_after(stop, 0.05)
        stop.wait()
        Event().wait(0.2)
        finished.append(True)

    keep_time(Jobs(cycle=cycle, digest=nothing, housekeeping=nothing), cycle_s=60, stopping=stop)
    assert finished == [True]
