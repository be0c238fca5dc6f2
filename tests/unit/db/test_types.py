"""What becomes of Python values on their way into a column."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect
from sqlalchemy.engine import create_mock_engine

from db.types import Json, UtcDateTime, signed, storable

SQLITE, POSTGRESQL = (create_mock_engine(f"{name}://", print).dialect for name in ("sqlite", "postgresql+psycopg"))

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=zones)  # noqa: DTZ001 - limits are naive


@given(st.text(st.characters()))
def test_storable_text_has_the_length_of_the_original_and_is_utf8(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert "\x00" not in stored
    assert storable(stored) == stored.encode("utf-8").decode("utf-8")


@given(times, times)
def test_times_on_sqlite_sort_as_times_do(one: datetime, other: datetime) -> None:
    column = UtcDateTime()
    stored = [column.process_bind_param(at, SQLITE) for at in (one, other)]
    assert (stored[0] < stored[1]) == (one < other)
    assert column.process_result_value(stored[0], SQLITE) == one.astimezone(UTC)


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=["sqlite", "postgresql"])
def test_a_time_without_a_zone_is_refused(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="a time without a zone"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 2), dialect)  # noqa: DTZ001 - the point of the test


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_fingerprints_stay_apart_when_they_are_signed(one: int, other: int) -> None:
    assert -(2**63) <= signed(one) < 2**63
    assert (signed(one) == signed(other)) == (one == other)
    assert signed(signed(one)) == signed(one)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), st.floats(allow_nan=False)
    )
)
def test_json_comes_back_as_it_was_infinities_included(value: dict[str, float]) -> None:
    column = Json()
    assert column.process_result_value(column.process_bind_param(value, SQLITE), SQLITE) == value
