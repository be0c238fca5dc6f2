"""A version as its words: what two texts are compared by, whoever set them in type."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from config import languages
from pipeline.model import Block, Place, Span

#: a number with its separators, a currency or percent sign, a minus, a word with inner apostrophes
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[$€£¥₹%‰°]|(?<![\w)])[-−–](?=[\d$€£])")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
APOSTROPHES = str.maketrans("’ʼ−–", "''--")
#: places whose words are the article's own text; headlines, decks and captions are each outlet's
RUNNING = frozenset({Place.BODY, Place.LIST, Place.TABLE, Place.NOTICE})
CAPITALISED_NAME = r"[A-Z][\w.&'’-]{0,30}(?: (?:of |de |du |the )?[A-Z\d][\w.&'’-]{0,30}){0,4}"
#: "PORT LEWIN, March 4 (Agency) -" and "PORT LEWIN —" before the first sentence; "(Agency)" after the last
DATELINE = re.compile(
    rf"^(?:[A-Z][\w.'’ ,/-]{{1,80}}?\s?)?\({CAPITALISED_NAME}\)\s*[-–—:]+\s"
    r"|^[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [\w. ]{2,40}){0,2}\s*[-–—]{1,2}\s"
)
#: credits stand among so many first or last paragraphs
EDGE = 3
LONGEST_CREDIT = 160
LANGUAGE = "en"
SIGN_OFF = re.compile(rf"\s*[(\[]{CAPITALISED_NAME}[)\]]\.?$")


@dataclass(frozen=True)
class Words:
    """The words of a text with their places in it, in order."""

    text: str
    #: stretches of the text that hold its words
    stretches: tuple[tuple[int, int], ...]
    #: normalised: lower case, apostrophes made plain
    forms: list[str]
    #: how many words from the start are running text; the rest stand in headline, deck and captions
    n_running: int
    #: numbers of the dateline and the sign-off, which are no words of the text
    set_aside: list[str]
    #: which word of the stretches stands where in `forms`; None: they follow one another
    order: tuple[int, ...] | None = None

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Where each word begins and ends in the text; found when first asked for, which most texts never are."""
        found = [m.span() for start, end in self.stretches for m in WORD.finditer(self.text, start, end)]
        return found if self.order is None else [found[i] for i in self.order]

    @cached_property
    def spans(self) -> list[Span]:
        """The same as spans, for the few that are shown."""
        return [Span(*bounds) for bounds in self.bounds]


def lowered(text: str) -> str:
    """Lower case with plain apostrophes, sign for sign: the few signs that grow in lower case stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.translate(APOSTROPHES)


def forms_of(text: str) -> list[str]:
    """The normalised words of a bare text."""
    return WORD.findall(lowered(text))


@lru_cache(maxsize=16)
def words_of(text: str, blocks: tuple[Block, ...]) -> Words:
    """The running words of a text first, without dateline, credits and sign-off, then those of all other blocks."""
    body = [b.span for b in blocks if b.place is Place.BODY]
    credit_lines = {span for span in (*body[:EDGE], *body[-EDGE:]) if is_credit(span.of(text))}
    body = [span for span in body if span not in credit_lines]
    running = [b.span for b in blocks if b.place in RUNNING and b.span not in credit_lines]
    rest = [(b.span.start, b.span.end) for b in blocks if b.place not in RUNNING or b.span in credit_lines]
    told_of = [told(text, span, body) for span in running]
    low = lowered(text)
    forms = [w for start, end in told_of for w in WORD.findall(low, start, end)]
    n_running = len(forms)
    forms += [w for start, end in rest for w in WORD.findall(low, start, end)]
    aside = [
        n
        for span, (start, end) in zip(running, told_of, strict=True)
        for n in NUMBER.findall(text, span.start, start) + NUMBER.findall(text, end, span.end)
    ]
    return Words(text, (*told_of, *rest), forms, n_running, aside)


def without(words: Words, apart: Sequence[bool]) -> Words:
    """The same words, with the running ones that are `apart` put behind all others: they are not the text's own."""
    n = words.n_running
    own = [i for i in range(n) if not apart[i]]
    order = [*own, *range(n, len(words.forms)), *(i for i in range(n) if apart[i])]
    before = words.order
    return Words(
        text=words.text,
        stretches=words.stretches,
        forms=[words.forms[i] for i in order],
        n_running=len(own),
        set_aside=words.set_aside,
        order=tuple(order if before is None else [before[i] for i in order]),
    )


def is_credit(block: str) -> bool:
    """A short block that says who wrote or edited: an opening of that kind, then names alone."""
    if len(block) > LONGEST_CREDIT or not block.lower().startswith(credit_openings()):
        return False
    return all(not w.islower() or w in credit_words() for w in re.findall(r"[^\W\d_]+", block))


@cache
def credit_openings() -> tuple[str, ...]:
    known = languages.table(LANGUAGE, "extract")["byline"]
    return (*known["openings"], *known["credits"])


@cache
def credit_words() -> frozenset[str]:
    """Words in lower case that may stand between the names of a credit."""
    known = languages.table(LANGUAGE, "extract")["byline"]
    return frozenset([*" ".join(credit_openings()).replace(":", "").split(), *known["between"]])


def told(text: str, block: Span, body: Sequence[Span]) -> tuple[int, int]:
    """Where a block's own words begin and end, less dateline and sign-off.

    An outlet's own lines may stand before the dateline; the sign-off ends the last paragraph.
    """
    start, end = block.start, block.end
    if block in body[:EDGE]:
        dateline = DATELINE.match(text[start : min(end, start + 200)])
        start += dateline.end() if dateline else 0
    if body and block == body[-1]:
        sign_off = SIGN_OFF.search(text, max(start, end - 200), end)
        end = sign_off.start() if sign_off else end
    return start, end


def text_sha256(text: str, blocks: tuple[Block, ...]) -> str:
    """SHA-256 of the running words, hex: equal for two settings of the same words, other headlines notwithstanding.

    "" for a text without words, which equals no other.
    """
    words = words_of(text, blocks)
    if not words.n_running:
        return ""
    return hashlib.sha256(" ".join(words.forms[: words.n_running]).encode("utf-8", "replace")).hexdigest()
