"""Words as comparable stems."""

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The S-stemmer (Harman 1991): plural and possessive endings off, nothing else."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word.endswith("ies") and len(word) > 4 and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("us", "ss", "is")):
        return word[:-1]
    return word


def stems(text: str) -> list[str]:
    """Stems of all words, in order; single letters stay: they tell "vitamin A" from "vitamin B"."""
    return [stem(word) for word in WORD.findall(text)]
