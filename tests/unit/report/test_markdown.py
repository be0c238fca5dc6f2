"""The Markdown digest reads well as it stands, and hostile words stay words when it is set."""

from pathlib import Path

from markdown_it import MarkdownIt

from pipeline.report.markdown import render_markdown
from tests.unit.report.hostile import hostile_digest
from tests.unit.report.mill import mill_digest, quiet_digest

EXPECTED = Path(__file__).parent / "mill.md"


def test_the_mills_week_reads_as_expected() -> None:
    assert render_markdown(mill_digest()).replace("\u00a0", " ") == EXPECTED.read_text("utf-8")


def test_a_quiet_week_is_short() -> None:
    assert render_markdown(quiet_digest()) == (
        "# Night ferry cancelled\n\n3 Mar 2031 to 9 Mar 2031\n\n"
        "Nothing changed: no figure moved and nobody made a new claim or denied one. Read: 1 article from 1 outlet.\n\n"
        "## What was collected\n\nRead: 1 article from 1 outlet.\n\n"
        "- The Ferryman: 1 article: [Mill fire: toll rises](<https://ferryman.example/2031/mill-toll>)\n\n"
        "## When the monitor was blind\n\nEvery source answered.\n"
    )


def test_hostile_words_stay_words_when_set() -> None:
    setter = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    made = setter.render(render_markdown(hostile_digest()))
    assert "<script" not in made and "<img" not in made and "<code" not in made and "<h3" not in made
    assert "href" not in made
    assert "\x1b" not in made and "\u202e" not in made


def test_the_ledger_keeps_its_columns_whatever_the_words() -> None:
    table = [line for line in render_markdown(hostile_digest()).splitlines() if line.startswith("| ")]
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1


def test_the_same_digest_gives_the_same_text() -> None:
    assert render_markdown(mill_digest()) == render_markdown(mill_digest())
