"""Notes of correction, clarification and retraction, recognised by the language's data."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from config import languages
from pipeline.extract.amounts import amounts
from pipeline.extract.text import key, n_words
from pipeline.language.document import sentence_spans
from pipeline.language.words import forms_of
from pipeline.model import Place, Span, Version

#: a longer paragraph tells a story, even where it tells of a correction
LONGEST = 150
QUOTES = '"“”«»'
#: "a sentence in this report"
PART_OF = re.compile(r"\b(?:in|of|from|to|on|with) $")
#: "the headline was", not "the headline rate", and not "the article of the constitution"
ALONE = (
    r"\b(?= (?:of (?:this|our)|on|or|and|to|was|were|has|have|had|is|above|in|which|that|also|appeared|published|now)\b"
    r"|\W*$|[,:;])"
)
#: where a paragraph about the article itself may stand
NOTED = frozenset({Place.BODY, Place.NOTICE, Place.LIST, Place.DECK})
#: a note that was added to an article is short
LONGEST_ADDED = 90
#: a note names the text that it is about within so many characters
OURS_WITHIN = 110
#: "an earlier version of the bill"
OF_ANOTHER = re.compile(r" of (?!this|our|the (?:article|story|report)\b)")


class NoticeKind(StrEnum):
    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Notice:
    """A note that takes something back or puts it right."""

    kind: NoticeKind
    #: the sentence that says so, in the version's text
    sentence: Span


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's data, ready to match against case-folded text."""

    label: re.Pattern[str]
    update: re.Pattern[str]
    wire: tuple[str, ...]
    itself: re.Pattern[str]
    own: re.Pattern[str]
    earlier: re.Pattern[str]
    amended: re.Pattern[str]
    takes_back: re.Pattern[str]
    rights: re.Pattern[str]
    corrects: re.Pattern[str]
    retracts: re.Pattern[str]
    withdrawn: re.Pattern[str]
    slips: re.Pattern[str]
    stood_here: re.Pattern[str]
    by_us: re.Pattern[str]
    undone: re.Pattern[str]
    reporting: re.Pattern[str]
    right: re.Pattern[str]
    back: re.Pattern[str]
    of_an_article: re.Pattern[str]
    opens_note: re.Pattern[str]
    admits: re.Pattern[str]


def any_of(words: list[str], *, before: str = "", after: str = "") -> re.Pattern[str]:
    inner = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(f"{before}(?:{inner}){after}")


def own_words(words: list[str], alone: list[str]) -> re.Pattern[str]:
    """ "This report", "our story of 3 May", and "the article": what cannot be another's paper."""
    by_itself = any_of(words, before=r"\b(?:this|our) (?:[\w-]+ ){0,2}", after=r"\b").pattern
    return re.compile(by_itself + "|" + any_of(alone, before=r"\bthe ", after=ALONE).pattern)


@cache
def phrases(language: str) -> Phrases:
    data = languages.table(language, "extract")["notice"]
    return Phrases(
        label=any_of(data["labels"], before=r"^\W{0,3}", after=r"(?=\s*[:.,–—(-]|\s+\d[^.!?]{0,20}[:–—]|\s+on\s|\W*$)"),
        update=any_of(data["updates"], before=r"^\W{0,3}"),
        wire=tuple(data["wire"]),
        itself=any_of(data["self"], before=r"\b", after=r"\b"),
        own=own_words(data["self"], data["self_alone"]),
        earlier=any_of(data["earlier"]),
        amended=any_of(data["amended"]),
        takes_back=any_of(data["takes_back"], before=r"\b"),
        rights=any_of(data["rights"], before=r"^\W{0,2}"),
        corrects=any_of(data["corrects"], before=r"\b"),
        retracts=any_of(data["retracts"], before=r"\b"),
        withdrawn=any_of(data["withdrawn_page"]),
        slips=slips(data),
        stood_here=any_of(data["stood_here"], before=r"\b", after=r"\b"),
        by_us=first_person(data),
        undone=undone(data),
        reporting=reporting(data),
        right=any_of(data["labels_right"], before=r"^\W{0,3}"),
        of_an_article=any_of(data["of_an_article"], after=r"\b"),
        opens_note=opening(data),
        admits=any_of(data["admits"], before=r"\b"),
        back=any_of(data["labels_back"], before=r"^\W{0,3}", after=r"(?=\s*[:.,–—(-])"),
    )


