"""Text from the web made harmless, and numbers, dates and changes put in words for people."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.report.inputs import Period

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: format characters that scripts and emoji need; every other one is dropped, the bidirectional ones above all
JOINERS = {"\u200c", "\u200d"}
#: longest sentence shown; a longer one is a table or garbage, and is cut around its number
LONGEST_QUOTE = 700
LONGEST_LABEL = 240
QUOTES = frozenset("\"'“”„«»‘’")


# --- hostile text -----------------------------------------------------------------------------------------------------
def safe(text: str) -> str:
    """`text` in one line without control, escape, bidirectional, private or half characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe_char, text))


def _safe_char(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\t\n\r\v\f\x85":
        return char if char in " \u00a0\u202f" else " "
    if category == "Cf":
        return char if char in JOINERS else ""
    return "\N{REPLACEMENT CHARACTER}" if category in ("Cc", "Cs", "Co") else char


def label(text: str, longest: int = LONGEST_LABEL) -> str:
    """A name, title or reason: safe, single-spaced, cut at `longest` characters."""
    words = " ".join(word for word in safe(text[: 4 * longest]).split(" ") if word)
    return words if len(words) <= longest and len(text) <= 4 * longest else words[: longest - 1].rstrip() + "…"


def link(url: str) -> str | None:
    """`url` when it is safe to offer as a link: http or https, a host, no password, no odd characters; else None."""
    if len(url) > 4096 or safe(url) != url or any(c.isspace() or c in "<>\"'`\\" for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None


# --- quotations -------------------------------------------------------------------------------------------------------
class Piece(NamedTuple):
    """A stretch of a quotation."""

    text: str
    is_marked: bool


def quotation(sentence: str, phrases: Iterable[str]) -> tuple[Piece, ...]:
    """`sentence`, safe, in pieces, the first whole-word occurrence of each phrase marked."""
    spans = sorted(s for s in (_occurrence(sentence, p) for p in phrases) if s is not None)
    start, end = _window(len(sentence), spans[0][0] if spans else 0)
    pieces = [Piece("…", False)] if start else []
    at = start
    for lo, hi in spans:
        if lo >= at and hi <= end:
            pieces += [Piece(safe(sentence[at:lo]), False), Piece(safe(sentence[lo:hi]), True)]
            at = hi
    pieces.append(Piece(safe(sentence[at:end]), False))
    if end < len(sentence):
        pieces.append(Piece("…", False))
    return tuple(p for p in pieces if p.text)


def in_quotes(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The quotation between quotation marks, unless it brings its own."""
    if not pieces or pieces[0].text.lstrip()[:1] in QUOTES:
        return pieces
    return (Piece("“", False), *pieces, Piece("”", False))


def _occurrence(sentence: str, phrase: str) -> tuple[int, int] | None:
    at = sentence.find(phrase) if 0 < len(phrase) <= LONGEST_QUOTE else -1
    while at >= 0:
        end = at + len(phrase)
        if not _joined(sentence, at) and not _joined(sentence, end):
            return at, end
        at = sentence.find(phrase, at + 1)
    return None


def _joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _window(length: int, first: int) -> tuple[int, int]:
    if length <= LONGEST_QUOTE:
        return 0, length
    start = max(0, min(first - LONGEST_QUOTE // 3, length - LONGEST_QUOTE))
    return start, start + LONGEST_QUOTE


# --- dates ------------------------------------------------------------------------------------------------------------
def day_words(at: datetime) -> str:
    """ "5 Dec 2022": the same in every locale."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def minute_words(at: datetime) -> str:
    """ "5 Dec 2022, 14:05 UTC"."""
    return f"{day_words(at)}, {at:%H:%M} UTC"


def period_words(period: Period) -> str:
    """ "28 Nov 2022 to 4 Dec 2022": the first and the last day that the period covers."""
    if period.until is None:
        return "The whole story so far" if period.since is None else f"Since {day_words(period.since)}"
    last = day_words(period.until - timedelta(seconds=1))
    if period.since is None:
        return f"Up to {last}"
    first = day_words(period.since)
    return first if first == last else f"{first} to {last}"


def counted(n: int, singular: str, plural: str | None = None) -> str:
    """ "1 article", "2 articles", "no articles"."""
    noun = singular if n == 1 else plural or f"{singular}s"
    return f"{n or 'no'} {noun}"


def listed(parts: list[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(([", ".join(parts[:-1])] if parts[:-1] else []) + parts[-1:])
