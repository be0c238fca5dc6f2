"""Who is credited with a figure, and where it stands."""

from datetime import UTC, datetime

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
