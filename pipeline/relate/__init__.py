"""Is a version on the story? A score in [0, 1] from two views that both must agree, with its reasons."""

from pipeline.relate.edit import as_toml, decided, difference, from_toml
from pipeline.relate.profile import drifted, profile_of
from pipeline.relate.score import SURE, names_it, relate, search_terms
from pipeline.relate.shelf import Shelf
from pipeline.relate.ties import Ties, said, said_before, ties
from pipeline.relate.watch import Watch

__all__ = [
    "SURE",
    "Shelf",
    "Ties",
    "Watch",
    "as_toml",
    "decided",
    "difference",
    "drifted",
    "from_toml",
    "names_it",
    "profile_of",
    "relate",
    "said",
    "said_before",
    "search_terms",
    "ties",
]
