"""Is a version on the story? A score in [0, 1] from two views that both must agree, with its reasons."""

from pipeline.relate.profile import drifted, profile_of
from pipeline.relate.score import SURE, relate, search_terms

__all__ = ["SURE", "drifted", "profile_of", "relate", "search_terms"]
