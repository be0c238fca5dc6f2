"""Two versions of one article: what changed, and whether it is news."""

from dataclasses import replace

import pytest

from pipeline.extract import Change, ChangeKind, changes, revision, revision_flag_kind, substance, version_of_text
from pipeline.model import FlagKind, Place, Quality, Version
from tests.unit.extract.build import AT

SENTENCES = (
    "The tram to Oxmoor will stop running in June, the city said on Tuesday.",
    "It carries 8,400 people a day, fewer than in any year since 1998.",
    "“We have no money left for rails,” said Lena Brandt, who heads the transport office.",
    "The line lost £2.3 million last year, according to an audit by Hale & Stott.",
    "Drivers were told of the decision in a letter.",
    "The union said it had not been asked and would go to court.",
    "Buses will run every nine minutes instead.",
    "The depot is to be sold to a builder from Marsden, who wants to put 60 flats on the land.",
)


def story(*sentences: str, title: str = "Oxmoor tram to stop in June") -> Version:
    return version_of_text(
        "\n\n".join(sentences), url="https://oxmoor.example/tram", outlet="Oxmoor Mail", title=title, at=AT
    )


def with_sentence(n: int, sentence: str) -> Version:
    return story(*SENTENCES[:n], sentence, *SENTENCES[n + 1 :])


OLD = story(*SENTENCES)

SUBSTANCE = {
    "a number": (1, "It carries 4,800 people a day, fewer than in any year since 1998."),
    "a number in words": (6, "Buses will run every five minutes instead."),
    "a limit": (1, "It carries more than 8,400 people a day, fewer than in any year since 1998."),
    "a speaker": (2, "“We have no money left for rails,” said Marta Voss, who heads the transport office."),
    "a negation lost": (5, "The union said it had been asked and would go to court."),
    "a negation gained": (4, "Drivers were not told of the decision in a letter."),
    "the words of a quotation": (
        2,
        "“We have little money left for rails,” said Lena Brandt, who heads the transport office.",
    ),
    "a currency": (3, "The line lost $2.3 million last year, according to an audit by Hale & Stott."),
    "a name in the middle": (
        7,
        "The depot is to be sold to a builder from Thornby, who wants to put 60 flats on the land.",
    ),
    "a day": (0, "The tram to Oxmoor will stop running in July, the city said on Tuesday."),
}
COSMETIC = {
    "an adjective": (4, "Drivers were told of the decision in a short letter."),
    "plain quotation marks": (
        2,
        '"We have no money left for rails," said Lena Brandt, who heads the transport office.',
    ),
    "a number spelled out": (6, "Buses will run every 9 minutes instead."),
    "a unit abbreviated": (3, "The line lost £2.3m last year, according to an audit by Hale & Stott."),
    "a name explained": (
        3,
        "The line lost £2.3 million last year, according to an audit by the Leeds firm Hale & Stott.",
    ),
    "a name spelled right": (2, "“We have no money left for rails,” said Lena Brand, who heads the transport office."),
    "a forename left out": (2, "“We have no money left for rails,” said Brandt, who heads the transport office."),
    "another verb": (5, "The union stated it had not been asked and would go to court."),
    "a comma and a capital": (4, "Drivers were told, of the Decision in a letter."),
    "the digits grouped": (1, "It carries 8400 people a day, fewer than in any year since 1998."),
}


@pytest.mark.parametrize(("n", "sentence"), SUBSTANCE.values(), ids=SUBSTANCE)
def test_a_silent_change_of_substance_is_a_revision_of_that_sentence(n: int, sentence: str) -> None:
    new = with_sentence(n, sentence)
    found = revision(OLD, new)
    assert found is not None and found.kind is FlagKind.ARTICLE_REVISED
    assert [(c.old, c.new) for c in found.changes] == [(SENTENCES[n], sentence)]
    assert found.span is not None and found.span.of(new.text) == sentence


