"""In the terminal a flag is read in a few lines, and no word from the web can command it."""

from dataclasses import replace

from rich.console import Console, RenderableType

from pipeline.model import Ledger
from pipeline.report.terminal import flag_lines, flags_by_day, ledger_table, timeline
from tests.unit.report.hostile import ATTACK, hostile_digest
from tests.unit.report.mill import DEATHS, FLAGS, LEDGER


def shown(renderable: RenderableType, *, width: int = 110, colour: bool = False) -> str:
    console = Console(width=width, force_terminal=colour, color_system="truecolor" if colour else None)
    with console.capture() as captured:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in captured.get().replace("\u00a0", " ").splitlines())


def test_a_changed_figure_is_told_in_four_lines() -> None:
    assert shown(flag_lines(FLAGS[:1])).splitlines() == [
        "#1  CHANGED  people killed in the fire: 9 → 11  up 2 (+22 %)  port fire service",
        "  “Eleven are now known to have died, the port fire service said on Tuesday.”",
        "  The Ferryman, 4 Mar 2031  https://ferryman.example/2031/mill-toll",
        "  why: 9 had been the value since 27 Feb; the same speaker now says 11.",
    ]


def test_the_reason_can_be_left_out() -> None:
    assert "why" not in shown(flags_by_day(FLAGS, why=False))


def test_flags_stand_under_their_day_in_order_of_time() -> None:
    lines = shown(flags_by_day(tuple(reversed(FLAGS)))).splitlines()
    days = [line for line in lines if line.endswith("2031") and line[0].isdigit()]
    assert days == ["4 Mar 2031", "5 Mar 2031", "7 Mar 2031"]


def test_flags_of_one_sentence_stand_together() -> None:
    lines = shown(flags_by_day(FLAGS[1:3])).splitlines()
    assert lines[2:7] == [
        "#2  CHANGED  people killed in the fire: 11 → 14  up 3 (+27 %)  port fire service",
        "#3  NEW FIGURE  body, found in the east silo: 3  port fire service",
        "  “The port fire service put the dead at 14 on Wednesday, after three more bodies were found in the east",
        "  silo.”",
        "  Signal Radio, 5 Mar 2031  https://signal.example/news/881",
    ]


def test_a_conflict_sets_one_number_against_the_other() -> None:
    assert shown(flag_lines(FLAGS[4:5])).startswith(
        "#5  CONFLICT  people killed in the fire: 17 against 14  dockers' union"
    )


def test_what_a_human_decided_is_shown() -> None:
    assert "(confirmed)" in shown(flag_lines([replace(FLAGS[0], state="confirmed")]))


def test_no_flags_is_said_plainly() -> None:
    assert shown(flags_by_day(())) == "Nothing to look at: no flag was raised."


def test_the_ledger_shows_value_speaker_voices_and_course() -> None:
    lines = shown(ledger_table(LEDGER)).splitlines()
    assert lines[0].split() == ["#", "figure", "value", "who", "says", "so", "since", "voices", "course"]
    assert " ".join(lines[1].split()) == "1 people killed in the fire 14 port fire service 5 Mar 2031 2 ▁▄█"
    assert lines[2].split() == ["dockers'", "union:", "17"]


def test_an_empty_ledger_is_said_plainly() -> None:
    assert shown(ledger_table(Ledger(story_id="s"))).startswith("The ledger is empty")


def test_a_timeline_draws_every_value_with_its_speaker() -> None:
    lines = shown(timeline(DEATHS)).splitlines()
    assert lines[0].startswith("people killed in the fire")
    said, links = lines[1::2], lines[2::2]
    assert said[0].split()[:4] == ["1", "27", "Feb", "2031"]
    assert said[3].endswith("14  restated    Gull & Anchor")
    assert said[4].endswith("17  conflict    dockers' union, in Gull & Anchor")
    assert said[5].endswith("9   old figure  Quayside Weekly")
    assert said[4].count("█") == 24
    assert all(line.strip().startswith("https://") for line in links)


def test_a_series_without_values_has_no_timeline() -> None:
    assert shown(timeline(replace(DEATHS, points=()))) == "people killed in the fire: no value yet."


def test_hostile_words_are_shown_and_do_nothing() -> None:
    digest = hostile_digest()
    flags = tuple(f for item in (*digest.changed, *digest.new_claims, *digest.articles) for f in item.flags)
    everything = [flags_by_day(flags), ledger_table(digest.ledger), timeline(digest.ledger.series[0])]
    text = "".join(shown(part, width=4000) for part in everything)
    assert "[bold red]markup[/]" in text
    assert not {"\x1b", "\x07", "\x00", "\u202e", "\ud800"} & set(text)
    coloured = "".join(shown(part, width=4000, colour=True) for part in everything)
    assert "\x1b[2J" not in coloured and "evil.example\x07" not in coloured
    assert "\x1b]8;" not in coloured
    assert ATTACK not in coloured
