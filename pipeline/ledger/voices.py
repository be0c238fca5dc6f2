"""Who is counted for what is said."""

from config.languages import table
from pipeline.ledger.words import stems
from pipeline.model import Copy, Relation, Version


def voice_of(version: Version, copy: Copy) -> str:
    """Who is counted for what a version says in its own name: the credited agency, else the family's origin.

    What a partial copy adds is its own.
    """
    repeats = copy.relation in {Relation.IDENTICAL, Relation.SYNDICATED} and copy.of is not None
    said_by = copy.of.version if repeats and copy.of else version
    return said_by.agency or said_by.outlet


def same_voice(a: str, b: str) -> bool:
    """One name is the other, or its words are all among the other's, whatever apposition follows it."""
    mine, theirs = stems(a), stems(b)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def is_document(voice: str, language: str) -> bool:
    """A paper speaks ("its new report") that may be anybody's."""
    words = stems(voice)
    return not words.isdisjoint(table(language, "claims")["documents"]) and not any(
        word[:1].isupper() for word in voice.split()[1:]
    )
