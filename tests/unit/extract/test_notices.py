"""Notes that put an article right or take it back, in the forms that outlets use."""

import tomllib
from pathlib import Path

import pytest

from pipeline.extract import NoticeKind, notice, version_of_text
from pipeline.extract.notices import is_notice, new_notice
from pipeline.model import Place, Version
from tests.unit.extract.build import AT

STORY = (
    "The lighthouse at Pell Head will be lit again in May, the harbour trust said on Friday.\n\n"
    "It has been dark since a storm broke its lens nine years ago, and 40 boats have run aground since."
)

CORRECTED = (
    "Correction: The lens weighs 400 kilograms, not 4,000 as first stated.",
    "CORRECTION (March 3): The name of the keeper was wrong in this report.",
    "Corrections and clarifications: this article was amended on 3 March to correct the name of the trust.",
    "This article was amended on 3 March 2031 because an earlier version misnamed the trust.",
    "This story has been corrected to show that the fund holds £3 million, not £30 million.",
    "An earlier version of this article misstated the number of boats. It is 40, not 14.",
    "A previous version of this report gave the wrong date for the storm.",
    "Because of an editing error, an earlier version misstated the height of the tower.",
    "Clarification: the trust says that it owns the tower and leases the land.",
    "Editor’s note: This story originally said that nine people were hurt. The correct number is six.",
    "(Corrects weight of lens in paragraph 2)",
    "(This April 3 story has been corrected to fix the spelling of the keeper’s name in paragraph 5)",
    "For the record: the tower is 31 metres high. A caption in an earlier version was wrong.",
    "A correction was made on May 3, 2031: the tower stands on the north head, not the south.",
    "This post originally said that the keeper had died. He retired.",
    "The headline was changed on Monday because it was wrong.",
    "The original version of this story gave a wrong figure for the cost.",
    "An earlier headline on this story misstated the year of the storm.",
    "Amendment: the tower was built in 1871.",
    "Erratum: the lens came from a yard in Brest.",
    "Correction: charges against the keeper have been withdrawn, not dismissed.",
)
RETRACTED = (
    "Retraction: the trust did not sell the tower. We withdraw the statement and apologise.",
    "This article has been retracted.",
    "This story has been removed because it did not meet our standards.",
    "Editors’ note: A passage in an earlier version of this essay could not be substantiated. It has been withdrawn.",
    "We have withdrawn the article that stood here after learning that its source was not on the island.",
    "The Gazette retracts this report and apologises to the keeper.",
)
UPDATED = (
    "Updated on May 6 with the comments of the trust.",
    "This report has been updated with new pictures.",
    "(Adds comment from the coastguard in paragraph 4)",
)
TOLD = (
    "An earlier version of the bill would have sold the tower.",
    "The ministry issued a correction on Monday, saying that 40 boats had run aground.",
    "The paper retracted its claims in court last year.",
    "“We have withdrawn our offer for the story rights,” the studio said.",
    "The trust said it would correct the chart, which wrongly showed a light at Pell Head.",
    "The report was amended by parliament on Thursday.",
    "Correction officers at the jail on Pell Head went on strike.",
    "Markets saw a correction of 4 per cent on Thursday.",
    "This story begins in a boat shed, nine years ago.",
)


WORDINGS = tomllib.loads((Path(__file__).parent / "data" / "notes.toml").read_text("utf-8"))


WITHOUT = version_of_text(
    STORY, url="https://pell.example/light", outlet="Pell Post", title="Pell Head to be lit again", at=AT
)


def with_note(note: str) -> Version:
    return version_of_text(
        f"{STORY}\n\n{note}",
        url="https://pell.example/light",
        outlet="Pell Post",
        title="Pell Head to be lit again",
        at=AT,
    )


@pytest.mark.parametrize("note", CORRECTED)
def test_a_note_that_puts_right_is_a_correction(note: str) -> None:
    version = with_note(note)
    found = notice(version)
    assert found is not None and found.kind is NoticeKind.CORRECTED
    assert found.sentence.of(version.text) in note


@pytest.mark.parametrize("note", RETRACTED)
def test_a_note_that_takes_back_is_a_retraction(note: str) -> None:
    found = notice(with_note(note))
    assert found is not None and found.kind is NoticeKind.RETRACTED


@pytest.mark.parametrize("note", UPDATED)
def test_a_note_of_an_update_stands_apart_and_corrects_nothing(note: str) -> None:
    version = with_note(note)
    assert version.blocks[-1].place is Place.NOTICE
    assert notice(version) is None


@pytest.mark.parametrize("sentence", TOLD)
def test_news_about_corrections_is_no_note(sentence: str) -> None:
    assert not is_notice(sentence, "en")


def test_of_several_notes_the_gravest_counts() -> None:
    version = with_note(f"{CORRECTED[0]}\n\n{RETRACTED[0]}")
    found = notice(version)
    assert found is not None and found.kind is NoticeKind.RETRACTED


@pytest.mark.parametrize("kind", NoticeKind)
def test_notes_in_the_wordings_of_many_outlets_are_recognised_as_what_they_are(kind: NoticeKind) -> None:
    found = {note: notice(with_note(note)) for note in WORDINGS[kind.value]}
    assert {note: n and n.kind for note, n in found.items()} == dict.fromkeys(found, kind)


def test_news_about_corrections_in_many_wordings_is_no_note() -> None:
    found = {text: notice(with_note(text)) for text in WORDINGS["told"]}
    assert {text for text, n in found.items() if n is not None} == set()


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_paragraph_that_was_added_need_say_less_to_be_a_note(kind: NoticeKind) -> None:
    notes = [*WORDINGS[kind.value], *WORDINGS["added"][kind.value]]
    found = {note: new_notice(WITHOUT, with_note(note)) for note in notes}
    assert {note: n and n.kind for note, n in found.items()} == dict.fromkeys(notes, kind)


def test_news_that_was_added_is_no_note() -> None:
    told = [*TOLD, *WORDINGS["told"], *WORDINGS["added"]["told"]]
    assert [text for text in told if new_notice(WITHOUT, with_note(text)) is not None] == []