def first_person(data: dict[str, Any]) -> re.Pattern[str]:
    """ "We wrongly reported", "we have corrected the headline", "we got it wrong", at the start of a sentence."""
    slipped = any_of([*data["we_slipped"], *data["slips"]]).pattern
    reported = f"{any_of(data['wrongly']).pattern} {any_of(data['reported']).pattern}"
    object_of = any_of([*data["parts"], *data["self_alone"], *data["self"]]).pattern
    mended = rf"{any_of(data['we_mended']).pattern} (?:the|this|that|our|an?)(?: [\w’'-]+){{0,3}}? {object_of}"
    have = r"(?:have |had |also |now |can |do ){0,2}"
    return re.compile(rf"^\W{{0,2}}{data['we']} {have}(?:{slipped}|{reported}|{mended})\b")


def slips(data: dict[str, Any]) -> re.Pattern[str]:
    """ "gave the wrong date", or "owing to a typing error"."""
    blunder = rf"{any_of(data['causes']).pattern} (?:an? |our )?(?:[\w-]+ ){{0,2}}{any_of(data['blunders']).pattern}"
    return re.compile(rf"\b(?:{any_of(data['slips']).pattern}|{blunder})\b")


def reporting(data: dict[str, Any]) -> re.Pattern[str]:
    """ ", the inquiry found": somebody else says so, in the active voice."""
    passive = "".join(rf"(?<!\b{word} )" for word in data["passive"])
    return any_of(data["reporting"], before=rf", (?!we\b)[^,]{{0,60}}\b{passive}", after=r"\b[^,]{0,60}$")


def opening(data: dict[str, Any]) -> re.Pattern[str]:
    """ "Last updated 4 June: ...", "Updated to fix an error"."""
    labelled = any_of(data["opens_note"], after=r"[^.:]{0,30}[:–—]").pattern
    mending = any_of(data["opens_mending"], after=rf"\b[^.]{{0,40}} to {any_of(data['mending']).pattern}\b").pattern
    return re.compile(rf"^\W{{0,2}}(?:{labelled}|{mending})")


def undone(data: dict[str, Any]) -> re.Pattern[str]:
    """ "has been withdrawn", "was taken down", "published in error"."""
    passive = f"{any_of(data['being']).pattern} {any_of(data['undone']).pattern}"
    active = f"(?:has|have) {any_of(data['undone']).pattern} (?:this|our) {any_of(data['self']).pattern}"
    return re.compile(rf"\b(?:{passive}|{active}|{any_of(data['disowned']).pattern})\b")


def is_notice(text: str, language: str) -> bool:
    """A paragraph that speaks of the article itself: corrected, clarified, updated or taken back."""
    if not 3 <= n_words(text) <= LONGEST:
        return False
    low, said = text.casefold(), phrases(language)
    return bool(said.label.search(low) or said.update.search(low) or low.startswith(said.wire)) or is_on_itself(
        text, language
    )


def is_on_itself(text: str, language: str) -> bool:
    """A paragraph that names the article or its earlier version and says what was done to it."""
    if not 3 <= n_words(text) <= LONGEST:
        return False
    low, said = text.casefold(), phrases(language)
    return any(about_itself(sentence, said) for sentence in sentences(low, language))


def about_itself(sentence: str, said: Phrases) -> bool:
    """One sentence, case folded, that says what was done to the article that it stands in."""
    if is_ours(sentence, said):
        return True
    if said.takes_back.search(sentence) and said.itself.search(sentence) and not any(q in sentence for q in QUOTES):
        return True
    own = said.own.search(sentence)
    if own is not None and said.withdrawn.search(sentence):
        return True
    earlier = said.earlier.search(sentence)
    if earlier is not None and not OF_ANOTHER.match(sentence, earlier.end()):
        return own is not None or said.corrects.search(sentence) is not None
    return own is not None and own.start() < 60 and said.amended.search(sentence, own.end()) is not None


def is_ours(sentence: str, said: Phrases) -> bool:
    """The outlet speaks of what it wrote and has put right or taken back; not somebody in the news of his."""
    if any(q in sentence[:2] for q in QUOTES) or said.reporting.search(sentence):
        return False
    if said.by_us.search(sentence):
        return True
    ours = said.stood_here.search(sentence) or said.own.search(sentence)
    if ours is None:
        return False
    done = said.undone.search(sentence) or said.slips.search(sentence) or said.withdrawn.search(sentence)
    corrected = said.corrects.search(sentence) if said.stood_here.search(sentence) else None
    return (done is not None or corrected is not None) and ours.start() < OURS_WITHIN


def sentences(text: str, language: str) -> list[str]:
    return [s.of(text) for s in sentence_spans(text, Span(0, len(text)), language)]


def notice(version: Version) -> Notice | None:
    """The gravest note of a version: what takes back before what puts right; None when it has none.

    A note of update alone is none.
    """
    return gravest(notices(version))


