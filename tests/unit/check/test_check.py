"""The user's own article against what others have reported since: stories of many beats, read and judged in full."""

from dataclasses import dataclass

import pytest

from pipeline.check import Withdrawal, check, standing
from pipeline.check.successors import of_one_source
from pipeline.ledger import Context
from pipeline.model import Checked, Mark, Verdict, Version
from tests.unit.check.told import OWN_URL, article, ledger_of


@dataclass(frozen=True)
class Told:
    """An article of our own, what others reported since, and what of ours is out of date: phrase -> present value."""

    own: tuple[str, ...]
    others: tuple[Version, ...]
    outdated: dict[str, float]
    #: phrases that must not be called out of date, whatever else they are
    stands: tuple[str, ...] = ()


STORIES = {
    "earthquake": Told(
        own=(
            "At least 40 people were killed when an earthquake struck Varzob, the civil protection agency said.",
            "The quake had a magnitude of 6.1.",
            "Some 1,200 people are homeless.",
        ),
        others=(
            article("Globe", 1, "The death toll in Varzob rose to 65 on Tuesday, the civil protection agency said."),
            article("Wire", 3, "The earthquake killed 92 people, the civil protection agency said on Thursday."),
            article("Echo", 4, "The earthquake in Varzob killed 92 people and had a magnitude of 6.1."),
        ),
        outdated={"At least 40": 92},
        stands=("6.1", "1,200"),
    ),
    "outbreak": Told(
        own=(
            "Health officials have confirmed 18 cases of measles in Orlen, the health office said.",
            "Of the patients, seven are in hospital.",
            "The school has 640 pupils.",
        ),
        others=(
            article(
                "Globe", 2, "The number of confirmed measles cases in Orlen has climbed to 27, up from 18, it said."
            ),
            article("Wire", 3, "There are 27 confirmed measles cases in Orlen, the health office said."),
            article("Echo", 4, "In Tarn, 90 miles away, 310 cases of flu were reported last winter."),
        ),
        outdated={"18": 27},
        stands=("640", "seven"),
    ),
    "fine": Told(
        own=(
            "The regulator fined Corbell Telecom $12 million for misleading customers, it said on Friday.",
            "Corbell has 3.4 million customers.",
        ),
        others=(
            article("Globe", 1, "Corbell Telecom will appeal against the $12 million fine, it said."),
            article("Wire", 2, "Rival Hatch Mobile was fined $45 million last year."),
        ),
        outdated={},
        stands=("$12 million", "3.4 million"),
    ),
    "wildfire": Told(
        own=(
            "The fire near Pellan has burned 3,000 hectares of forest, the forest service said.",
            "Two firefighters were injured.",
            "The village of Pellan has 800 inhabitants.",
        ),
        others=(
            article(
                "Globe", 1, "The fire near Pellan has now burned 7,400 hectares of forest, the forest service said."
            ),
            article("Wire", 2, "The fire has burned 7,400 hectares. Another fire in Morven burned 150 hectares."),
        ),
        outdated={"3,000 hectares": 7400},
        stands=("Two", "800"),
    ),
    "protest": Told(
        own=(
            "Police arrested 23 protesters outside the parliament on Saturday, a police spokesman said.",
            "About 5,000 people took part in the march.",
        ),
        others=(
            article("Globe", 1, "Police have now arrested 61 protesters outside the parliament, a spokesman said."),
            article("Wire", 1.5, "Organisers said that 20,000 people took part in the march."),
            article("Echo", 2, "About 5,000 people took part in Saturday's march, police said."),
        ),
        outdated={"23": 61},
        stands=("About 5,000",),
    ),
    "rounding": Told(
        own=("Some 8,000 homes are without power, the grid company said.", "More than 100 schools are closed."),
        others=(
            article("Globe", 1, "The grid company said that 8,300 homes are without power."),
            article("Wire", 1, "A total of 104 schools are closed, the ministry said."),
        ),
        outdated={},
        stands=("Some 8,000", "More than 100"),
    ),
    "parts": Told(
        own=("The storm has killed 31 people in three provinces, the government said.",),
        others=(
            article("Globe", 1, "In Lower Sarn, the storm killed 12 people, the governor said."),
            article("Wire", 1, "Nine of the dead are children, the government said."),
        ),
        outdated={},
        stands=("31", "three"),
    ),
    "another year": Told(
        own=("Turnout in the election was 58 percent, the electoral commission said.",),
        others=(article("Globe", 1, "In 2028, turnout was 71 percent, the electoral commission's figures show."),),
        outdated={},
        stands=("58 percent",),
    ),
    "denied rumour": Told(
        own=("Four miners were killed in the collapse, the mine's owner said.",),
        others=(article("Globe", 1, "The owner denied rumours that 40 miners had been killed."),),
        outdated={},
        stands=("Four",),
    ),
    "supposed": Told(
        own=("The new stadium will cost 90 million euros, the city council said.",),
        others=(
            article("Globe", 1, "If the stadium were to cost 150 million euros, the club would withdraw, it said."),
        ),
        outdated={},
        stands=("90 million euros",),
    ),
    "older report": Told(
        own=("The ferry sank with 140 people aboard; 52 bodies have been found, the coastguard said.",),
        others=(article("Globe", -1, "The coastguard said that 30 bodies had been found."),),
        outdated={},
        stands=("140", "52"),
    ),
    "suspected": Told(
        own=("Doctors have confirmed 14 cases of cholera in the camp, the agency said.",),
        others=(article("Globe", 2, "The list of suspected cholera cases has grown to 230, the agency said."),),
        outdated={},
        stands=("14",),
    ),
}


