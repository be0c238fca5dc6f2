"""What was measured so far in a text: numbers without a noun of their own go on with it."""

from dataclasses import dataclass, field, replace

from pipeline.figures.amounts import Phrase
from pipeline.figures.subjects import Named
from pipeline.figures.units import BASIS_POINT, COUNT, PERCENT, POINT, RATIO

#: a smaller number comes back for other reasons
RARE = 20
#: how many times a number may be another one that it takes its unit from
SIZE = 10


def is_rare(said: tuple[float, ...]) -> bool:
    """The number is no small one, which comes back for other reasons."""
    return abs(said[0]) >= RARE


def similar(a: float, b: float) -> bool:
    """Neither is many times the other."""
    a, b = abs(a), abs(b)
    return a > 0 and b > 0 and max(a, b) <= SIZE * min(a, b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What is measured."""

    text: str = ""
    #: singular lemma of the head noun; "" when the sentence names none
    head: str = ""
    quantity: str | None = None
    #: names of places that narrow it
    places: tuple[str, ...] = ()
    #: the number has no noun of its own: it goes on with what was said before
    elided: bool = False
    #: nouns that its head noun stands behind
    compound: tuple[str, ...] = ()
    #: unit of the earlier number that it goes on with; None when it goes on with none
    unit: str | None = None
    #: what its unit measures, where the words do not say it ("temperature")
    measure: str = ""
    #: "rise" or "fall", when the number says by how much it moved
    change: str = ""
    #: what is done to the counted, by the verb whose object they are ("sold"); the next number has its own
    act: str = ""
    #: of places that are counted: what is in them ("police station" of "54 police stations in 30 countries")
    held: str = ""

    @property
    def name(self) -> str:
        """All that is said of what is measured: "hotel sold", "wind speed", "fall in share price"."""
        whole = " ".join(word for word in (self.text, self.act, self.measure) if word)
        return f"{self.change} in {whole}" if self.change and whole else whole

    @property
    def persons(self) -> bool:
        """It is called by what happened to people."""
        return self.head == "people"

    @property
    def scope(self) -> str:
        return ", ".join(self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A concept with the unit that it was measured in."""

    concept: Concept
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was measured so far, for numbers that go on with it.

    All that follow on one another in a text share the mappings, which grow in place: copies would cost the square
    of its length.
    """

    last: Concept = Concept()
    #: unit -> the last concept measured in it
    by_unit: dict[str, Concept] = field(default_factory=dict)
    #: number as said -> what was last counted by it
    by_value: dict[tuple[float, ...], Counted] = field(default_factory=dict)
    #: head noun -> the nouns that the text first said before it ("polling" of "polling station")
    compounds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: the concept before in the same sentence, and where its phrase ends; None at the first
    mate: Concept | None = None
    mate_end: int = 0
    mate_unit: str = COUNT
    mate_value: float = 0.0

    def after(self, concept: Concept, phrase: Phrase) -> "Said":
        if not concept.text:
            return self.beside(self.mate or concept, phrase)
        if concept.name != concept.text:
            concept = replace(concept, change="", act="", measure="")
        if concept.compound:
            self.compounds.setdefault(concept.head, concept.compound)
        if not (concept.elided and phrase.said in self.by_value):
            self.by_value[phrase.said] = Counted(concept=concept, unit=phrase.unit)
        self.by_unit[phrase.unit] = concept
        return self.beside(concept, phrase, last=concept)

    def full(self, found: Named) -> Named:
        """A bare noun under the name that the text introduced it by: "stations" are its "polling stations"."""
        if found.modifiers or found.head not in self.compounds:
            return found
        return replace(found, modifiers=self.compounds[found.head])

    def beside(self, concept: Concept, phrase: Phrase, *, last: Concept | None = None) -> "Said":
        """What the next number of the same sentence may go on with."""
        return replace(
            self,
            last=last or self.last,
            mate=concept,
            mate_end=phrase.end,
            mate_unit=concept.unit or phrase.unit,
            mate_value=phrase.said[0],
        )

    def unit_for(self, phrase: Phrase) -> str | None:
        """The unit that a bare number takes over from the one before in its sentence, when it is of its size."""
        if self.mate is None or self.mate_unit in (COUNT, RATIO) or phrase.rate:
            return None
        return self.mate_unit if similar(self.mate_value, phrase.said[0]) else None

    def next_sentence(self) -> "Said":
        return self if self.mate is None else replace(self, mate=None, mate_end=0, mate_unit=COUNT)

    def again(self, phrase: Phrase) -> Concept | None:
        """What the same rare number counted before; None for small numbers and in another unit."""
        known = self.by_value.get(phrase.said)
        if known is None or not is_rare(phrase.said) or (phrase.has_unit and known.unit != phrase.unit):
            return None
        return replace(known.concept, unit=known.unit)

    def like(self, phrase: Phrase) -> Concept:
        """What a number without any name goes on with: money and sizes go on with their own unit only."""
        if not phrase.has_unit or phrase.unit in (PERCENT, POINT, BASIS_POINT, RATIO):
            return (self.of_unit(phrase.unit) if phrase.has_unit else None) or self.mate or self.last
        converted = self.mate if self.mate_unit not in (COUNT, PERCENT, POINT, BASIS_POINT, RATIO) else None
        return self.of_unit(phrase.unit) or converted or Concept()

    def of_unit(self, unit: str) -> Concept | None:
        return self.by_unit.get(unit)
