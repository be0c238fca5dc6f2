"""A second opinion is told beside the rule's reason, in every form, and moves a flag behind its like at most."""

from dataclasses import replace

import pytest

from pipeline.model import Hearing, Opinion
from pipeline.report.data import flag_json, to_json
from pipeline.report.digest import Digest, compose
from pipeline.report.html import render_html
from pipeline.report.inputs import Findings, ReportedFlag
from pipeline.report.markdown import render_markdown
from pipeline.report.terminal import flags_by_day
from pipeline.report.wording import opinions
from tests.unit.report.mill import ARTICLES, FLAGS, LEDGER, STORY, WEEK, an_opinion, mill_digest
from tests.unit.report.test_terminal import shown

DOUBT = an_opinion(4, doubts=True, reason="It counts tickets", summary="The dead are 14.", worth=0.9)
SAID = "small-1 doubts it (“put the dead at 14”): It counts tickets. In short: The dead are 14."


def doubted(reported: ReportedFlag, said: Opinion = DOUBT) -> ReportedFlag:
    return replace(reported, state="doubted" if said.doubts else "open", opinion=said)


def composed(flags: tuple[ReportedFlag, ...]) -> Digest:
    return compose(story=STORY, ledger=LEDGER, findings=Findings(flags=flags, articles=ARTICLES), period=WEEK)


def test_it_is_told_in_one_sentence_or_two() -> None:
    assert opinions([doubted(FLAGS[0])]) == [SAID]
    assert opinions([doubted(FLAGS[0], an_opinion(1))]) == ["small-1 lets it stand (“put the dead at 14”)"]


@pytest.mark.parametrize("hearing", [h for h in Hearing if h is not Hearing.GIVEN])
def test_what_was_discarded_is_told_to_programs_alone(hearing: Hearing) -> None:
    discarded = replace(FLAGS[0], opinion=an_opinion(1, hearing=hearing, cited="", error="it cites nothing"))
    assert opinions([discarded]) == []
    assert flag_json(discarded)["opinion"]["outcome"] == hearing.value
    assert "it cites nothing" not in render_markdown(composed((discarded,)))


def test_every_form_tells_it() -> None:
    flags = tuple(doubted(f) for f in FLAGS)
    digest = composed(flags)
    assert f"  Second opinion: {SAID}\n" in render_markdown(digest)
    assert f"<span>Second opinion:</span> {SAID}</p>" in render_html([digest])
    assert f"second opinion: {SAID}" in shown(flags_by_day(flags), width=200)
    assert to_json(digest)["changed"][0]["opinion"]["summary"] == "The dead are 14."


def test_without_opinions_every_form_is_as_it_was() -> None:
    digest = mill_digest()
    assert "pinion" not in render_markdown(digest) + shown(flags_by_day(FLAGS)) + str(to_json(digest))


def test_a_doubted_flag_comes_after_its_like_and_is_still_told() -> None:
    weak = replace(FLAGS[0], id=90, flag=replace(FLAGS[0].flag, score=0.6, series_n=None, sentence="One."))
    strong = replace(FLAGS[0], id=91, flag=replace(FLAGS[0].flag, score=0.9, series_n=None, sentence="Two."))
    assert [i.lead.id for i in composed((weak, strong)).changed] == [91, 90]
    assert [i.lead.id for i in composed((weak, doubted(strong))).changed] == [90, 91]


def test_a_worth_takes_the_place_of_the_score() -> None:
    weak = replace(FLAGS[0], id=90, flag=replace(FLAGS[0].flag, score=0.6, series_n=None, sentence="One."))
    strong = replace(FLAGS[0], id=91, flag=replace(FLAGS[0].flag, score=0.9, series_n=None, sentence="Two."))
    assert [i.lead.id for i in composed((doubted(weak, an_opinion(90, worth=0.95)), strong)).changed] == [90, 91]
    assert [i.lead.id for i in composed((doubted(weak, an_opinion(90)), strong)).changed] == [91, 90]


def test_hostile_words_of_a_model_are_made_harmless() -> None:
    hostile = an_opinion(1, reason="\x1b[2J<script>\u202e[x](javascript:1)", model="<b>", cited="a" * 5_000)
    digest = composed((doubted(FLAGS[0], hostile),))
    assert "<script>" not in render_html([digest])
    assert "[x](" not in render_markdown(digest)
    assert "\x1b[2J" not in shown(flags_by_day([doubted(FLAGS[0], hostile)]))
    assert len(opinions([doubted(FLAGS[0], hostile)])[0]) < 1_200
