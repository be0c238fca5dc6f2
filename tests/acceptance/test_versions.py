"""`diff` and `evidence` after a replay of a small recording with a silent edit."""

import gzip
import hashlib
import json
import subprocess
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.acceptance.program import Program
from tests.recorded import write

FIRE = "https://courier.example/news/fire"


@pytest.fixture
def replayed(storyledger: Program) -> Program:
    write(storyledger.folder / "recording")
    storyledger.done("replay", "recording", "--out", "out")
    return storyledger


def store(program: Program) -> tuple[str, str]:
    return "--store", f"sqlite:///{program.folder / 'out' / 'storyledger.db'}"


def test_a_silent_edit_is_shown_word_by_word(replayed: Program) -> None:
    [step] = replayed.done("diff", FIRE, "--json", *store(replayed)).data
    assert [c["kind"] for c in step["changes"]] == ["edited"]
    out = replayed.done("diff", f"{FIRE}?utm_source=mail", *store(replayed)).out
    assert "1 sentence edited" in out and "- Pellingham" in out and "+ Pellingham" in out
    replayed.done("diff", FIRE, "--html", "diff.html", *store(replayed))
    page = (replayed.folder / "diff.html").read_text("utf-8")
    assert "<del>40</del>" in page and "<ins>140</ins>" in page


def test_an_article_that_never_changed_says_so_and_one_that_is_not_known_is_misuse(replayed: Program) -> None:
    assert "has not changed" in replayed.done("diff", "https://wire.example/news/injured", *store(replayed)).out
    assert replayed.run("diff", "https://wire.example/none", *store(replayed)).status == 2


def test_the_digest_shows_the_change_beside_the_revision(replayed: Program) -> None:
    replayed.done("digest", "fire", "--format", "html", "--out", "d.html", *store(replayed))
    page = (replayed.folder / "d.html").read_text("utf-8")
    assert "What changed in the text" in page and "<ins>140</ins>" in page


def flag_of(program: Program, kind: str) -> dict[str, Any]:
    return next(f for f in program.done("flags", "fire", "--json", *store(program)).data if f["kind"] == kind)


def test_a_flag_is_proved_by_a_folder_that_others_can_check(replayed: Program) -> None:
    flag = flag_of(replayed, "article.revised")
    ran = replayed.done("evidence", str(flag["id"]), "--out", "proof", *store(replayed))
    assert ran.out == "proof: 8 parts, all hashes agree.\n"
    folder = replayed.folder / "proof"
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder).returncode == 0
    about = json.loads((folder / "now" / "about.json").read_text("utf-8"))
    text = (folder / "now" / "text.txt").read_text("utf-8")
    assert text[about["start"] : about["end"]] == flag["sentence"] == about["sentence"]
    assert hashlib.sha256((folder / "now" / "page.html").read_bytes()).hexdigest() == about["page_sha256"]
    assert b"40 tonnes" in (folder / "before" / "page.html").read_bytes()
    visits = json.loads((folder / "visits.json").read_text("utf-8"))
    assert len(visits) > 2 and visits[0]["status"] == 200

    assert replayed.done("evidence", "proof").out == ran.out
    page = folder / "now" / "page.html"
    page.write_bytes(page.read_bytes() + b" ")
    (folder / "more.txt").write_text("planted")
    again = replayed.run("evidence", "proof")
    assert again.status == 1
    assert "now/page.html: changed since it was written" in again.err
    assert "more.txt: not in SHA256SUMS" in again.err


def test_a_flag_is_proved_by_a_warc_file(replayed: Program) -> None:
    flag = flag_of(replayed, "article.revised")
    replayed.done("evidence", str(flag["id"]), "--format", "warc", "--out", "proof.warc.gz", *store(replayed))
    path = replayed.folder / "proof.warc.gz"
    with path.open("rb") as file:
        kinds = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]
    assert [k for k, _ in kinds] == ["warcinfo", *["response", "conversion", "metadata"] * 2, "metadata"]
    assert kinds[1][1] == f"{FIRE}?utm_source=rss"
    assert "all hashes agree" in replayed.done("evidence", "proof.warc.gz").out
    (replayed.folder / "plain.warc").write_bytes(
        gzip.decompress(path.read_bytes()).replace(b"140 tonnes", b"141 tonnes")
    )
    again = replayed.run("evidence", "plain.warc")
    assert again.status == 1 and "record 2 (response): changed since it was written" in again.err


def test_evidence_of_nothing_is_said_in_one_line(replayed: Program) -> None:
    (replayed.folder / "note.txt").write_text("no archive")
    (replayed.folder / "empty").mkdir()
    for given in ("9999", "note.txt", "empty", "absent"):
        ran = replayed.run("evidence", given, *store(replayed))
        assert (ran.status, len(ran.err.splitlines())) == (2, 1), (given, ran)
    number = str(flag_of(replayed, "article.revised")["id"])
    replayed.done("evidence", number, "--out", "proof", *store(replayed))
    assert replayed.run("evidence", number, "--out", "proof", *store(replayed)).status == 1
