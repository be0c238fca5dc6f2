"""Which version is a copy of which: fingerprints to find candidates, exact words to judge them."""

from pipeline.dedupe.classes import classify
from pipeline.dedupe.differences import differences
from pipeline.dedupe.shared import is_shared
from pipeline.dedupe.sides import fingerprints
from pipeline.language.words import text_sha256

__all__ = ["classify", "differences", "fingerprints", "is_shared", "text_sha256"]
