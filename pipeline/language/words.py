"""A version as its words: what two texts are compared by, whoever set them in type."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
SIGN_OFF = re.compile(rf"\s*[(\[]{CAPITALISED_NAME}[)\]]\.?$")


@dataclass(frozen=True)
class Words:
    """The words of a text with their places in it, in order."""

    text: str
    #: stretches of the text that hold its words: those of the running text first
    stretches: tuple[tuple[int, int], ...]
    #: normalised: lower case, apostrophes made plain
    forms: list[str]
    #: how many words from the start are running text; the rest stand in headline, deck and captions
    n_running: int
    #: numbers of the dateline and the sign-off, which are no words of the text
    set_aside: list[str]

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands in the text; found when first asked for, which most texts never are."""
        return [Span(*m.span()) for start, end in self.stretches for m in WORD.finditer(self.text, start, end)]


def lowered(text: str) -> str:
    """Lower case with plain apostrophes, sign for sign: the few signs that grow in lower case stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.translate(APOSTROPHES)


def forms_of(text: str) -> list[str]:
    """The normalised words of a bare text."""
    return WORD.findall(lowered(text))


def words_of(text: str, blocks: Sequence[Block]) -> Words:
    """The running words of a text first, without dateline and sign-off, then those of headline, deck and captions."""
    running = [b.span for b in blocks if b.place in RUNNING]
    rest = [(b.span.start, b.span.end) for b in blocks if b.place not in RUNNING]
    body = [b.span for b in blocks if b.place is Place.BODY]
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


def told(text: str, block: Span, body: Sequence[Span]) -> tuple[int, int]:
    """Where a block's own words begin and end, less the first paragraph's dateline and the last one's sign-off."""
    start, end = block.start, block.end
    if body and block == body[0]:
        dateline = DATELINE.match(text[start : min(end, start + 200)])
        start += dateline.end() if dateline else 0
    if body and block == body[-1]:
        sign_off = SIGN_OFF.search(text, max(start, end - 200), end)
        end = sign_off.start() if sign_off else end
    return start, end


def text_sha256(text: str, blocks: Sequence[Block]) -> str:
    """SHA-256 of the running words, hex: equal for two settings of the same words, other headlines notwithstanding.

    "" for a text without words, which equals no other.
    """
    words = words_of(text, blocks)
    if not words.n_running:
        return ""
    return hashlib.sha256(" ".join(words.forms[: words.n_running]).encode("utf-8", "replace")).hexdigest()
