"""Who denies: outright, or because others charge him, or because he answers for what he owns."""

import pytest

from pipeline.ledger import Context
from pipeline.ledger.parties import Accused, party_words
from pipeline.model import FlagKind, Ledger
from tests.unit.ledger.stories import article
from tests.unit.ledger.test_assertions import claims_of, kinds, told

CONTEXT = Context(claim_threshold=0.0)
QUIET = "Rain fell on Orrel for three days."


def denied(*sentences: str) -> list[FlagKind]:
    """What the last sentence raises, told in an article of its own behind those of the others."""
    book = Ledger(story_id="mill")
    for n, sentence in enumerate(sentences[:-1]):
        book, _ = told(book, article(f"Outlet {n}", n, sentence), context=CONTEXT)
    _, decisions = told(book, article("Vale Post", len(sentences), sentences[-1]), context=CONTEXT)
    return [kind for kind in kinds(decisions) if kind is FlagKind.CLAIM_DENIED]


@pytest.mark.parametrize(
    "sentence",
    [
        "The dairy denied on Monday that its milk had made anybody ill.",
        "The club's treasurer, Odo Marr, called the report a fairy tale.",
        "The choir's founder said that the letters were forged.",
        "Marrow Bakeries said there had been no such order.",
        "The society does not accept the findings of the audit.",
        "Karsel Mills said it had never dumped dye in the brook.",
        "The ferry's operator said that the boat had been inspected and was in good order.",
        "The airline said on Friday that it had complied with the rules on rest.",
    ],
)
def test_a_denial_needs_no_word_of_denying(sentence: str) -> None:
    assert denied(QUIET, sentence) == [FlagKind.CLAIM_DENIED]


@pytest.mark.parametrize(
    "sentence",
    [
        "The union rejected the offer of a fifth more pay.",
        "The council did not contest the finding.",
        "The keeper of the lock said he did not know when the gate would open.",
        "A neighbour said she had never heard the dogs bark.",
        "The inspectors said that two of the lifts had not been tested.",
        "The farmer said he had been told not to sell his milk.",
        "The pond lies between two mills, the mayor said.",
    ],
)
def test_a_negation_alone_is_no_denial(sentence: str) -> None:
    assert denied(QUIET, sentence) == []


def test_whoever_is_charged_denies_by_making_it_small() -> None:
    charges = (
        "Police arrested the brewer Jon Hask on Monday.",
        "Prosecutors accused Jon Hask of watering his beer for years.",
    )
    small = "Jon Hask said that the barrels were merely rinsed."
    assert denied(*charges, small) == [FlagKind.CLAIM_DENIED]
    assert denied(QUIET, small) == []


def test_a_state_goes_by_its_capital() -> None:
    assert party_words("The Peruvian embassy in Oslo") == party_words("Officials in Lima") == {"peru"}
    assert party_words("The embassy in Lima") == frozenset()


def test_a_state_that_has_denied_answers_for_it_by_another_name() -> None:
    accused = Accused(claims_of(article("Vale Post", 0, "The Peruvian embassy denied that it had kept the ship.")))
    assert "Lima" in accused
    assert "The mayor of Orrel" not in accused


def test_a_bare_denial_gives_way_to_the_one_that_tells_more() -> None:
    version = article(
        "Vale Post", 1, 'Karsel Mills rejected the report. "Nobody has been hurt here," said its owner, Ida Falk.'
    )
    _, decisions = told(Ledger(story_id="mill"), version, context=CONTEXT)
    (flag,) = [d.flag for d in decisions if d.flag and d.flag.kind is FlagKind.CLAIM_DENIED]
    assert flag.text.startswith('"Nobody')


def test_the_same_party_denies_once() -> None:
    first = "Karsel Mills denied that it had dumped dye in the brook."
    assert denied(first, "Karsel Mills has denied dumping any dye in the brook.") == []
    assert denied(first, "Karsel Mills denied that its guards had beaten the fishermen.") == [FlagKind.CLAIM_DENIED]
