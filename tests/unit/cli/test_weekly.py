"""The weekly digest: a page for each followed story, once, whoever writes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import load
from pipeline.cli import weekly, wiring
from pipeline.cli.wiring import Parts
from pipeline.clock import VirtualClock
from pipeline.errors import MailRefused, StoreError
from pipeline.model import Profile, Story, StoryState
from tests.mailbox import mailbox

WEDNESDAY = datetime(2031, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    settings = load(options={"digest.out": str(tmp_path / "digests")}, environment={}).settings
    with wiring.opened_store(f"sqlite:///{tmp_path}/s.db", create=True) as store:
        for name, day in (("mill", 1), ("dam", 1), ("late", 4)):
            at = datetime(2031, 3, day, tzinfo=UTC)
            store.add_story(Story(id=name, name=name.title(), profile=Profile(), created_at=at))
        store.set_state("dam", StoryState.PAUSED)
        yield Parts(settings=settings, clock=VirtualClock(WEDNESDAY), store=store)


def written(parts: Parts) -> list[str]:
    return sorted(p.name for p in parts.settings.digest.out.iterdir())


def test_each_followed_story_gets_its_page_once(parts: Parts) -> None:
    digests = weekly.Digests(parts)
    assert digests.write_due() == 1
    assert written(parts) == ["mill-2031-03-03.html"]
    assert "Mill" in (parts.settings.digest.out / "mill-2031-03-03.html").read_text("utf-8")
    assert digests.write_due() == 0


def test_a_second_daemon_and_a_restart_write_nothing_again(parts: Parts) -> None:
    assert weekly.Digests(parts).write_due() == 1
    (parts.settings.digest.out / "mill-2031-03-03.html").unlink()
    assert weekly.Digests(parts).write_due() == 0
    assert written(parts) == []


def test_the_next_week_is_written_when_it_has_ended(parts: Parts) -> None:
    clock = parts.clock
    assert isinstance(clock, VirtualClock)
    digests = weekly.Digests(parts)
    digests.write_due()
    clock.set(datetime(2031, 3, 10, 5, 59, tzinfo=UTC))
    assert digests.write_due() == 0
    clock.set(datetime(2031, 3, 10, 6, tzinfo=UTC))
    assert digests.write_due() == 2
    assert written(parts) == ["late-2031-03-10.html", "mill-2031-03-03.html", "mill-2031-03-10.html"]


def test_one_mail_tells_of_all_stories_and_one_that_was_refused_is_sent_at_the_next_look(parts: Parts) -> None:
    with mailbox() as box:
        mail = {"mail.host": "127.0.0.1", "mail.port": box.port, "mail.security": "none"}
        addresses = {"mail.sender": "ledger@example.org", "mail.to": ["desk@example.org"]}
        out = {"digest.out": str(parts.settings.digest.out)}
        parts = replace(parts, settings=load(options=mail | addresses | out, environment={}).settings)
        parts.store.set_state("dam", StoryState.ACTIVE)
        box.refusal = "451 not now"
        with pytest.raises(MailRefused):
            weekly.Digests(parts).write_due()
        box.refusal = ""
        digests = weekly.Digests(parts)
        assert [digests.write_due(), digests.write_due(), weekly.Digests(parts).write_due()] == [2, 0, 0]
    assert [m["Subject"] for m in box.taken] == ["2 stories: no figures changed (24 Feb 2031 to 3 Mar 2031)"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(StoreError, match=r"file/digest\.html: .*choose another folder"):
        weekly.write(tmp_path / "file" / "digest.html", "<p>")


def test_a_page_is_never_seen_half_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "digest.html"
    weekly.write(path, "first")
    weekly.write(path, "second")
    assert path.read_text("utf-8") == "second"
    assert [p.name for p in path.parent.iterdir()] == ["digest.html"]
