"""Who says what, and is it new: credits, claims, and when two claims state the same."""

from pipeline.claims.attribution import attribute
from pipeline.claims.compare import denies, same_assertion, similarity
from pipeline.claims.reader import read_claims

__all__ = ["attribute", "denies", "read_claims", "same_assertion", "similarity"]
