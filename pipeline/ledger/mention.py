"""One figure in its sentence, with who is counted for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, lru_cache

from config.languages import table
from pipeline.language.stems import WORD, stem
from pipeline.ledger.classes import hinted, tight
from pipeline.ledger.words import content, stems
from pipeline.model import Figure, Modality, Point, Role, Standing, Version

#: characters on either side of a number that tell what it is about
REACH = 60
#: characters behind it that may still say that it moved
BEHIND = 16
YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d{2}(?![\d.,]\d|\d)")
CLAUSE = re.compile(r"[,;:()\u2013\u2014]\s")


@dataclass(frozen=True)
class Mention:
    """A figure as the rules see it."""

    figure: Figure
    sentence: str
    url: str
    outlet: str
    reported_at: datetime
    voice: str
    language: str = "en"
    #: words of the places where the whole story plays: they narrow nothing
    home: frozenset[str] = frozenset()

    @cached_property
    def places(self) -> frozenset[str]:
        """Places that narrow it, in lower case."""
        return self.abroad(self.figure.places)

    def abroad(self, places: Iterable[str]) -> frozenset[str]:
        """Those of the places that are only a part of where the story plays."""
        return frozenset(place.lower() for place in places if self.home.isdisjoint(stems(place)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Content words of the sentence."""
        return content(self.sentence, self.language)

    @cached_property
    def head(self) -> str:
        """Stem of the noun that says what is counted; "" when there is none."""
        return head_of(self.figure, self.language)

    @cached_property
    def near(self) -> frozenset[str]:
        """Content words near the number."""
        return near(self.figure, self.sentence, self.language)

    @cached_property
    def hints(self) -> frozenset[str]:
        """Classes of quantity that the words near the number speak of."""
        return hinted(self.near, self.language)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The tight class that it is of, or those that the words near the number hint at."""
        quantity = self.figure.quantity
        return frozenset({quantity}) if quantity and tight(quantity, self.language) else self.hints

    @cached_property
    def moves(self) -> bool:
        """The clause says of this number that it is new ("now", "rose to"), or what it was."""
        return self.figure.was is not None or not stems(self.clause).isdisjoint(change_words(self.language))

    @cached_property
    def tells_change(self) -> bool:
        """The number moves, or the sentence speaks of a revision."""
        return self.moves or self.figure.revision

    @cached_property
    def before(self) -> str:
        """What leads up to the number in its clause."""
        start = self.figure.span.start - self.figure.sentence.start
        return CLAUSE.split(self.sentence[max(0, start - REACH) : start])[-1]

    @cached_property
    def clause(self) -> str:
        """What leads up to the number in its clause, and the word or two behind it."""
        end = self.figure.span.end - self.figure.sentence.start
        return f"{self.before} {self.sentence[end : end + BEHIND]}"

    @cached_property
    def refers(self) -> bool:
        """The number is spoken of as known: "the 19", "all 14,000", "nine of those 11"."""
        return (
            referring(self.language).search(self.sentence[: self.figure.span.start - self.figure.sentence.start])
            is not None
        )

    def sets_against(self, other: Figure) -> bool:
        """The sentence sets the number against another one of its own ("59.9 percent, not 61.4")."""
        mine, theirs = self.figure.span, other.span
        if other.sentence != self.figure.sentence or mine.overlaps(theirs):
            return False
        base, (start, end) = self.figure.sentence.start, sorted((mine, theirs))
        between = WORD.findall(self.sentence[start.end - base : end.start - base].lower())
        leading = WORD.findall(self.sentence[end.start - base : end.end - base].lower())
        words = table(self.language, "ledger")["contrast"]
        return not set(between).isdisjoint(words["between"]) or not set(leading).isdisjoint(words["within"])

    @cached_property
    def is_former(self) -> bool:
        """The words that lead up to the number call it an old one, and none says that it moved."""
        lead = stems(self.before)
        return not lead.isdisjoint(former_words(self.language)) and not self.tells_change

    @cached_property
    def is_past(self) -> bool:
        """All years that its sentence names, or that it is dated to, lie before the year of the report."""
        years = [int(year) for year in YEAR.findall(f"{self.sentence} {self.figure.as_of or ''}")]
        return bool(years) and max(years) < self.reported_at.year

    @cached_property
    def unreal(self) -> bool:
        """Denied, or supposed by a word in the clause of the number itself."""
        if self.figure.modality is not Modality.HYPOTHETICAL:
            return self.figure.modality is Modality.DENIED
        start, end = (
            self.figure.span.start - self.figure.sentence.start,
            self.figure.span.end - self.figure.sentence.start,
        )
        lead, rest = CLAUSE.split(self.sentence[:start])[-1], CLAUSE.split(self.sentence[end : end + REACH // 2])[0]
        return hedges(self.language).search(f"{lead} {rest}") is not None

    @cached_property
    def role(self) -> Role:
        """As read; a number "of the" others is a part, whatever else was read."""
        if self.figure.role is not Role.TOTAL or self.figure.unit != "count":
            return self.figure.role
        start, end = (
            self.figure.span.start - self.figure.sentence.start,
            self.figure.span.end - self.figure.sentence.start,
        )
        is_part = partitive(self.language).match(self.sentence[end:]) or remainder(self.language).search(
            self.sentence[:start]
        )
        return Role.SUBSET if is_part else Role.TOTAL

    def as_point(self, standing: Standing, version_id: int | None = None) -> Point:
        return Point(
            figure=self.figure,
            sentence=self.sentence,
            standing=standing,
            url=self.url,
            outlet=self.outlet,
            reported_at=self.reported_at,
            voice=self.voice,
            version_id=version_id,
        )


def modifiers(figure: Figure) -> frozenset[str]:
    return content(figure.concept) - {stem(figure.head)}


def head_of(figure: Figure, language: str = "en") -> str:
    """Stem of the head noun, unless it names the number itself ("toll") or whoever speaks."""
    head = stem(figure.head)
    if head in table(language, "ledger")["counting"] or head == speaker_head(figure.speaker):
        return ""
    return head


def scope_words(figure: Figure) -> frozenset[str]:
    """Stems of what narrows a figure besides places."""
    return stems(figure.scope).difference(*(stems(place) for place in figure.places))


@cache
def change_words(language: str) -> frozenset[str]:
    return frozenset(table(language, "ledger")["change"])


@cache
def former_words(language: str) -> frozenset[str]:
    return frozenset(stem(word) for word in table(language, "ledger")["former"])


@cache
def hedges(language: str) -> re.Pattern[str]:
    """Words that suppose."""
    return re.compile(rf"\b(?:{'|'.join(table(language, 'ledger')['supposing'])})\b", re.IGNORECASE)


@cache
def referring(language: str) -> re.Pattern[str]:
    """What stands right before a number that was said before."""
    return re.compile(rf"\b(?:{'|'.join(table(language, 'ledger')['referring'])})\s+$", re.IGNORECASE)


@cache
def partitive(language: str) -> re.Pattern[str]:
    """What makes a number a part of another: "of the 70", "of them"."""
    words = table(language, "ledger")["partitive"]
    return re.compile(rf"\s+(?:{'|'.join(words['link'])})\s+(?:(?:{'|'.join(words['whole'])})\b|\d)", re.IGNORECASE)


@cache
def remainder(language: str) -> re.Pattern[str]:
    """What stands right before the rest of a whole: "the other 800"."""
    words = table(language, "ledger")["partitive"]["rest"]
    return re.compile(rf"\bthe\s+(?:{'|'.join(words)})\s+$", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def speaker_head(speaker: str) -> str:
    """Stem of the noun that a speaker's name or role ends in: "office" for "the Roads Office of Orrel"."""
    words = re.split(r",|\(| of | in | for ", speaker, maxsplit=1)[0].split()
    return stem(words[-1]) if words else ""


def near(figure: Figure, sentence: str, language: str = "en") -> frozenset[str]:
    """Content words of the sentence that stand near the number phrase, and those of its concept."""
    start, end = figure.span.start - figure.sentence.start, figure.span.end - figure.sentence.start
    around = f"{sentence[max(0, start - REACH) : start]} {sentence[end : end + REACH]} {figure.concept}"
    return content(around, language)


def is_credited(figure: Figure, language: str = "en") -> bool:
    """Somebody is credited, and not a number ("the tally")."""
    return figure.credited and speaker_head(figure.speaker) not in {"", *table(language, "ledger")["counting"]}


def mention_of(figure: Figure, version: Version, voice: str, home: frozenset[str] = frozenset()) -> Mention:
    return Mention(
        figure=figure,
        sentence=figure.sentence.of(version.text),
        url=version.url,
        outlet=version.outlet,
        reported_at=version.published_at,
        voice=figure.speaker if is_credited(figure, version.language) else voice,
        language=version.language,
        home=home,
    )
