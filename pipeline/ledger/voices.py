"""Who is counted for what is said."""

import re
from functools import lru_cache

from config.languages import table
from pipeline.ledger.words import content, stems
from pipeline.model import Copy, Relation, Version

#: what follows a name: an apposition, a body in brackets, or what belongs to it
BEHIND_NAME = re.compile(r",|\(|['’]s?\s")


def voice_of(version: Version, copy: Copy) -> str:
    """Who is counted for what a version says in its own name: the credited agency, else the family's origin.

    What a partial copy adds is its own.
    """
    repeats = copy.relation in {Relation.IDENTICAL, Relation.SYNDICATED} and copy.of is not None
    said_by = copy.of.version if repeats and copy.of else version
    return said_by.agency or said_by.outlet


@lru_cache(maxsize=1 << 14)
def name_in(voice: str) -> frozenset[str]:
    """Stems of the name, without what follows it: "Harbour Union" of "the Harbour Union's bulletin"."""
    first = next((part for part in BEHIND_NAME.split(voice) if content(part)), voice)
    return content(first) or stems(first)


@lru_cache(maxsize=1 << 16)
def same_voice(a: str, b: str) -> bool:
    """One name is the other, or its words are all among the other's, whatever apposition follows it."""
    if a == b:
        return True
    mine, theirs = name_in(a), name_in(b)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def is_document(voice: str, language: str) -> bool:
    """A paper speaks ("its new report", "the Post, an internal memo") that may be anybody's."""
    documents = table(language, "claims")["documents"]
    return any(
        not stems(part).isdisjoint(documents) and not any(word[:1].isupper() for word in part.split()[1:])
        for part in voice.split(",")
        if "'" not in part and "’" not in part
    )