@pytest.mark.parametrize(("n", "sentence"), COSMETIC.values(), ids=COSMETIC)
def test_a_cosmetic_edit_is_no_news(n: int, sentence: str) -> None:
    new = with_sentence(n, sentence)
    assert [c for c in changes(OLD, new) if substance(c)] == []
    assert revision_flag_kind(OLD, new) is None


def test_a_sentence_that_only_moved_has_not_changed() -> None:
    assert changes(OLD, story(*SENTENCES[4:], *SENTENCES[:4])) == ()


def test_an_edited_an_added_and_a_dropped_sentence_are_told_apart() -> None:
    edited, added = "It carries 9,900 people a day, fewer than in any year since 1998.", "A vote is due in May."
    new = story(SENTENCES[0], edited, *SENTENCES[2:7], added)
    place = Place.BODY
    assert changes(OLD, new) == (
        Change(kind=ChangeKind.EDITED, place=place, old=SENTENCES[1], new=edited, span=new.blocks[2].span),
        Change(kind=ChangeKind.ADDED, place=place, new=added, span=new.blocks[-1].span),
        Change(kind=ChangeKind.DROPPED, place=place, old=SENTENCES[7]),
    )


def test_a_claim_that_vanishes_in_silence_is_a_revision() -> None:
    assert revision_flag_kind(OLD, story(*SENTENCES[:7])) is FlagKind.ARTICLE_REVISED


def test_a_text_that_only_grows_is_an_open_update() -> None:
    new = story(
        "The mayor has resigned over the tram.",
        *SENTENCES,
        "She leaves in 14 days.",
        title="Mayor resigns over Oxmoor tram",
    )
    assert revision_flag_kind(OLD, new) is None


def test_a_text_that_was_written_anew_is_an_open_update() -> None:
    new = story(
        "Oxmoor’s mayor resigned on Wednesday after the council voted 31 to 12 against her plan to close the tram.",
        "Ada Finch had been in office for six years.",
        "Her deputy, Sol Petrie, takes over until an election in September.",
        "Petrie said that nothing was settled.",
        SENTENCES[1],
        title="Oxmoor mayor resigns after vote on tram",
    )
    assert revision_flag_kind(OLD, new) is None


def test_a_note_of_correction_makes_the_change_a_correction() -> None:
    note = "Correction: an earlier version of this article said that the tram carries 8,400 people a day. It is 4,800."
    new = story(SENTENCES[0], SUBSTANCE["a number"][1], *SENTENCES[2:], note)
    found = revision(OLD, new)
    assert found is not None and found.kind is FlagKind.ARTICLE_CORRECTED
    assert found.span is not None and found.span.of(new.text) in note
    assert [c.new for c in found.changes] == [SUBSTANCE["a number"][1]]


def test_a_note_that_stood_there_before_is_no_news() -> None:
    note = "Correction: the tram is green, not red."
    assert (
        revision_flag_kind(
            story(*SENTENCES, note), story(*SENTENCES[:4], COSMETIC["an adjective"][1], *SENTENCES[5:], note)
        )
        is None
    )


def test_a_passage_taken_back_makes_the_article_retracted_and_not_only_corrected() -> None:
    notes = (
        "Correction: the tram is green, not red.",
        "Editors’ note: We have withdrawn the statement about the depot in this article.",
    )
    assert revision_flag_kind(OLD, story(*SENTENCES[:7], *notes)) is FlagKind.ARTICLE_RETRACTED


@pytest.mark.parametrize("quality", [Quality.GONE, Quality.TOO_SHORT])
def test_a_text_that_is_gone_is_retracted(quality: Quality) -> None:
    assert revision_flag_kind(OLD, replace(OLD, text="", blocks=(), quality=quality)) is FlagKind.ARTICLE_RETRACTED


@pytest.mark.parametrize("quality", [Quality.WALL, Quality.NOT_TEXT, Quality.UNREAD])
def test_a_page_that_cannot_be_read_says_nothing_about_the_article(quality: Quality) -> None:
    assert revision_flag_kind(OLD, replace(OLD, text="", blocks=(), quality=quality)) is None


def test_the_same_text_is_no_revision() -> None:
    assert revision(OLD, story(*SENTENCES)) is None
