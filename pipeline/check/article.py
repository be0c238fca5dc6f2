"""The whole check of one article: every figure and claim that its readers find, each with a verdict."""

from collections.abc import Mapping, Sequence

from pipeline.check.claims import claim_marks
from pipeline.check.figures import figure_marks
from pipeline.check.known import Own, Withdrawal
from pipeline.judge import Reading
from pipeline.ledger import Context
from pipeline.model import Checked, Ledger, Version

NOTHING_WITHDRAWN: Mapping[str, Withdrawal] = {}


def check(
    version: Version,
    ledger: Ledger,
    *,
    context: Context,
    own_urls: Sequence[str] = (),
    withdrawn: Mapping[str, Withdrawal] = NOTHING_WITHDRAWN,
) -> Checked:
    """What the ledger makes of an article that may or may not be in it.

    `own_urls`: addresses under which the ledger knows the article; what they say is no second voice.
    `withdrawn`: articles that were taken back, by URL; what they said supports nothing any more.
    """
    own = Own(urls=frozenset({version.url, *own_urls} - {""}), withdrawn=withdrawn)
    reading = Reading(version)
    marks = [
        *figure_marks(version, reading.figures, ledger, own, context),
        *claim_marks(version, reading.claims, ledger, own),
    ]
    return Checked(version=version, marks=tuple(sorted(marks, key=lambda m: (m.quantity is None, m.span))))
