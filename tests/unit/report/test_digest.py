"""The digest puts first what changed, shows each sentence once, and says plainly when nothing happened."""

import json
from dataclasses import replace

import pytest

from pipeline.model import Flag, FlagKind, Ledger, Place, Standing
from pipeline.report.data import to_json
from pipeline.report.digest import Digest, compose
from pipeline.report.inputs import Findings, ReportedFlag
from pipeline.report.rows import rows
from pipeline.report.wording import summary
from tests.unit.report.mill import (
    ARTICLES,
    BLIND,
    DAMAGE,
    DAMAGE_OLD,
    DEAD_OLD,
    DEATHS,
    FERRYMAN,
    FLAGS,
    LEDGER,
    OWN,
    STORY,
    WEEK,
    amount,
    at,
    mill_digest,
    point,
    quiet_digest,
    reported,
)


def composed(*flags: ReportedFlag) -> Digest:
    return compose(story=STORY, ledger=LEDGER, findings=Findings(flags=flags), period=WEEK)


def test_every_flag_is_told_exactly_once() -> None:
    d = mill_digest()
    sections = (d.changed, d.conflicts, d.denials, d.articles, d.new_figures, d.new_claims, d.appendix, d.silent)
    told = [f.id for items in sections for i in items for f in (*i.flags, *i.earlier)]
    assert sorted(told) == [f.id for f in FLAGS]


def test_a_series_that_changed_twice_is_one_item_from_its_first_to_its_last_value() -> None:
    deaths = mill_digest().changed[0]
    assert deaths.lead.id == 2
    assert [f.id for f in deaths.earlier] == [1]
    assert (deaths.whole.old, deaths.whole.new) == (amount(9), amount(14))


def test_a_series_that_came_back_to_its_old_value_shows_its_last_step() -> None:
    back = replace(FLAGS[1], flag=replace(FLAGS[1].flag, old=amount(11), new=amount(9)))
    assert composed(FLAGS[0], back).changed[0].whole.old == amount(11)


def test_a_sentence_that_raised_two_flags_is_quoted_once_under_the_weightier_kind() -> None:
    d = mill_digest()
    assert [f.id for f in d.changed[0].also] == [3]
    assert [i.lead.id for i in d.new_figures] == [8]


def test_what_stood_beside_an_earlier_step_is_not_lost() -> None:
    beside = replace(FLAGS[2], id=20, url=FLAGS[0].url, fetched_at=FLAGS[0].fetched_at)
    beside = replace(beside, flag=replace(beside.flag, sentence=FLAGS[0].flag.sentence))
    d = composed(FLAGS[0], FLAGS[1], beside)
    assert [i.lead.id for i in d.new_figures] == [20]


def test_the_weightiest_comes_first_and_the_rest_goes_to_the_appendix() -> None:
    trucks = [replace(FLAGS[7].flag, sentence=f"{n} trucks waited.", score=n / 100) for n in range(20)]
    flags = tuple(replace(FLAGS[7], id=n, flag=flag) for n, flag in enumerate(trucks))
    d = composed(*flags)
    assert [i.lead.id for i in d.new_figures] == [19, 18, 17, 16, 15, 14, 13, 12]
    assert [i.lead.id for i in d.appendix] == list(range(11, -1, -1))


@pytest.mark.parametrize("state", ["open", "confirmed"])
def test_flags_that_nobody_dismissed_are_told(state: str) -> None:
    assert len(composed(replace(FLAGS[0], state=state)).changed) == 1


def test_a_dismissed_flag_is_not_told() -> None:
    assert composed(replace(FLAGS[0], state="dismissed")).is_quiet


def test_a_new_figure_that_has_changed_since_is_left_to_the_appendix() -> None:
    first = replace(FLAGS[7], state="superseded", flag=replace(FLAGS[7].flag, series_n=1))
    d = composed(first, FLAGS[0])
    assert d.new_figures == ()
    assert [i.lead.id for i in d.appendix] == [8]
    assert [i.lead.id for i in composed(first).new_figures] == [8], "in a week when it had not changed yet"


def test_the_desks_own_sentences_that_are_out_of_date_are_named() -> None:
    own = mill_digest().superseded
    assert [(m.subject, m.sentence.of(OWN.text), m.witness and m.witness.outlet) for m in own] == [
        ("people killed in the fire", DEAD_OLD, "Signal Radio"),
        ("damage", DAMAGE_OLD, "Gull & Anchor"),
    ]


def test_a_report_of_the_week_that_carries_the_old_figure_is_named() -> None:
    assert [o.point.outlet for o in mill_digest().stale] == ["Quayside Weekly"]


def test_a_page_that_has_since_been_brought_up_to_date_is_not() -> None:
    where = ("Quayside Weekly", "https://quayside.example/9", at(9))
    mended = point("Fourteen died.", "Fourteen", amount(14), Standing.RESTATED, where)
    ledger = replace(LEDGER, series=(replace(DEATHS, points=(*DEATHS.points, mended)),))
    assert compose(story=STORY, ledger=ledger, findings=Findings(articles=ARTICLES), period=WEEK).stale == ()


