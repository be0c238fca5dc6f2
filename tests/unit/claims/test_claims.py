"""What a document states."""

from typing import Any

import pytest

from pipeline.claims import attribute, read_claims
from pipeline.claims.records import claim_record
from pipeline.language import parse
from pipeline.model import Block, Claim, Modality, Place, Span, Stance

from .cases import OUTLET, cases, claim_of, claims_of


def shown(claim: Claim, name: str) -> Any:
    """The side of a claim that a case speaks of."""
    return {
        "act": claim.act,
        "stance": claim.stance.value,
        "modality": claim.modality.value,
        "positive": claim.positive,
        "credited": claim.credited,
        "on": claim.event_on,
    }[name]


@pytest.mark.parametrize("case", [c for c in cases("claims") if c["want"]], ids=lambda case: case["text"])
def test_a_sentence_states(case: dict[str, Any]) -> None:
    claim, want = claim_of(case["text"]), dict(case["want"])
    assert want.pop("speaker", "") in claim.speaker
    assert {f"@{act}" for act in want.pop("acts", [])} <= claim.terms
    assert {number for number in [want.pop("number", None)] if number} <= claim.terms
    assert {name: shown(claim, name) for name in want} == want


@pytest.mark.parametrize("case", [c for c in cases("claims") if not c["want"]], ids=lambda case: case["text"])
def test_a_scene_states_nothing(case: dict[str, Any]) -> None:
    assert claims_of(case["text"]) == ()


#: least share of what is attributed that some claim's sentence covers, and of that with a speaker whose name is right
COVERED, RIGHT = 0.95, 0.90


def test_nearly_all_that_is_attributed_gives_a_claim_with_its_speaker() -> None:
    told = [(case["text"], credit) for case in cases("coverage") for credit in case["credits"]]
    covered = [(credit["speaker"], found) for text, credit in told if (found := covering(text, credit["says"]))]
    named = [(who, found) for who, found in covered if who]
    right = [who for who, found in named if any(who.lower() in claim.speaker.lower() for claim in found)]
    assert len(covered) / len(told) >= COVERED
    assert len(right) / len(named) >= RIGHT


def covering(text: str, says: str) -> list[Claim]:
    """Claims whose sentence has some of the words."""
    words = Span(text.index(says), text.index(says) + len(says))
    return [claim for claim in claims_of(text) if claim.sentence.overlaps(words)]


def test_a_claim_shows_its_sentence_and_its_words() -> None:
    text = "Rain fell. The mayor said on Monday that the bridge was closed."
    claim = claim_of(text)
    assert claim.sentence.of(text) == "The mayor said on Monday that the bridge was closed."
    assert claim.span.of(text) == claim.text == "the bridge was closed."


def test_a_record_has_the_fields_of_the_seam() -> None:
    text = "The mayor said the bridge was closed."
    assert claim_record(claim_of(text), text) == {
        "text": "the bridge was closed.",
        "speaker": "The mayor",
        "stance": "asserts",
        "sentence": text,
        "start": 15,
        "end": 37,
    }


def test_who_takes_part_is_told_by_name_and_role() -> None:
    claim = claim_of("Judge Ada Quist ordered the company to pay the fishermen of Orrel.")
    assert {"Judge Ada Quist", "company", "fishermen"} <= set(claim.participants)


def test_without_a_source_the_doer_speaks_and_nobody_is_credited() -> None:
    claim = claim_of("Rescuers evacuated the valley.")
    assert (claim.speaker, claim.credited) == ("Rescuers", False)


def test_a_number_nobody_gives_is_the_outlets() -> None:
    claim = claim_of("The fire burned 30 hectares of pine.")
    assert (claim.speaker, claim.credited) == (OUTLET, False)


def test_a_caption_states_nothing() -> None:
    text = "The mayor said the bridge was closed."
    document = parse(text, [Block(place=Place.CAPTION, span=Span(0, len(text)))])
    assert read_claims(document, attribute(document)) == ()


def test_told_ordered_and_must_meet_in_their_acts() -> None:
    sentences = [
        "The council told the bar to shut.",
        "The council ordered the closure of the bar.",
        "The bar must close, the council said.",
    ]
    assert all({"@order", "@close"} <= claim_of(sentence).terms for sentence in sentences)


def test_a_named_denial_early_in_the_text_outweighs_a_number_at_its_end() -> None:
    text = (
        "Founder Karl Ekdahl denied on Monday that he had bribed the customs officers of Orrel.\n"
        "The hall was full.\nThe trees were bare.\nThe trial costs 12 crowns an hour."
    )
    first, last = claims_of(text)[0], claims_of(text)[-1]
    assert 0 <= last.weight < first.weight <= 1


def test_refusing_says_something_itself() -> None:
    claim = claim_of("The club refused to pay the fine.")
    assert (claim.act, claim.stance, claim.positive) == ("refuse", Stance.ASSERTS, False)
    assert claim.modality is Modality.ASSERTED