def checked(told: Told) -> Checked:
    own = article("Own", 0, *told.own)
    return check(own, ledger_of([own, *told.others]), context=Context(is_seed=True), own_urls=(OWN_URL,))


def of(found: Checked, phrase: str) -> Mark:
    text = found.version.text
    return next(m for m in found.marks if m.quantity and phrase in m.span.of(text))


def value(mark: Mark) -> object:
    assert mark.witness is not None and mark.witness.quantity is not None
    return mark.witness.quantity.value


@pytest.mark.parametrize("told", STORIES.values(), ids=STORIES)
def test_what_is_out_of_date_is_named_with_its_present_value_and_nothing_else_is(told: Told) -> None:
    found = checked(told)
    outdated = {m.span.of(found.version.text): value(m) for m in found.outdated}
    assert outdated == told.outdated
    assert all(not of(found, phrase).is_outdated for phrase in told.stands)


def test_a_headline_follows_its_body() -> None:
    told = STORIES["earthquake"]
    own = article("Own", 0, *told.own, title="Earthquake in Varzob kills at least 40")
    found = check(own, ledger_of([own, *told.others]), context=Context(is_seed=True), own_urls=(OWN_URL,))
    assert [value(m) for m in found.outdated] == [92, 92]


def test_a_draft_that_the_ledger_has_never_seen_is_checked_like_the_seed() -> None:
    told = STORIES["earthquake"]
    own = article("Own", 0, *told.own)
    draft = article("Draft", 5, "An earthquake in Varzob has killed 65 people, the civil protection agency says.")
    found = check(draft, ledger_of([own, *told.others]), context=Context(is_seed=True), own_urls=(OWN_URL,))
    assert [(m.verdict, value(m)) for m in found.marks if m.quantity] == [(Verdict.SUPERSEDED, 92)]
    fresh = article("Draft", 5, "An earthquake in Varzob has killed 92 people, the civil protection agency says.")
    found = check(fresh, ledger_of([own, *told.others]), context=Context(is_seed=True), own_urls=(OWN_URL,))
    assert [(m.verdict, value(m)) for m in found.marks if m.quantity] == [(Verdict.CURRENT, 92)]


def test_a_report_that_was_taken_back_replaces_nothing() -> None:
    told = STORIES["wildfire"]
    own = article("Own", 0, *told.own)
    gone = {v.url: Withdrawal(at=v.fetched_at) for v in told.others}
    ledger = ledger_of([own, *told.others])
    found = check(own, ledger, context=Context(is_seed=True), own_urls=(OWN_URL,), withdrawn=gone)
    assert found.outdated == ()


def test_what_rested_on_a_report_that_was_taken_back_says_so() -> None:
    other = article("Globe", 1, "The quake in Varzob had a magnitude of 6.1.")
    own = article("Own", 0, *STORIES["earthquake"].own)
    ledger, gone = ledger_of([own, other]), {other.url: Withdrawal(at=other.fetched_at)}
    found = check(own, ledger, context=Context(is_seed=True), own_urls=(OWN_URL,), withdrawn=gone)
    assert of(found, "6.1").verdict is Verdict.UNKNOWN
    assert of(found, "6.1").why.endswith("carried it, and was withdrawn on 8 Jun 2032.")


def test_an_outlet_that_corrects_its_own_report_corrects_the_figure_elsewhere() -> None:
    own = article("Own", 0, "The flood destroyed 12 bridges in Sarn, the rescue service said.")
    other = article("Globe", 1, "The flood destroyed 12 bridges in Sarn, the rescue service said on Tuesday.")
    mended = article("Globe", 1, "The flood destroyed 21 bridges in Sarn, not 12, the rescue service now says.")
    ledger = ledger_of([own, other, mended])
    found = check(own, ledger, context=Context(is_seed=True), own_urls=(OWN_URL,))
    assert [(m.verdict, value(m)) for m in found.outdated] == [(Verdict.CORRECTED, 21)]


def test_a_claim_that_somebody_denies_in_the_same_words_is_denied_and_a_repeated_one_is_current() -> None:
    said = "Inspector Ada Quill said that the mayor had ordered the dam gates to be opened."
    own = article("Own", 0, said, "The council said that it will repair the town bridge next year.")
    others = (
        article("Globe", 1, "The mayor denied that he had ordered the dam gates to be opened."),
        article("Wire", 2, "The council said that it will repair the town bridge next year."),
    )
    found = check(own, ledger_of([own, *others]), context=Context(is_seed=True), own_urls=(OWN_URL,))
    verdicts = {m.sentence.of(own.text)[:11]: m.verdict for m in found.marks if not m.quantity}
    assert verdicts == {said[:11]: Verdict.DENIED, "The council": Verdict.CURRENT}


