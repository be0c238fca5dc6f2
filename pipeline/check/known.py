"""What is evidence about an article, and what is only its own echo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.ledger import wording
from pipeline.model import Point, Support, Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An article that its outlet took back, or out of which it edited something."""

    at: datetime
    #: the version that says so; None when the page is gone, or the article goes on in other words
    version_id: int | None = None
    #: what of the article still stands; "" when the page is gone
    text: str = ""
    #: the article itself stands: only what it has no more was taken out
    is_edit: bool = False

    def keeps(self, said: Point | Support) -> bool:
        """The sentence stood there before, and still does: it is not what was withdrawn, nor the words that do it."""
        return said.version_id != self.version_id and said.sentence in self.text


def stands(said: Point | Support, withdrawn: Mapping[str, Withdrawal]) -> bool:
    """Its outlet has not taken it back."""
    withdrawal = withdrawn.get(said.url)
    return withdrawal is None or withdrawal.keeps(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The addresses of the article that is checked, and of those that count for nothing any more."""

    urls: frozenset[str]
    #: by canonical URL
    withdrawn: Mapping[str, Withdrawal]

    def stands(self, said: Point | Support) -> bool:
        """Its outlet has not taken it back; the user answers for the article in hand himself."""
        return said.url in self.urls or stands(said, self.withdrawn)

    def hears(self, said: Point | Support) -> bool:
        """Somebody else says so, in an article that still stands."""
        return said.url not in self.urls and self.stands(said)


def witness_of(point: Point) -> Witness:
    figure = point.figure
    start = figure.sentence.start
    return Witness(
        quantity=wording.quantity(figure),
        text=point.sentence[figure.span.start - start : figure.span.end - start],
        sentence=point.sentence,
        speaker=point.voice,
        outlet=point.outlet,
        url=point.url,
        reported_at=point.reported_at,
    )


def witness_of_claim(support: Support) -> Witness:
    return Witness(
        quantity=None,
        text=support.claim.text,
        sentence=support.sentence,
        speaker=support.voice,
        outlet=support.outlet,
        url=support.url,
        reported_at=support.reported_at,
    )
