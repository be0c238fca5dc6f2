"""Side stories: what ties them to a story are its voices and figures, whose words they hardly share."""

import pytest

from pipeline.judge import Reading
from pipeline.model import Relevance, Version
from pipeline.relate import SURE, Ties, profile_of, relate, said, ties
from tests.unit.relate.siblings import version


def article(title: str, *paragraphs: str) -> Version:
    return version("\n\n".join(paragraphs), title=title)


SEED = article(
    "Pump failure floods Karsten tunnel and strands 212 commuters",
    "The Karsten tunnel under the Weir was flooded on Monday when pumps failed, stranding 212 commuters on a train.",
    "Ruben Aldermann, head of Metro Weir, said that the tunnel would stay shut until the pumps had been replaced.",
    "Nobody was killed. Passengers waded for 40 minutes along the track with water up to their hips, rescuers said.",
    "The pumps had been due for replacement in 2019. Metro Weir put it off twice to save 1.7 million euros.",
    "Olga Prisk, who leads the commuters' union, said that members had reported the smell of burnt cable for weeks.",
)
PROFILE = profile_of([SEED], keywords=("Karsten tunnel", "Metro Weir", "pumps"))

VIGIL = article(
    "Candles, umbrellas and a brass band",
    "They came with candles in jam jars, and when the rain put those out they held up their telephones.",
    "The square before the town hall holds two thousand, and it was not full, but nearly.",
    "A band played what bands play. A man sold soup, then gave it away.",
    "Somebody had painted a fish on the door of the town hall, with a ticket in its mouth.",
    "Olga Prisk said from the steps that the pumps were only the beginning and that she would be back each Monday.",
    "A child asked when the trains would run. Nobody near it knew.",
    "By ten the square was empty but for the soup kettle and two policemen, who finished it.",
)
RECALLED = article(
    "City buses to get a lane of their own",
    "Buses will have the left lane of Harbour Avenue to themselves from May, the council decided on Tuesday.",
    "Drivers' groups called it a folly. Cyclists said that they had been promised the same lane.",
    "The paint alone costs 90,000 euros, and the signs as much again, according to the council's engineer.",
    "Ridership has risen since the Karsten tunnel flooded and Olga Prisk's members took to the road. Pumps are cheap.",
    "Shopkeepers fear for their parking. The council said that there was a garage nearby, and that it was half empty.",
    "A trial last year cut the ride across town from 31 to 22 minutes.",
    "The first bus of the day will leave at five, as it always has, from the same bay.",
)
OTHER_MATTER = article(
    "Olga Prisk to stand for mayor",
    "Olga Prisk will stand for mayor in the autumn, she said on Thursday, as an independent.",
    "She promised free school meals, more nurses and a swimming pool that is open on Sundays.",
    "The sitting mayor wished her luck. His party has held the town hall for 31 years.",
    "Prisk, 48, is a mathematics teacher. She became known when the Karsten tunnel was flooded for want of pumps.",
    "She will have to collect 1,500 signatures by July.",
    "A poll has her at a fifth of the vote, behind two men whose names fewer people know.",
    "Her campaign has a van, a loudspeaker and, so far, four helpers.",
    "She would put a bench at every bus stop, she said, and a roof over it, if the town could find the timber.",
)
APART = article(
    "Water in the cellars of Brook Street",
    "A burst main filled eleven cellars on Brook Street before breakfast, and a bakery lost its flour.",
    "The utility said that the pipe was from 1931. It was shut by nine.",
    "Olga Prisk, who lives there, said that she had carried out a hundred books.",
    "The leak is not connected to the flood in the Karsten tunnel, where the pumps had failed.",
    "Firemen stayed until noon. The baker made rolls at his brother's.",
    "The street is passable on one side. Buses go round by the brewery.",
    "Residents can ask for driers at the depot, which has sixty.",
)


def thought(one: Version, *before: Version) -> Relevance:
    """What is thought of an article when the ledger holds what these said."""
    return relate("s", PROFILE, one, tied=ties_of(one, *before))


def ties_of(one: Version, *before: Version) -> Ties:
    here, known = Reading(one), [Reading(b) for b in before]
    return ties(
        said(here.figures, here.claims, "en"),
        said((f for r in known for f in r.figures), (c for r in known for c in r.claims), "en"),
    )


def test_a_side_story_in_which_a_voice_of_the_story_speaks_is_on_it() -> None:
    assert not relate("s", PROFILE, VIGIL).on
    found = thought(VIGIL, SEED)
    assert found.on
    assert "Olga Prisk spoke on it before" in found.reasons


def test_what_ties_alone_bring_in_moves_no_profile() -> None:
    assert thought(VIGIL, SEED).score < SURE


@pytest.mark.parametrize(
    "other", [RECALLED, OTHER_MATTER, APART], ids=["recalls it", "its voice on another matter", "sets it apart"]
)
def test_a_voice_that_is_named_or_speaks_on_something_else_is_no_tie(other: Version) -> None:
    assert thought(other, SEED) == relate("s", PROFILE, other)


def test_figures_tie_when_they_are_of_the_same_thing() -> None:
    again = article("Weir", "The rescuers had led 212 commuters out. Metro Weir had saved 1.7 million euros.")
    assert ties_of(again, SEED).n_figures >= 1
    chance = article("Weir", "The orchard has 212 trees and cost its owner 1.7 million crowns.")
    assert ties_of(chance, SEED).n_figures == 0


def test_offices_and_lone_words_are_no_voices() -> None:
    spoken = article(
        "Weir", "The mayor said that it rained. France said that it did not. The Foreign Office said nothing."
    )
    assert ties_of(spoken, spoken).voices == ()
