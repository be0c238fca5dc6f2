import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline.clock import SystemClock, VirtualClock

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_the_system_clock_speaks_utc_in_whole_seconds() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0


def test_a_virtual_clock_stands_still_while_others_wait() -> None:
    clock = VirtualClock(NOON)
    asyncio.run(clock.sleep(3600))
    assert clock.now() == NOON


def test_a_virtual_clock_is_set_in_any_zone_and_read_in_utc() -> None:
    clock = VirtualClock(NOON)
    clock.set(datetime(2024, 5, 1, 15, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == datetime(2024, 5, 1, 13, tzinfo=UTC)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="later than"):
        VirtualClock(NOON).set(NOON - timedelta(seconds=1))
