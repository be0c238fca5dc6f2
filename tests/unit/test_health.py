from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.health import blind
from pipeline.model import FlagKind, Poll, PollResult, Source, SourceKind

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SOURCE = Source(
    id=1, kind=SourceKind.FEED, url="https://a.example/feed", title="The Courier", story_ids=("fire",), due_at=NOW,
    n_failures=9, ok_at=NOW - timedelta(days=2),
)  # fmt: skip
FAILED = Poll(source_id=1, at=NOW, result=PollResult.FAILED, status=503, error="a.example: 503, tried again later")


def test_a_source_that_fails_for_long_is_blind_and_the_flag_says_since_when_and_why() -> None:
    found = blind(SOURCE, FAILED)
    assert found is not None
    flag = found.flag
    assert flag.kind is FlagKind.SOURCE_BLIND
    assert flag.why == "The Courier has not been seen since 29 Apr 2024: a.example: 503, tried again later"


def test_a_source_that_never_answered_is_blind_after_three_tries() -> None:
    never = replace(SOURCE, ok_at=None)
    assert blind(replace(never, n_failures=1), FAILED) is None
    found = blind(replace(never, n_failures=2), FAILED)
    assert found is not None
    assert "since it was added" in found.flag.why


def test_a_source_that_is_gone_for_good_is_blind_at_once() -> None:
    assert blind(replace(SOURCE, n_failures=0, ok_at=NOW), replace(FAILED, status=410)) is not None


@pytest.mark.parametrize(
    ("source", "poll"),
    [
        (SOURCE, replace(FAILED, result=PollResult.UNCHANGED)),
        (replace(SOURCE, ok_at=NOW - timedelta(hours=3)), FAILED),
        (replace(SOURCE, n_failures=0), FAILED),
    ],
    ids=["it answers", "a short gap", "one failure after a long pause"],
)
def test_the_weather_of_the_web_is_no_blindness(source: Source, poll: Poll) -> None:
    assert blind(source, poll) is None


HOURLY = replace(SOURCE, n_failures=0, rhythm_s=3_600, news_at=NOW - timedelta(days=3), ok_at=NOW - timedelta(hours=6))
UNCHANGED = replace(FAILED, result=PollResult.UNCHANGED, error=None)


def test_a_source_that_answers_but_is_silent_for_longer_than_its_rhythm_explains_is_blind() -> None:
    found = blind(HOURLY, UNCHANGED)
    assert found is not None
    assert found.flag.why == (
        "The Courier answers but has brought nothing since 28 Apr 2024, though it used to bring something about every "
        "60 minutes: look whether the site has moved its feed"
    )


def test_one_silence_is_one_spell() -> None:
    later = replace(UNCHANGED, at=NOW + timedelta(hours=6))
    spells = {found.spell for poll in (UNCHANGED, later) if (found := blind(HOURLY, poll)) is not None}
    assert len(spells) == 1


@pytest.mark.parametrize(
    ("source", "poll"),
    [
        (replace(HOURLY, news_at=NOW - timedelta(days=2)), UNCHANGED),
        (replace(HOURLY, rhythm_s=86_400), UNCHANGED),
        (replace(HOURLY, rhythm_s=None), UNCHANGED),
        (replace(HOURLY, news_at=NOW - timedelta(days=300)), UNCHANGED),
        (HOURLY, replace(UNCHANGED, result=PollResult.NEW, newest_at=NOW)),
    ],
    ids=["a weekend", "a daily source", "no rhythm known", "told long ago", "it has just spoken"],
)
def test_a_silence_that_its_rhythm_explains_is_no_blindness(source: Source, poll: Poll) -> None:
    assert blind(source, poll) is None