def test_a_denial_that_the_article_reports_itself_takes_nothing_from_it() -> None:
    said = "Inspector Ada Quill said that the mayor had ordered the dam gates to be opened."
    denied = "The mayor denied that he had ordered the dam gates to be opened."
    own = article("Own", 0, said, denied)
    ledger = ledger_of([own, article("Globe", 1, denied)])
    found = check(own, ledger, context=Context(is_seed=True), own_urls=(OWN_URL,))
    assert {m.verdict for m in found.marks} <= {Verdict.CURRENT, Verdict.UNKNOWN}


def test_a_value_that_rested_on_a_withdrawn_report_alone_leaves_the_ledger_and_is_named() -> None:
    own = article("Own", 0, "The flood destroyed 12 bridges in Sarn, the rescue service said.")
    wrong = article("Globe", 1, "The flood has now destroyed 31 bridges in Sarn, the rescue service said on Tuesday.")
    ledger = ledger_of([own, wrong])
    kept, lost = standing(ledger, {wrong.url: Withdrawal(at=wrong.fetched_at)})
    assert [(loss.point.figure.value, loss.now and loss.now.figure.value) for loss in lost] == [(31, 12)]
    assert [s.current and s.current.figure.value for s in kept.series] == [12]
    assert standing(ledger, {}) == (ledger, ())


def test_a_value_that_somebody_else_carries_keeps_its_place() -> None:
    own = article("Own", 0, "The flood destroyed 12 bridges in Sarn, the rescue service said.")
    others = [
        article(name, day, "The flood has now destroyed 31 bridges in Sarn, the rescue service said on Tuesday.")
        for name, day in (("Globe", 1), ("Wire", 1.5))
    ]
    _, lost = standing(ledger_of([own, *others]), {others[0].url: Withdrawal(at=others[0].fetched_at)})
    assert lost == ()


SOURCES = {
    "a paper of nobody's, and whose it is stands beside it": (
        (
            "The Orsa valley is full of explosives, says a survey published on Friday.",
            "Clear Fields maps 71 minefields.",
        ),
        "The charity Clear Fields said on Monday that there are 118 minefields along the Orsa river.",
        True,
    ),
    "its study": (
        ("Clear Fields has mapped 71 minefields along the Orsa river, the charity said.",),
        "A study by the charity Clear Fields lists 118 minefields along the Orsa river.",
        True,
    ),
    "somebody else's paper": (
        ("The Orsa valley is full of explosives, says a survey published on Friday.", "It maps 71 minefields."),
        "The charity Clear Fields said on Monday that there are 118 minefields along the Orsa river.",
        False,
    ),
    "somebody else": (
        ("There are 71 minefields along the Orsa river, the army of Lindal said.",),
        "The charity Clear Fields said on Monday that there are 118 minefields along the Orsa river.",
        False,
    ),
}


@pytest.mark.parametrize(("own", "other", "is_one"), SOURCES.values(), ids=SOURCES)
def test_a_source_is_known_however_it_is_spelled(own: tuple[str, ...], other: str, is_one: bool) -> None:
    [earlier] = [p for s in ledger_of([article("Own", 0, *own)]).series for p in s.points]
    [later] = [p for s in ledger_of([article("Globe", 30, other)]).series for p in s.points]
    assert of_one_source(later, earlier) is is_one


def test_a_report_that_tells_of_the_step_replaces_the_old_value_whoever_said_it() -> None:
    own = article("Own", 0, "The health board of Lindal has closed 14 clinics since the spring, it said.")
    step = article(
        "Wire", 41, "The number of clinics closed in Lindal has risen from 14 to 22, the health minister said."
    )
    checked = check(own, ledger_of([own, step]), context=Context(is_seed=True), own_urls=(OWN_URL,))
    [mark] = [m for m in checked.marks if m.quantity is not None]
    assert (mark.verdict, mark.witness and mark.witness.text) == (Verdict.SUPERSEDED, "22")


def test_a_value_that_its_outlet_has_edited_away_stands_against_nothing() -> None:
    own = article("Own", 0, "The storm cut off power to 230,000 homes in Sarn, the grid operator Volta said.")
    slip = article("Globe", 1, "The storm cut off power to 23,000 homes in Sarn, the mayor of Sarn, Ida Lund, said.")
    edit = Withdrawal(at=slip.fetched_at, text="The storm cut off power to 230,000 homes in Sarn.", is_edit=True)
    ledger = ledger_of([own, slip])
    before, after = (
        next(
            m
            for m in check(own, ledger, context=Context(is_seed=True), own_urls=(OWN_URL,), withdrawn=w).marks
            if m.quantity
        )
        for w in ({}, {slip.url: edit})
    )
    assert before.witness is not None and before.witness.text == "23,000"
    assert after.witness is None
    kept, _ = standing(ledger, {slip.url: edit})
    assert kept == ledger, "how the figure came to be what it is stays in the ledger"
