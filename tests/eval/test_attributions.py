"""Who says what in articles of a business paper's kind: coverage and speakers may not fall below their floors."""

import json
from pathlib import Path

import pytest

from tests.eval.attributions import BUSINESS, overlap, read, score

#: least share of the marked attributions that a claim covers, and of those with a speaker whose name is right
COVERED, RIGHT = 0.98, 0.84


@pytest.mark.xdist_group("eval")
def test_nearly_all_that_is_attributed_is_covered_under_the_right_name() -> None:
    total = score(read(BUSINESS))
    assert total.coverage >= COVERED
    assert total.speakers >= RIGHT


def test_one_name_is_another_when_half_of_its_words_are() -> None:
    assert overlap("Ana Roe, the mayor of Orrel", "Ana Roe") == 1.0
    assert overlap("the mayor", "the union") == 0.0


def test_a_marked_sentence_stands_in_its_article(tmp_path: Path) -> None:
    marked = [(a["text"], m["sentence"]) for a in read(BUSINESS) for m in a["attributions"]]
    assert marked
    assert all(sentence in text for text, sentence in marked)
    odd = tmp_path / "odd.jsonl"
    odd.write_text(json.dumps({"id": "1", "text": "Rain fell.", "attributions": []}) + "\n", "utf-8")
    assert score(read(odd)).coverage == 0.0