def test_a_correction_that_names_the_old_figure_does_not_carry_it() -> None:
    old = DEATHS.points[-1]
    notice = replace(old, figure=replace(old.figure, place=Place.NOTICE))
    ledger = replace(LEDGER, series=(replace(DEATHS, points=(*DEATHS.points[:-1], notice)),))
    assert compose(story=STORY, ledger=ledger, findings=Findings(articles=ARTICLES), period=WEEK).stale == ()


def test_what_other_weeks_brought_is_old_news() -> None:
    d = composed()
    assert (d.stale, d.corroborated, d.disputed) == ((), (), ())
    assert not any(r.is_moved for r in d.rows)


def test_voices_count_once_and_rivals_stand_beside_the_value() -> None:
    deaths = mill_digest().rows[0]
    assert deaths.voices == ("port fire service", "Gull & Anchor")
    assert [p.voice for p in deaths.rivals] == ["dockers' union"]


def test_what_moved_in_the_week_leads_the_ledger() -> None:
    assert [(r.series.n, r.is_moved) for r in mill_digest().rows] == [(1, True), (2, True), (3, False)]
    assert [(r.series.n, r.is_moved) for r in rows(LEDGER, {3})] == [(3, True), (1, False), (2, False)]


def test_a_series_that_was_only_ever_doubted_has_no_row() -> None:
    unsure = replace(DAMAGE, points=tuple(replace(p, standing=Standing.UNSURE) for p in DAMAGE.points))
    assert rows(Ledger(story_id="s", series=(unsure,))) == ()


def test_second_voices_and_disputes_are_told_in_the_week_they_speak() -> None:
    d = mill_digest()
    assert [h.supporters for h in d.corroborated] == [("labour office", "district court")]
    assert [(h.supporters, h.deniers) for h in d.disputed] == [(("dockers' union",), ("Halden Milling",))]


def test_copies_are_counted_apart() -> None:
    d = mill_digest()
    assert (d.n_articles, d.n_copies) == (5, 1)
    assert [(o.outlet, len(o.articles), o.n_copies) for o in d.outlets] == [
        ("Signal Radio", 2, 1),
        ("Gull & Anchor", 1, 0),
        ("Quayside Weekly", 1, 0),
        ("The Ferryman", 1, 0),
    ]


def test_the_week_is_summed_up_in_one_line() -> None:
    assert summary(mill_digest()) == (
        "2 changed figures, 1 conflict, 1 denial, 1 altered article, 2 new figures and 1 new claim. "
        "Read: 5 articles from 4 outlets, 1 of them a copy."
    )


def test_a_week_without_news_says_so() -> None:
    d = quiet_digest()
    assert d.is_quiet
    assert summary(d) == (
        "Nothing changed: no figure moved and nobody made a new claim or denied one. Read: 1 article from 1 outlet."
    )


def test_a_week_without_articles_says_so() -> None:
    assert summary(composed()).endswith("No article on the story was collected.")


def test_a_silent_source_is_told_among_the_blind() -> None:
    flag = Flag(kind=FlagKind.SOURCE_BLIND, why="Silent for 9 days; it usually speaks daily.", score=0.4)
    d = composed(reported(30, flag, FERRYMAN, "Ferryman feed"))
    assert [i.lead.id for i in d.silent] == [30]
    assert to_json(d)["blind"][0]["error"] == "Silent for 9 days; it usually speaks daily."


def test_a_source_that_failed_is_told_once() -> None:
    flag = Flag(kind=FlagKind.SOURCE_BLIND, why="It has failed for 3 days.", score=0.4)
    about = reported(31, flag, ("", BLIND[0].url, at(6)), BLIND[0].source)
    d = compose(story=STORY, ledger=LEDGER, findings=Findings(flags=(about,), blind=BLIND), period=WEEK)
    assert len(to_json(d)["blind"]) == 1


def test_the_digest_is_plain_data_for_programs() -> None:
    data = json.loads(json.dumps(to_json(mill_digest()), allow_nan=False))
    assert data["since"] == "2031-03-03T00:00:00Z"
    first = data["changed"][0]
    assert first["kind"] == "figure.changed"
    assert first["old"] == {"value": 11, "bound": "exact", "unit": "count"}
    assert first["earlier"][0]["id"] == 1
    assert data["ledger"][0]["current"]["value"] == 14
    assert data["ledger"][0]["rivals"][0]["voice"] == "dockers' union"
    assert data["collected"]["n_copies"] == 1
    assert data["blind"][0]["until"] is None


def test_infinite_numbers_are_null_for_programs() -> None:
    endless = replace(FLAGS[0], flag=replace(FLAGS[0].flag, new=amount((3, float("inf")))))
    assert json.dumps(to_json(composed(endless)), allow_nan=False)
