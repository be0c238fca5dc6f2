"""Which language a text is in: the page's word for it where it is plausible, else by its letters."""

import re
from functools import cache

from config import languages

#: share of frequent words below which a text that calls itself English is not
LEAST_SHARE = 0.15
FEW_WORDS = 20
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, said: str | None) -> str:
    """ISO 639-1 code of `text`, which its page says is in `said`."""
    words = WORD.findall(text[:4000].casefold())
    if len(words) < FEW_WORDS:
        return said if said and said.isalpha() and len(said) == 2 else "en"
    share = sum(w in frequent() for w in words) / len(words)
    if share >= LEAST_SHARE:
        return "en"
    if said and said != "en" and said.isalpha() and len(said) == 2:
        return said
    return identified(text[:4000])


@cache
def frequent() -> frozenset[str]:
    return frozenset(languages.table("en", "extract")["function_words"])


def identified(text: str) -> str:
    """By py3langid, whose model takes over a second to load: only where nothing cheaper decides."""
    import py3langid

    return str(py3langid.classify(text)[0])
