"""The table of outcomes, row by row: what is known, what is said next, what that is."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from pipeline.model import Bound, FlagKind, Ledger, Modality, Role, Standing
from tests.unit.ledger.stories import article, figure, told


@dataclass(frozen=True)
class Row:
    """One mention after another, and what becomes of the last."""

    then: Standing
    kind: FlagKind | None
    #: (sentence, phrase, values, other facts); each in an article of its own, a day apart
    said: tuple[tuple[str, str, tuple[float, ...], dict[str, Any]], ...]
    #: what the reason must name
    why: tuple[str, ...] = field(default=())


ROADS: dict[str, Any] = {"speaker": "Roads Office"}
CLUB: dict[str, Any] = {"speaker": "Motoring Club"}
TWELVE = ("Twelve bridges are closed, the Roads Office says.", "Twelve", (12,), ROADS)
FIFTEEN = ("Fifteen bridges are now closed, the Roads Office says.", "Fifteen", (15,), ROADS)

ROWS = {
    "the first value of a thing is new": Row(Standing.NEW, FlagKind.FIGURE_NEW, (TWELVE,), ("12", "Roads Office")),
    "a later report of more is a change": Row(
        Standing.CHANGED, FlagKind.FIGURE_CHANGED, (TWELVE, FIFTEEN), ("12", "15", "up 3 (25%)", "Roads Office")
    ),
    "the same number again is no news": Row(
        Standing.RESTATED, None, (TWELVE, ("Twelve bridges are shut.", "Twelve", (12,), {})), ("12",)
    ),
    "a rounding of the number is no news": Row(
        Standing.RESTATED,
        None,
        (TWELVE, ("More than ten bridges are closed.", "More than ten", (10,), {"bound": Bound.MORE_THAN})),
    ),
    "an older value told again is stale": Row(
        Standing.STALE, None, (TWELVE, FIFTEEN, ("Twelve bridges are closed.", "Twelve", (12,), {})), ("12", "15")
    ),
    "an exact value after a bound refines it": Row(
        Standing.REFINED,
        FlagKind.FIGURE_CHANGED,
        (
            ("At least ten bridges are closed.", "At least ten", (10,), {"bound": Bound.AT_LEAST}),
            ("Fourteen bridges are closed.", "Fourteen", (14,), {}),
        ),
        ("at least 10", "14"),
    ),
    "a value inside a known range refines it": Row(
        Standing.REFINED,
        FlagKind.FIGURE_CHANGED,
        (
            ("Between 10 and 20 bridges are closed.", "Between 10 and 20", (10, 20), {"bound": Bound.BETWEEN}),
            ("Fourteen bridges are closed.", "Fourteen", (14,), {}),
        ),
        ("10 to 20", "14"),
    ),
    "dozens that become a number are refined": Row(
        Standing.REFINED,
        FlagKind.FIGURE_CHANGED,
        (
            ("Dozens of bridges are closed.", "Dozens", (24,), {"bound": Bound.VAGUE}),
            ("Fifty-one bridges are closed.", "Fifty-one", (51,), {}),
        ),
    ),
    "a higher bound is a change": Row(
        Standing.CHANGED,
        FlagKind.FIGURE_CHANGED,
        (
            ("At least ten bridges are closed.", "At least ten", (10,), {"bound": Bound.AT_LEAST}),
            ("At least 19 bridges are closed.", "At least 19", (19,), {"bound": Bound.AT_LEAST}),
        ),
    ),
    "a count that falls without a word is a conflict": Row(
        Standing.CONFLICT,
        FlagKind.FIGURE_CONFLICT,
        (FIFTEEN, ("The Roads Office counts nine bridges that are closed.", "nine", (9,), ROADS)),
        ("15", "9"),
    ),
    "a count that falls after a recount is a change": Row(
        Standing.CHANGED,
        FlagKind.FIGURE_CHANGED,
        (
            FIFTEEN,
            ("After a recount nine bridges are closed.", "nine", (9,), ROADS | {"revision": True}),
        ),
        ("down 6 (40%)",),
    ),
    "another credited source with another number is a conflict": Row(
        Standing.CONFLICT,
        FlagKind.FIGURE_CONFLICT,
        (TWELVE, ("Twenty bridges are closed, says the Motoring Club.", "Twenty", (20,), CLUB)),
        ("12", "20", "Roads Office", "Motoring Club"),
    ),
    "a second voice for the other number is no second conflict": Row(
        Standing.RESTATED,
        None,
        (
            TWELVE,
            ("Twenty bridges are closed, says the Motoring Club.", "Twenty", (20,), CLUB),
            ("Twenty bridges are closed, the club repeats.", "Twenty", (20,), CLUB),
        ),
    ),
    "a sentence that states the old value itself is a change, whoever speaks": Row(
        Standing.CHANGED,
        FlagKind.FIGURE_CHANGED,
        (TWELVE, ("Twenty bridges are closed, up from 12.", "Twenty", (20,), CLUB | {"was": 12.0})),
    ),
    "a sentence that states the old value itself is a change, even where nothing was known": Row(
        Standing.NEW,
        FlagKind.FIGURE_CHANGED,
        (("Nine sluices are open, against seven before.", "Nine", (9,), {"head": "sluice", "was": 7.0}),),
        ("9", "7"),
    ),
    "a denied number moves nothing": Row(
        Standing.UNMOVED,
        None,
        (TWELVE, ("It is not true that 40 bridges are closed.", "40", (40,), {"modality": Modality.DENIED})),
    ),
    "a hypothetical number moves nothing": Row(
        Standing.UNMOVED,
        None,
        (TWELVE, ("If it rains, 40 bridges would close.", "40", (40,), {"modality": Modality.HYPOTHETICAL})),
    ),
    "a plan that names the known value it departs from is news": Row(
        Standing.CHANGED,
        FlagKind.FIGURE_CHANGED,
        (
            TWELVE,
            (
                "The plan would cut the bridges that are closed to 9 from 12.",
                "9",
                (9,),
                {"modality": Modality.HYPOTHETICAL, "was": 12.0},
            ),
        ),
        ("12", "9"),
    ),
    "a return to an older value that the sentence itself tells is a change": Row(
        Standing.CHANGED,
        FlagKind.FIGURE_CHANGED,
        (
            TWELVE,
            FIFTEEN,
            ("The bridges closed were corrected from 15 to 12.", "12", (12,), {"was": 15.0, "revision": True}),
        ),
        ("15", "12"),
    ),
    "a value that its sentence calls earlier is stale": Row(
        Standing.STALE,
        None,
        (TWELVE, ("The initial count of bridges closed was 10.", "10", (10,), {})),
        ("10", "12"),
    ),
    "an apposition makes no other source": Row(
        Standing.CHANGED,
        FlagKind.FIGURE_CHANGED,
        (
            TWELVE,
            ("Fifteen bridges are closed, it says.", "Fifteen", (15,), {"speaker": "Roads Office, a state body"}),
        ),
    ),
    "an addition that leads from one total to the next is explained": Row(
        Standing.EXPLAINED,
        None,
        (TWELVE, FIFTEEN, ("Three more bridges were closed.", "Three more", (3,), {"role": Role.INCREMENT})),
        ("12", "15", "3"),
    ),
    "an addition that equals the total was confused with it": Row(
        Standing.CONFLICT,
        FlagKind.FIGURE_CONFLICT,
        (TWELVE, FIFTEEN, ("Fifteen new bridges were closed.", "Fifteen new", (15,), {"role": Role.INCREMENT})),
    ),
    "another place is another series": Row(
        Standing.NEW,
        FlagKind.FIGURE_NEW,
        (
            ("Nine bridges are closed in Orrel.", "Nine", (9,), {"scope": "in Orrel", "places": ("Orrel",)}),
            ("Four bridges are closed in Vane.", "Four", (4,), {"scope": "in Vane", "places": ("Vane",)}),
        ),
    ),
    "another unit is another series": Row(
        Standing.NEW,
        FlagKind.FIGURE_NEW,
        (TWELVE, ("A third of bridges are closed: 33 percent.", "33 percent", (33,), {"unit": "percent"})),
    ),
    "another class of quantity is another series": Row(
        Standing.NEW,
        FlagKind.FIGURE_NEW,
        (
            ("Six people died.", "Six", (6,), {"concept": "people", "head": "people", "quantity": "deaths"}),
            ("Nine people are missing.", "Nine", (9,), {"concept": "people", "head": "people", "quantity": "missing"}),
        ),
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_the_table(row: Row) -> None:
    book = Ledger(story_id="flood")
    for day, (sentence, phrase, said, facts) in enumerate(row.said):
        version = article("Vale Post", day, sentence)
        book, decisions = told(book, version, figure(version, phrase, *said, **facts))
    decision = decisions[0]
    assert decision.standing is row.then
    assert (decision.flag.kind if decision.flag else None) is row.kind
    assert all(fact in decision.why for fact in row.why), decision.why


def test_a_change_names_the_value_it_replaces() -> None:
    book = Ledger(story_id="flood")
    for day, (sentence, phrase, said, facts) in enumerate((TWELVE, FIFTEEN)):
        version = article("Vale Post", day, sentence)
        book, decisions = told(book, version, figure(version, phrase, *said, **facts))
    flag = decisions[0].flag
    assert flag is not None
    assert flag.old is not None
    assert flag.new is not None
    assert (flag.old.value, flag.new.value) == (12, 15)
    assert flag.sentence == FIFTEEN[0]
    assert flag.text == "Fifteen"


def test_the_body_is_read_before_the_headline_that_rounds_it() -> None:
    version = article("Vale Post", 0, "Forty-eight bridges are closed.", headline="Some fifty bridges closed by flood")
    rounded = figure(version, "Some fifty", 50, bound=Bound.ABOUT)
    exact = figure(version, "Forty-eight", 48)
    _, decisions = told(Ledger(story_id="flood"), version, rounded, exact)
    assert [(d.figure.said, d.standing) for d in decisions] == [((48,), Standing.NEW), ((50,), Standing.RESTATED)]


def test_the_same_figure_three_times_in_one_article_raises_one_flag() -> None:
    version = article("Vale Post", 0, "Forty-eight bridges are closed.", "The 48 are old.", "All 48 will be checked.")
    said = [figure(version, phrase, 48) for phrase in ("Forty-eight", "The 48", "All 48")]
    _, decisions = told(Ledger(story_id="flood"), version, *said)
    assert [d.flag is not None for d in decisions] == [True, False, False]


def test_only_a_round_number_rounds_the_exact_one_beside_it() -> None:
    version = article("Vale Post", 0, "The Roads Office counts 112 closed bridges.", "The Motoring Club says about 96.")
    office = figure(version, "112", 112, **ROADS)
    club = figure(version, "about 96", 96, bound=Bound.ABOUT, **CLUB)
    _, decisions = told(Ledger(story_id="flood"), version, office, club)
    assert decisions[1].standing is Standing.CONFLICT


def test_two_sources_that_differ_on_one_day_both_stand() -> None:
    version = article("Vale Post", 0, "The Roads Office counts 12 bridges.", "The Motoring Club counts 20 bridges.")
    office = figure(version, "12", 12, **ROADS)
    club = figure(version, "20", 20, **CLUB)
    book, decisions = told(Ledger(story_id="flood"), version, office, club)
    assert [d.standing for d in decisions] == [Standing.NEW, Standing.CONFLICT]
    assert len(book.series) == 1
    assert book.series[0].current is not None
    assert book.series[0].current.voice == "Roads Office"


def test_a_name_that_carries_the_same_rare_number_is_learned() -> None:
    book = Ledger(story_id="flood")
    for day, (sentence, head) in enumerate(
        (
            ("All 57 closed bridges cross the Vane in Orrel county.", "bridge"),
            ("The 57 closed crossings of the Vane in Orrel county are old.", "crossing"),
        )
    ):
        version = article("Vale Post", day, sentence)
        book, decisions = told(book, version, figure(version, "57", 57, concept=f"closed {head}", head=head))
    assert decisions[0].standing is Standing.RESTATED
    version = article("Vale Post", 3, "Now 63 crossings are closed.")
    _, decisions = told(book, version, figure(version, "63", 63, concept="closed crossing", head="crossing"))
    assert decisions[0].standing is Standing.CHANGED


def test_who_stated_the_value_too_and_then_slipped_still_moves_it() -> None:
    book = Ledger(story_id="flood")
    said = (
        ("Fifty-four bridges are closed, the county says.", "Fifty-four", 54, {"speaker": "the county"}),
        ("The Roads Office counts 54 closed bridges.", "54", 54, ROADS),
        ("The Roads Office has counted 45 closed bridges.", "45", 45, ROADS),
        ("The Roads Office now counts 72 closed bridges.", "72", 72, ROADS),
    )
    standings = []
    for day, (sentence, phrase, value, facts) in enumerate(said):
        version = article("Vale Post", day, sentence)
        book, decisions = told(book, version, figure(version, phrase, value, **facts))
        standings.append(decisions[0].standing)
    assert standings == [Standing.NEW, Standing.RESTATED, Standing.CONFLICT, Standing.CHANGED]
    assert book.series[0].current is not None
    assert book.series[0].current.figure.said == (72,)
