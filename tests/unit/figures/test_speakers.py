"""Who is credited with a figure, and where it stands."""

from datetime import UTC, datetime

import pytest

from pipeline.claims import attribute
from pipeline.figures import read_figures
from pipeline.language import parse
from pipeline.model import Attribution, Block, Place, Span


def test_the_narrowest_credit_that_holds_the_figure_is_its_speaker() -> None:
    text = "The union said the mine employed 300 people. It closed in spring."
    document = parse(text)
    at = text.index("the mine")
    credit = Attribution(
        speaker="the union", speaker_span=Span(0, 9), content=Span(at, 43), cue=Span(10, 14), kind="say"
    )
    (figure,) = read_figures(document, [credit], outlet="The Harbour Post")
    assert (figure.speaker, figure.credited) == ("the union", True)


def test_a_figure_that_nobody_is_credited_with_is_the_outlets() -> None:
    (figure,) = read_figures(parse("The mine employed 300 people."), outlet="The Harbour Post")
    assert (figure.speaker, figure.credited) == ("The Harbour Post", False)


def test_a_month_without_a_year_is_the_last_one_before_publication() -> None:
    (figure,) = read_figures(
        parse("As of November 300 people worked there."), published_at=datetime(2023, 2, 1, tzinfo=UTC)
    )
    assert figure.as_of == "2022-11"


def test_a_figure_knows_its_place() -> None:
    text = "Toll hits 41\nA bridge with 12 arches"
    blocks = [Block(place=Place.HEADLINE, span=Span(0, 12)), Block(place=Place.CAPTION, span=Span(13, len(text)))]
    assert [f.place for f in read_figures(parse(text, blocks))] == [Place.HEADLINE, Place.CAPTION]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Nine homes burned\nNine homes burned, the fire brigade said.", ["fire brigade", "fire brigade"]),
        ("The mayor said 12 roads were shut. Four bridges were closed too.", ["mayor", "mayor"]),
        (
            "The mayor said 12 roads were shut.\nThe army said 40 boats had come, and 90 tents.\nSix huts stand empty.",
            ["mayor", "army", "army", "army"],
        ),
        ("Six huts stand empty.", ["Daily Post"]),
    ],
)
def test_a_figure_that_nobody_is_credited_with_is_whose_its_repeat_its_paragraph_or_its_article_is(
    text: str, speakers: list[str]
) -> None:
    document = parse(text)
    found = read_figures(document, attribute(document), outlet="Daily Post")
    assert [f.speaker.lower().removeprefix("the ") for f in found] == [speaker.lower() for speaker in speakers]
