"""In what a copy differs from what it copies, said one by one."""

import random

import pytest

from pipeline.dedupe import classify, differences
from pipeline.model import DifferenceKind, Relation
from tests.unit.dedupe.texts import article, known, version

FIRST = "The ferry to Arden ran aground on Monday with 64 people aboard, and nobody was hurt when it struck the bank."
SECOND = "The captain told the harbour board that he had not seen the buoy, which had been dark since the storm in May."
THIRD = "A tug from Belmar will try to pull it free on the next high tide, said the harbour master Ines Roy."
LAST = "The owner of the ferry has three other boats and a licence that ends with the year."
STORY = f"{FIRST} {SECOND}\n\n{THIRD}\n\n{LAST}"


def told(text: str) -> list[tuple[str, str, str]]:
    probe = version(text)
    copy = classify(probe, previous=None, near=[known(version(STORY, outlet="wire"))])
    assert copy.relation not in (Relation.INDEPENDENT, Relation.IDENTICAL)
    return [(d.kind.value, d.old, d.new) for d in differences(probe, copy)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("64 people", "46 people", ("number", "64", "46")),
        ("three other", "seven other", ("number", "three", "seven")),
        ("had not seen", "had seen", ("negation", "not", "")),
        ("tug from Belmar", "tug from Thornby", ("name", "Belmar", "Thornby")),
        ("Ines Roy.", "Lena Brandt.", ("name", "Ines Roy", "Lena Brandt")),
        ("said the harbour master Ines Roy", "said Lena Brandt", ("speaker", "", "Lena Brandt")),
    ],
)
def test_a_word_of_weight_that_was_changed(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert expected[:1] + expected[2:] in {(k, n) for k, _, n in told(STORY.replace(old, new))}


def test_a_sentence_put_in_and_one_left_out() -> None:
    own = "The mayor has asked the county for a second boat at once."
    found = told(f"{FIRST} {own} {SECOND}\n\n{LAST}")
    assert ("added", "", own) in found
    assert ("dropped", THIRD, "") in found


def test_the_sentence_of_the_copy_comes_with_the_change() -> None:
    probe = version(STORY.replace("64", "46"))
    copy = classify(probe, previous=None, near=[known(version(STORY, outlet="wire"))])
    [found] = differences(probe, copy)
    assert (found.kind, found.sentence) == (DifferenceKind.NUMBER, FIRST.replace("64", "46"))


def test_a_trimmed_copy_differs_in_nothing_but_what_it_drops() -> None:
    whole = article(random.Random(5))
    probe = version("\n\n".join(whole.split("\n\n")[:5]))
    copy = classify(probe, previous=None, near=[known(version(whole, outlet="wire"))])
    assert {d.kind for d in differences(probe, copy)} == {DifferenceKind.DROPPED}


def test_a_text_of_ones_own_differs_from_nothing() -> None:
    probe = version(LAST)
    assert differences(probe, classify(probe, previous=None, near=[])) == ()
