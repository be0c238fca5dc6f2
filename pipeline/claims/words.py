"""Which sentences are worth a closer look: a cheap glance at their words."""

import re

from pipeline.claims.acts import Acts
from pipeline.claims.lexicon import Lexicon

DASH = re.compile(r"\s[-–—]\s[^.]{3,60}$")
#: no word: a tagger that looks for its parts would not come to an end
ENDLESS = re.compile(r"[^\W\d_]{80}")
WORD = re.compile(r"[^\W\d_]+")


def might_credit(text: str, lexicon: Lexicon) -> bool:
    """Some word of the sentence may credit somebody, or a sign does so in the manner of headlines."""
    if ENDLESS.search(text):
        return False
    if ":" in text or DASH.search(text):
        return True
    return not lexicon.triggers.isdisjoint(WORD.findall(text.lower()))


def might_state(text: str, acts: Acts) -> bool:
    """Some word may name an act, or a digit gives a number."""
    if ENDLESS.search(text):
        return False
    return any(c.isdigit() for c in text) or not acts.triggers.isdisjoint(WORD.findall(text.lower()))
