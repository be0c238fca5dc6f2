"""Who is credited with what."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims import attribute
from pipeline.language import parse
from pipeline.model import Attribution, Block, Place, Span

from .cases import cases


def credited(text: str, speaker: str, says: str) -> bool:
    start = text.index(says)
    span = Span(start, start + len(says))
    return any(speaker in a.speaker and a.content.contains(span) for a in attribute(parse(text)))


@pytest.mark.parametrize("case", cases("attributions"), ids=lambda case: case["text"].strip()[:60])
def test_a_sentence_credits_those_who_speak_in_it(case: dict[str, Any]) -> None:
    text = case["text"].strip()
    missed = [c for c in case["credits"] if not credited(text, c["speaker"], c["says"])]
    assert missed == []
    assert case["credits"] or attribute(parse(text)) == ()


def by_content(text: str) -> dict[str, Attribution]:
    return {a.content.of(text): a for a in attribute(parse(text))}


def test_an_attribution_shows_where_speaker_cue_and_content_stand() -> None:
    text = "The bridge is safe, engineers insist."
    (found,) = attribute(parse(text))
    assert found.speaker_span is not None and found.speaker_span.of(text) == "engineers"
    assert found.cue is not None and found.cue.of(text) == "insist"
    assert (found.content.of(text), found.kind, found.inherited) == ("The bridge is safe", "say", False)


def test_the_kind_is_that_of_the_cue() -> None:
    kinds = {
        "The mill denied the charge.": "deny",
        "The mill admitted the error.": "admit",
        "The union accused the mill of theft.": "accuse",
        "Campaigners demanded an inquiry.": "demand",
        "The court ordered the dam to be opened.": "order",
        "The mayor promised to resign.": "promise",
        "Inspectors found three leaks.": "find",
        "Experts estimate that it will take a year.": "estimate",
        "The coastguard warned that the storm would return.": "warn",
        "The survey suggests that incomes fell.": "suggest",
    }
    assert {text: attribute(parse(text))[0].kind for text in kinds} == kinds


def test_a_role_that_the_text_names_later_gets_the_name() -> None:
    text = (
        "A senior official said the ship was seized.\nMarta Weiss, an official at the port authority, gave no reason."
    )
    assert attribute(parse(text))[0].speaker.startswith("Marta Weiss")


def test_somebody_who_speaks_for_a_body_carries_its_name() -> None:
    text = "The Rail Safety Board met on Friday.\nA spokeswoman said the line would stay closed."
    assert "Rail Safety Board" in attribute(parse(text))[-1].speaker


def test_initials_stand_for_the_full_name() -> None:
    text = "The Institute for Soil Research (ISR) met in May.\nThe ISR warned of higher prices."
    assert attribute(parse(text))[-1].speaker == "Institute for Soil Research (ISR)"


def test_a_free_rendering_goes_on_in_its_paragraph_and_ends_with_it() -> None:
    text = "The mayor said three lines would close. Buses would replace them.\nThe weather was mild."
    found = by_content(text)
    assert found["Buses would replace them."].speaker == "The mayor"
    assert found["Buses would replace them."].inherited
    assert not any("weather" in content for content in found)


def test_a_number_in_the_headline_is_of_whoever_gives_it_in_the_text() -> None:
    text = "Mine toll at 327\n\nThe mining office said that 327 men had died."
    blocks = [Block(place=Place.HEADLINE, span=Span(0, 16)), Block(place=Place.BODY, span=Span(18, len(text)))]
    found = attribute(parse(text, blocks))
    assert next((a.content.of(text), a.speaker) for a in found) == ("Mine toll at 327", "The mining office")


def test_the_minister_of_the_headline_is_the_one_of_the_text() -> None:
    head = "Dam is safe, Peruvian minister says"
    text = f"{head}\n\nEnergy Minister Rosa Quispe said on Monday that the dam was safe."
    blocks = [
        Block(place=Place.HEADLINE, span=Span(0, len(head))),
        Block(place=Place.BODY, span=Span(len(head) + 2, len(text))),
    ]
    assert attribute(parse(text, blocks))[0].speaker.startswith("Rosa Quispe")


def test_the_outlet_is_not_credited_with_what_it_reports() -> None:
    text = "The Evening Argus reported that the tower was sold."
    assert attribute(parse(text), outlet="Evening Argus") == ()


def test_the_outer_source_comes_before_the_inner_one() -> None:
    found = attribute(parse("Radio Alba said officials had told it that the reservoir was empty."))
    assert [a.speaker for a in found][:2] == ["Radio Alba", "officials"]
    assert found[0].content.contains(found[1].content)


HOSTILE = [
    "",
    "\x00",
    '"' * 5_000,
    "“‘" * 5_000 + " he said " + "’”" * 5_000,
    "(" * 5_000 + "The mayor said that it rained." + ")" * 5_000,
    "The mayor, " * 1_000 + "said it.",
    "the mayor said that " * 1_000,
    "9" * 100_000 + " people, the mayor said.",
    "A" * 100_000 + " said: no",
    "\u202eThe mayor\u202c said \x07it rained.",
    "HARLAN " + "- " * 5_000,
    'He said: "' * 2_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_without_harm(text: str) -> None:
    assert all(0 <= a.content.start <= a.content.end <= len(text) for a in attribute(parse(text)))


WORDS = st.sampled_from(
    [
        *'"“”‘’,.:;()-—\n',
        *[
            "said",
            "the",
            "mayor",
            "Ana",
            "Brandt",
            "that",
            "who",
            "and",
            "denied",
            "told",
            "by",
            "according",
            "to",
            "had",
            "been",
        ],
        *["it", "she", "claim", "'s", "accused", "of", "Monday", "41", "as", "not", "in", "report"],
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_muddle_of_words_gives_spans_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for a in attribute(parse(text)):
        assert 0 <= a.content.start <= a.content.end <= len(text)
        assert a.speaker


def test_nothing_said_is_no_attribution() -> None:
    assert all(a.content.end > a.content.start for a in attribute(parse("The defence will appeal. The mayor spoke.")))
