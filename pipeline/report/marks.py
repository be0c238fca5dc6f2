"""What a report says of an article that was checked: which marks are told, once each, and in which words."""

from collections.abc import Sequence

from pipeline.model import Checked, Mark, Place, Verdict, Version
from pipeline.report.plain import Piece, counted, label, listed, quotation

#: the gravest first, as they are shown
VERDICTS = {
    Verdict.CORRECTED: "corrected elsewhere",
    Verdict.SUPERSEDED: "superseded",
    Verdict.DENIED: "denied",
    Verdict.DISPUTED: "disputed",
    Verdict.CURRENT: "current",
    Verdict.UNKNOWN: "unknown",
}
OUTDATED = (Verdict.CORRECTED, Verdict.SUPERSEDED)
CONTESTED = (Verdict.DENIED, Verdict.DISPUTED)
#: a headline or caption repeats what the body says
REPEATING = (Place.HEADLINE, Place.DECK, Place.CAPTION)


def distinct(checked: Checked, verdicts: Sequence[Verdict]) -> tuple[Mark, ...]:
    """The marks with these verdicts, each value of a thing once: where the body says it, else where it stands first."""
    found: dict[tuple[object, ...], Mark] = {}
    for mark in sorted(checked.marks, key=lambda m: (is_above(checked.version, m), m.span)):
        if mark.verdict in verdicts:
            found.setdefault(told(mark), mark)
    return tuple(found.values())


def told(mark: Mark) -> tuple[object, ...]:
    """What makes two marks say the same."""
    return (mark.subject, mark.quantity, mark.verdict) if mark.quantity else (mark.span,)


def is_above(version: Version, mark: Mark) -> bool:
    return any(b.place in REPEATING and b.span.contains(mark.span) for b in version.blocks)


def quoted(version: Version, mark: Mark) -> tuple[Piece, ...]:
    """The sentence of a mark, its number marked; a claim unmarked."""
    return quotation(mark.sentence.of(version.text), [mark.span.of(version.text)] if mark.quantity else [])


def subject(version: Version, mark: Mark) -> str:
    """What is measured; the words of a claim."""
    return label(mark.subject) if mark.quantity else label(mark.span.of(version.text))


def summary(checked: Checked) -> str:
    """ "2 figures out of date, 1 denied; 5 current, 9 unknown."."""
    counts = {v: len(distinct(checked, (v,))) for v in VERDICTS}
    outdated = len(distinct(checked, OUTDATED))
    first = f"{counted(outdated, 'figure')} out of date" if outdated else "Nothing is out of date"
    rest = [f"{counts[v]} {VERDICTS[v]}" for v in (*CONTESTED, Verdict.CURRENT, Verdict.UNKNOWN) if counts[v]]
    return f"{first}{'; ' + listed(rest) if rest else ''}."
