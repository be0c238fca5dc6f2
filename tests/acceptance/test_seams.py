"""Figures and claims by JSON lines, as scripts use them."""

import json
from pathlib import Path
from typing import Any

from tests.acceptance.program import Program, started
from tests.acceptance.web import SEED


def lines(*values: Any) -> str:
    return "".join(f"{v if isinstance(v, str) else json.dumps(v)}\n" for v in values)


def test_figures_answers_each_line_in_order(process: Program) -> None:
    ran = process.run(
        "figures",
        stdin=lines(
            {"id": "b", "text": "At least 13 bridges were closed on Monday.", "published_at": "2031-03-07"},
            {"id": 1, "text": "The mayor thanked everybody."},
        ),
    )
    assert (ran.status, ran.err) == (0, "")
    first, second = ran.lines
    [figure] = first["figures"]
    assert (first["id"], figure["value"], figure["bound"], figure["unit"]) == ("b", 13, "at_least", "count")
    assert figure["sentence"] == "At least 13 bridges were closed on Monday."
    assert "13" in figure["text"]
    assert {"concept", "scope", "as_of", "speaker", "role", "modality", "start", "end"} <= set(figure)
    assert second == {"id": 1, "figures": []}


def test_claims_answers_each_line_in_order(storyledger: Program) -> None:
    text = "The rescue service said that the dam had burst. It rained."
    ran = storyledger.run("claims", stdin=lines({"id": 7, "text": text}))
    [answer] = ran.lines
    assert answer["id"] == 7
    assert {"text", "speaker", "stance", "sentence", "start", "end"} <= set(answer["claims"][0])


def test_a_bad_line_is_named_and_the_others_go_on(storyledger: Program) -> None:
    ran = storyledger.run(
        "figures",
        stdin=lines(
            {"id": 1, "text": "Nine boats sank."},
            "{not json",
            "",
            {"id": 3},
            {"id": 4, "text": "x", "published_at": "soon"},
            "[" * 100_000,
            {"id": 5, "text": "Ten boats sank."},
        ),
    )
    assert ran.status == 1
    assert [a["id"] for a in ran.lines] == [1, 5]
    told = ran.err.splitlines()
    assert [t.split(": ")[2] for t in told] == [f"standard input, line {n}" for n in (2, 4, 5, 6)]


def test_hostile_text_is_answered_like_any_other(storyledger: Program) -> None:
    hostile = ["9" * 100_000, "\x00", "\ud800", "\u202e102 stations", "1" + ",000" * 5_000, "", "five " * 200]
    ran = storyledger.run("figures", stdin=lines(*({"id": n, "text": t} for n, t in enumerate(hostile))))
    assert (ran.status, ran.err) == (0, "")
    assert [a["id"] for a in ran.lines] == list(range(len(hostile)))


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    process = started(tmp_path, "figures")
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(lines({"id": 1, "text": "Nine boats sank."}))
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    process.stdout.close()
    process.stdin.write(lines(*({"id": n, "text": "Nine boats sank."} for n in range(50))))
    process.stdin.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


def test_analyse_shows_figures_and_claims_with_their_sentences(storyledger: Program) -> None:
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    shown = storyledger.done("analyse", "seed.txt").out
    assert "The flood destroyed 12 bridges between Upper Sarn" in " ".join(shown.split())
    found = storyledger.done("analyse", "seed.txt", "--json").data
    assert 12 in [f["value"] for f in found["figures"]]
    assert found["title"] == "Twelve bridges destroyed as glacier lake empties into the Sarn valley"
    assert not (storyledger.folder / "data").exists()


def test_relate_answers_each_line_in_order(storyledger: Program) -> None:
    seeds = [
        "Pirates seized the tanker Orlanda Bay off Mombasa on Monday. Vask Shipping said all 25 sailors were safe.",
        "The Orlanda Bay, a tanker of Vask Shipping, was anchored near Harardhere by its pirates, elders said.",
    ]
    for n, text in enumerate(seeds):
        (storyledger.folder / f"{n}.txt").write_text(text, "utf-8")
    ran = storyledger.run(
        "relate",
        *("--seed", "0.txt", "--seed", "1.txt"),
        stdin=lines(
            {"id": 1, "text": "Pirates who hold the Orlanda Bay want $20 million for the tanker, Vask Shipping said."},
            {
                "id": 2,
                "text": "Pirates seized the freighter Fennimore Star with a crew of 19, Ellis Line said.",
            },
            {"id": 3, "title": "Chess", "text": "A young player won the cup.", "url": "https://a.example/3"},
        ),
    )
    assert (ran.status, ran.err) == (0, "")
    assert [(a["id"], a["outcome"]) for a in ran.lines] == [(1, "on"), (2, "off"), (3, "off")]
    assert all(0 <= a["score"] <= 1 and a["reasons"] for a in ran.lines)


def test_relate_obeys_hard_words_and_keeps_still_when_told(storyledger: Program) -> None:
    (storyledger.folder / "0.txt").write_text(
        "The tanker Orlanda Bay of Vask Shipping was seized off Mombasa.", "utf-8"
    )
    line = lines({"id": 1, "text": "The tanker Orlanda Bay of Vask Shipping was seized off Mombasa."})
    sure = storyledger.run("relate", "--seed", "0.txt", "--still", stdin=line + line).lines
    assert sure[0] == sure[1]
    assert sure[0]["outcome"] == "on"
    barred = storyledger.run("relate", "--seed", "0.txt", "--exclude", "tanker", stdin=line).lines
    assert barred == [{"id": 1, "score": 0.0, "outcome": "off", "reasons": ["excluded by “tanker”"]}]
    missing = storyledger.run("relate", "--seed", "0.txt", "--require", "oil", "--keyword", "Vask", stdin=line).lines
    assert missing[0]["reasons"] == ["required “oil” is missing"]
