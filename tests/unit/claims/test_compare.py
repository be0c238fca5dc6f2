"""The same assertion in other words, and its denial."""

import pytest

from pipeline.claims import denies, same_assertion, similarity

from .cases import claim_of

SAME = [
    ("The council ordered the closure of the bar.", "The council told the bar to shut."),
    ("Police arrested the harbour master on Monday.", "The harbour master was detained by police."),
    (
        "The bank lost 40 million crowns, the auditor said.",
        "Losses at the bank came to 40 million crowns, the auditor said.",
    ),
    ("The mayor said the tower would be sold to a brewery.", "The tower will be sold to a brewery, the mayor said."),
]

OTHER = [
    ("The council ordered the closure of the bar.", "The council ordered the repair of the bridge."),
    ("The auditor said the bank lost 40 million crowns.", "The auditor said the bank lost 90 thousand pens."),
    ("The mayor said the tower was safe.", "The mayor said the tower was not safe."),
    ("The court ordered the mill to close.", "The court may order the mill to close."),
    ("The mayor said the tower was safe.", "Owls nest in the old railway station, a walker said."),
]

DENIALS = [
    ("The bank denied that it had hidden the losses.", "The bank hid the losses, auditors say."),
    ("The owner said the bar was not closed by the council.", "The bar was closed by the council."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_the_same_assertion(one: str, other: str) -> None:
    assert same_assertion(claim_of(one), claim_of(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_differs_in_act_number_or_truth_is_another_assertion(one: str, other: str) -> None:
    assert not same_assertion(claim_of(one), claim_of(other))


@pytest.mark.parametrize(("denial", "of"), DENIALS)
def test_a_denial_answers_what_it_turns_round(denial: str, of: str) -> None:
    assert denies(claim_of(denial), claim_of(of))


def test_a_denial_does_not_answer_another_matter() -> None:
    assert not denies(
        claim_of("The bank denied that it had hidden losses."), claim_of("Two ferries sank in the night.")
    )


def test_a_claim_is_wholly_like_itself_in_words_and_likeness_is_mutual() -> None:
    a, b = claim_of(SAME[0][0]), claim_of(SAME[0][1])
    assert similarity(a, b) == similarity(b, a) <= similarity(a, a) <= 1


def test_a_denied_negation_says_that_it_is_so() -> None:
    assert same_assertion(
        claim_of("The airline denied that it had not paid the pilots in May."),
        claim_of("The airline said it had paid the pilots in May."),
    )
