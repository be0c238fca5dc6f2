"""Figures and claims by JSON lines, as scripts use them."""

import json
from pathlib import Path
from typing import Any

import pytest

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
            {"id": 7, "text": "x", "published_at": "0001-01-01T00:00:00+14:00"},
            {"id": 8, "text": "x", "published_at": "9999-12-31T23:59:59-14:00"},
            '{"id": NaN, "text": "x"}',
            '{"id": [-Infinity], "text": "x"}',
            '{"id": 1e999, "text": "x"}',
            {"id": 5, "text": "Ten boats sank."},
        ),
    )
    assert ran.status == 1
    assert [a["id"] for a in ran.lines] == [1, 5]
    told = ran.err.splitlines()
    assert [t.split(": ")[2] for t in told] == [f"standard input, line {n}" for n in (2, 4, 5, *range(6, 12))]


@pytest.mark.parametrize("command", ["figures", "claims"])
def test_old_and_late_publications_are_read_like_any_other(storyledger: Program, command: str) -> None:
    text = "The mayor said that 9 boats sank last year, 12 on Sunday, and that 30 will sail next Friday or tomorrow."
    stamps = ("1000-01-01T00:00:00+14:00", "9000-12-31T23:59:59-14:00")
    ran = storyledger.run(command, stdin=lines(*({"id": s, "text": text, "published_at": s} for s in stamps)))
    assert (ran.status, ran.err) == (0, "")
    assert [a["id"] for a in ran.lines] == list(stamps)


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


WIRE = (
    "The ferry to Arden ran aground on Monday with 64 people aboard, and nobody was hurt when it struck the bank. "
    "The captain told the harbour board that he had not seen the buoy, which had been dark since the storm in May.\n\n"
    "A tug from Belmar will try to pull it free on the next high tide, the harbour master said on Tuesday morning."
)


def an_article(n: int, text: str, outlet: str, url: str = "") -> dict[str, Any]:
    url = url or f"https://{outlet}.example/{n}"
    return {"id": n, "url": url, "outlet": outlet, "published_at": f"2031-03-0{n}", "title": f"Ferry {n}", "text": text}


def test_dedupe_says_who_copied_whom_and_what_differs(process: Program) -> None:
    ran = process.run(
        "dedupe",
        stdin=lines(
            an_article(1, WIRE, "wire"),
            an_article(2, WIRE, "post"),
            an_article(3, WIRE.replace("64", "46"), "echo"),
            an_article(4, WIRE.replace("64", "65"), "wire", "http://m.wire.example/1/?utm_source=feed"),
            an_article(5, "A panel of geologists wants the quarry shut, which surprised even its critics.", "post"),
        ),
    )
    assert (ran.status, ran.err) == (0, "")
    assert [(a["id"], a["relation"], a["origin"]) for a in ran.lines] == [
        (1, "independent", None),
        (2, "identical", 1),
        (3, "syndicated", 1),
        (4, "revised", 1),
        (5, "independent", None),
    ]
    changed = ran.lines[2]["differences"]
    assert [(d["kind"], d["old"], d["new"]) for d in changed] == [("number", "64", "46")]
    assert changed[0]["sentence"].startswith("The ferry to Arden ran aground on Monday with 46")
    assert ran.lines[0] == {
        "id": 1, "relation": "independent", "origin": None, "coverage": 0.0, "run": 0, "differences": [],
    }  # fmt: skip


def test_dedupe_keeps_its_texts_in_a_store_that_is_named(storyledger: Program) -> None:
    store = f"sqlite:///{storyledger.folder}/copies.db"
    storyledger.done("dedupe", "--store", store, stdin=lines(an_article(1, WIRE, "wire")))
    [later] = storyledger.done("dedupe", "--store", store, stdin=lines(an_article(2, WIRE, "post"))).lines
    assert (later["relation"], later["origin"]) == ("identical", "https://wire.example/1")
    shown = storyledger.done("copies", "https://wire.example/1", "--store", store)
    assert "https://post.example/2" in shown.out and "[The ferry to Arden" in shown.out
    [family] = storyledger.done("copies", "https://wire.example/1", "--store", store, "--json").data
    assert family["origin"]["outlet"] == "wire"
    assert [(c["url"], c["relation"]) for c in family["copies"]] == [("https://post.example/2", "identical")]
    assert family["copies"][0]["shared"][0]["text"].startswith("The ferry")
    built = storyledger.run("db", "reindex", "--store", store)
    assert (built.status, built.err) == (0, "2 of 2 texts\n")
    assert built.out.startswith("The copy index has ")
    assert storyledger.done("db", "reindex", "--quiet", "--store", store).out == built.out
    unknown = storyledger.run("copies", "https://nobody.example/x", "--store", store)
    assert unknown.status != 0 and "no text of it is stored" in unknown.err


def test_a_bad_article_is_named_and_the_others_go_on(storyledger: Program) -> None:
    ran = storyledger.run("dedupe", stdin=lines({"id": 1, "text": "", "url": 7}, {"id": 2, "text": "Fire."}, "[]"))
    assert ran.status == 1
    assert [a["id"] for a in ran.lines] == [2]
    assert ['"url" is no text' in ran.err, "line 3" in ran.err] == [True, True]


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