def new_notice(old: Version, new: Version) -> Notice | None:
    """The gravest note of `new` that does not stand in `old`; a paragraph that was added need say less to be one."""
    before = key(old.text)
    found = [n for n in notices(new) if key(n.sentence.of(new.text)) not in before]
    return gravest(found or added(old, new))


def added(old: Version, new: Version) -> list[Notice]:
    """What paragraphs that `old` has not say of the article, where they own up to something."""
    said, before = phrases(notice_language(new.language)), key(old.text)
    blocks = [b for b in new.blocks if b.place in NOTED and key(b.span.of(new.text)) not in before]
    return [n for b in blocks if (n := of_added(old, new, b.span, said)) is not None]


def of_added(old: Version, new: Version, block: Span, said: Phrases) -> Notice | None:
    """What an added paragraph says of its article."""
    whole = block.of(new.text).casefold()
    if n_words(whole) > LONGEST_ADDED or not (said.admits.search(whole) or said.undone.search(whole)):
        return None
    about = (
        said.label.search(whole)
        or said.own.search(whole)
        or said.of_an_article.search(whole)
        or said.opens_note.search(whole)
    )
    spans = list(sentence_spans(new.text, block, new.language))
    low = {s: s.of(new.text).casefold() for s in spans}
    if any(said.reporting.search(low[s]) or low[s][:1] in QUOTES for s in spans):
        return None
    if about is None and not tells_exchange(old, new, block):
        return None
    back = [s for s in spans if is_taken_back(low[s], said)]
    if back:
        return Notice(NoticeKind.RETRACTED, back[0])
    owning = [s for s in spans if said.admits.search(low[s])]
    return Notice(NoticeKind.CORRECTED, most_telling(owning, new.text)) if owning else None


def tells_exchange(old: Version, new: Version, block: Span) -> bool:
    """It has a number that the rest of the text has lost, and the one that stands there instead."""
    around = new.text[: block.start] + new.text[block.end :]
    mine, before, after = (values(text) for text in (block.of(new.text), old.text, around))
    return bool(mine & (before - after)) and bool(mine & (after - before))


def values(text: str) -> frozenset[str]:
    """The numbers of a text in one spelling."""
    return frozenset(amounts(forms_of(text), frozenset()).values)


def gravest(found: list[Notice]) -> Notice | None:
    return min(found, key=lambda n: n.kind is not NoticeKind.RETRACTED, default=None)


def notices(version: Version) -> list[Notice]:
    """Every note of correction or retraction, in page order; last the headline, where it says so itself
    ("Retraction: ...").
    """
    said = phrases(notice_language(version.language))
    found = []
    for block in sorted(version.blocks, key=lambda b: b.place is Place.HEADLINE):
        low = block.span.of(version.text).casefold()
        if block.place is Place.NOTICE or (block.place is Place.HEADLINE and said.label.search(low)):
            found.append(of_block(version, block.span, said))
    return [n for n in found if n is not None]


def of_block(version: Version, block: Span, said: Phrases) -> Notice | None:
    """What one block says of its article, with the sentence that says it best."""
    spans = list(sentence_spans(version.text, block, version.language))
    low = {s: s.of(version.text).casefold() for s in spans}
    whole = block.of(version.text).casefold()
    gravely = said.takes_back if said.rights.search(whole) else said.retracts
    taken_back = [s for s in spans if gravely.search(low[s]) or said.takes_back.search(low[s])]
    if said.back.search(whole) and spans:
        taken_back = taken_back or spans
    taken_back = taken_back or [s for s in spans if is_taken_back(low[s], said)]
    if taken_back:
        return Notice(NoticeKind.RETRACTED, taken_back[0])
    put_right = [s for s in spans if said.corrects.search(low[s]) or said.earlier.search(low[s])]
    if said.right.search(whole) and said.label.search(whole):
        put_right = put_right or spans
    put_right = put_right or [s for s in spans if is_ours(low[s], said)]
    return Notice(NoticeKind.CORRECTED, most_telling(put_right, version.text)) if put_right else None


def is_taken_back(sentence: str, said: Phrases) -> bool:
    """ "This article was published in error": the text itself, as a whole, is undone."""
    if not is_ours(sentence, said):
        return False
    if said.withdrawn.search(sentence):
        return True
    ours = said.own.search(sentence) or said.stood_here.search(sentence)
    back = said.undone.search(sentence)
    if ours is None or back is None or ours.start() >= back.end():
        return False
    return not PART_OF.search(sentence[: ours.start()])


def most_telling(spans: list[Span], text: str) -> Span:
    """A sentence with digits, else the longest."""
    return max(spans, key=lambda s: (any(c.isdigit() for c in s.of(text)), s.end - s.start))


@cache
def notice_language(language: str) -> str:
    """The language itself where there are data for it, else English."""
    return language if language in languages.codes() else "en"
