"""Who "he", "the minister" and "Brandt" are: the people, bodies and papers that a text has brought in so far."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.claims.lexicon import Lexicon
from pipeline.claims.names import Names
from pipeline.claims.phrases import Phrase, Reading, bare
from pipeline.claims.roles import FEMALE, MALE, Sort, Speaker, describe
from pipeline.claims.subjects import Group, asides

#: a text's memory: older ones are forgotten, so that time stays linear
REMEMBERED = 40
#: who is announced without a name gets it among the first so many
SOON = 8
#: words before a head that tell nobody apart
WEAK = frozenset(
    {
        "same",
        "latest",
        "new",
        "other",
        "whole",
        "entire",
        "main",
        "said",
        "first",
        "second",
        "own",
        "local",
        "so-called",
    }
)
#: heads that may be anybody met before
ANYBODY = frozenset({"man", "woman", "boy", "girl", "person", "official", "expert"})
AUTHORS = frozenset(
    {"author", "researcher", "writer", "campaigner", "investigator", "scientist", "organiser", "organizer"}
)


class Cast:
    """Everybody met so far in one text, the latest last."""

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        self.names = names
        self.lexicon = lexicon
        self.met: list[Speaker] = []
        #: credited last
        self.last: Speaker | None = None
        #: key -> all that the text tells of a speaker
        self.known: dict[int, Speaker] = {}
        #: in a headline: "Peruvian minister" is the minister of the text, whose country it need not repeat
        self.loose = False
        #: kind of paper -> whose it is
        self.papers: dict[str, Speaker] = {}

    def credit(self, reading: Reading, group: Group) -> tuple[Speaker | None, bool]:
        """Who `group` is, and whether that took looking back; None for a pronoun that fits nobody."""
        speaker, looked_back = self.meet(reading, group)
        if speaker is not None:
            spoken = replace(speaker, spoke=True)
            self._remember(spoken, speaker)
            self.last = spoken
        return speaker, looked_back

    def meet(self, reading: Reading, group: Group) -> tuple[Speaker | None, bool]:
        """As `credit`, for somebody who only takes part."""
        if reading.tag(group.core.head) in {"PNP", "DPS"}:
            return self._pronoun(reading.word(group.core.head)), True
        read = describe(reading, group, self.names)
        earlier = self._earlier(reading, group, read)
        if earlier is None:
            fresh = self._with_author(reading, group, self._with_body(reading, group, read))
            speaker = replace(fresh, key=len(self.known))
        else:
            speaker = merged(earlier, read)
        self._remember(speaker, earlier)
        return speaker, earlier is not None and not read.name

    def _remember(self, speaker: Speaker, earlier: Speaker | None) -> None:
        if self.last is not None and self.last == earlier:
            self.last = speaker
        if earlier in self.met:
            self.met.remove(earlier)
        self.met = [*self.met[-REMEMBERED:], speaker]
        self.known[speaker.key] = speaker

    def again(self, speaker: Speaker) -> None:
        """Back to the front: who was credited stays nearer than who was only named."""
        if speaker in self.met:
            self._remember(speaker, speaker)

    def _latest(self) -> Iterator[Speaker]:
        return reversed(self.met)

    def _pronoun(self, word: str) -> Speaker | None:
        """The one credited last if it fits, else the one met last."""
        candidates = [self.last, *self._latest()] if self.last else list(self._latest())
        for speaker in candidates:
            if _fits(word, speaker):
                gender = {"he": MALE, "his": MALE, "she": FEMALE, "her": FEMALE}.get(word)
                known = replace(speaker, gender=gender, sort=Sort.PERSON) if gender else speaker
                self._remember(known, speaker)
                return known
        return None

    def _earlier(self, reading: Reading, group: Group, read: Speaker) -> Speaker | None:
        if read.name:
            same = (s for s in self._latest() if s.name and _same_name(s.name, read.name))
            return next(same, None) or self._announced(read)
        if not definite(reading, group.core) or group.last > group.core.last:
            return None
        head = reading.head_lemma(group.core)
        if self.loose and (found := self.standing_for(head, _modifiers(reading, group, capitals=False))):
            return found
        return self.standing_for(head, _modifiers(reading, group))

    def _announced(self, read: Speaker) -> Speaker | None:
        """ "A senior official said ..." in the first paragraph has a name in the second."""
        if len(self.known) > SOON:
            return None
        for speaker in self._latest():
            unnamed = speaker.spoke and not speaker.name and not speaker.plural
            if unnamed and speaker.sort is read.sort and _could_be(speaker, read):
                return speaker
        return None

    def standing_for(self, head: str, modifiers: frozenset[str] = frozenset()) -> Speaker | None:
        """Who "the <modifiers> <head>" is: by the very word, by its kind, then by elimination."""
        for fits in (_by_word, self._by_kind, self._by_elimination, self._by_default):
            found = next((s for s in self._latest() if fits(head, s) and modifiers <= s.words), None)
            if found is not None:
                return found
        return None

    def _by_kind(self, head: str, speaker: Speaker) -> bool:
        """ "The company" is an airline, "the agency" an inspectorate."""
        kinds = self.lexicon.bodies.get(head, frozenset())
        return speaker.sort in {Sort.BODY, Sort.UNKNOWN} and bool(speaker.words & kinds)

    def _by_elimination(self, head: str, speaker: Speaker) -> bool:
        """ "The group" is the body whose name does not say what it is, "the man" any man."""
        if head in ANYBODY:
            return speaker.sort is Sort.PERSON and not speaker.plural
        if head in AUTHORS:
            return speaker.sort in {Sort.BODY, Sort.DOCUMENT} and bool(speaker.name)
        told = bool(speaker.words & self.lexicon.bodies.keys())
        several = " " in speaker.name or speaker.name.isupper() or speaker.sort is Sort.BODY
        return head in self.lexicon.generic and speaker.sort in {Sort.BODY, Sort.UNKNOWN} and several and not told

    def _by_default(self, head: str, speaker: Speaker) -> bool:
        """ "The alliance" is some body that was credited before."""
        return head in self.lexicon.generic and speaker.sort is Sort.BODY and speaker.spoke and bool(speaker.name)

    def _with_body(self, reading: Reading, group: Group, read: Speaker) -> Speaker:
        """ "the institute's chief engineer", "a ministry spokesman": with the full name of the body."""
        for phrase in (group.core, *group.asides):
            for at in range(phrase.first, phrase.head):
                found = self._body(reading, at)
                if found is not None:
                    return replace(read, body=found.name)
        if (
            read.sort is Sort.PERSON
            and read.words & self.lexicon.attached
            and not any(w in read.words for w in ("of", "for"))
        ):
            body = next((s for s in self._latest() if s.name and s.sort is Sort.BODY), None)
            return replace(read, body=body.name) if body else read
        return read

    def _with_author(self, reading: Reading, group: Group, read: Speaker) -> Speaker:
        """ "The report" is by the body that was credited before it."""
        if read.sort is not Sort.DOCUMENT or read.name or not definite(reading, group.core):
            return read
        bodies = (s for s in self._latest() if s.name and (s.sort is Sort.BODY or (s.sort is Sort.UNKNOWN and s.spoke)))
        author = self.papers.get(reading.head_lemma(group.core)) or next(bodies, None)
        if author is None:
            return read
        return replace(read, name=author.name, role=", ".join(part for part in (author.role, read.role) if part))

    def _body(self, reading: Reading, at: int) -> Speaker | None:
        head = bare(reading.lemma(at))
        if reading.tag(at) == "DPS" and reading.word(at) in {"its", "their"}:
            found = self._pronoun(reading.word(at))
        elif head in self.lexicon.bodies and reading.tokens[at].text.islower():
            found = self.standing_for(head)
        else:
            found = None
        return found if found and found.name and found.sort is not Sort.PERSON else None


def definite(reading: Reading, phrase: Phrase) -> bool:
    """ "the minister", "this group", "police" in a headline's manner; not "a minister"."""
    if reading.word(phrase.first) in {"the", "this", "that", "these", "those", "both"}:
        return True
    return reading.tag(phrase.first) not in {"AT0", "DPS", "DT0", "CRD"}


def _modifiers(reading: Reading, group: Group, *, capitals: bool = True) -> frozenset[str]:
    core = group.core
    words = (
        bare(reading.word(at))
        for at in range(core.first, core.head)
        if reading.tag(at) not in {"AT0", "DT0", "DPS"} and not reading.is_sign(at)
        if capitals or not reading.tokens[at].text[:1].isupper()
    )
    return frozenset(words) - WEAK


def _same_name(known: str, name: str) -> bool:
    return known == name or known.endswith(" " + name) or name.endswith(" " + known)


def _could_be(unnamed: Speaker, read: Speaker) -> bool:
    """The role told first fits the one told with the name."""
    words = unnamed.words - {"a", "an", "the", "of", "senior", "former"}
    if unnamed.sort is Sort.PERSON:
        return bool(words & read.words) or (bool(words & ANYBODY) and bool(read.role))
    return bool(words & read.words)


def _by_word(head: str, speaker: Speaker) -> bool:
    return head in speaker.words


def merged(known: Speaker, read: Speaker) -> Speaker:
    """What was known, with what the new mention adds."""
    return replace(
        known,
        name=max(known.name, read.name, key=len),
        role=known.role or (read.role if read.name else ""),
        body=known.body or read.body,
        gender=known.gender or read.gender,
        sort=known.sort if known.sort is not Sort.UNKNOWN else read.sort,
        words=known.words | (read.words if read.name else frozenset()),
    )


def _fits(pronoun: str, speaker: Speaker) -> bool:
    if pronoun in {"he", "she", "his", "her"}:
        other = FEMALE if pronoun in {"he", "his"} else MALE
        person = speaker.sort is Sort.PERSON or (speaker.sort is Sort.UNKNOWN and " " in speaker.name)
        return person and not speaker.plural and speaker.gender != other
    if pronoun in {"it", "its"}:
        known = speaker.sort in {Sort.BODY, Sort.DOCUMENT} or (speaker.sort is Sort.UNKNOWN and speaker.spoke)
        return known and not speaker.plural
    if pronoun in {"they", "their"}:
        return speaker.plural or speaker.sort is Sort.BODY
    return False


def mentioned(reading: Reading) -> Iterable[Group]:
    """Names in the sentence that may be meant later by a role or a pronoun."""
    last = -1
    for phrase in reading.phrases:
        if phrase.first <= last or reading.tag(phrase.head) in {"PNP", "PNI"} or reading.is_time(phrase):
            continue
        head = reading.head_lemma(phrase)
        known = head in reading.lexicon.bodies or head in reading.lexicon.person
        if reading.tokens[phrase.head].text[:1].isupper() and (known or phrase.last > phrase.first):
            last = _name_end(reading, phrase)
            yield Group(phrase.first, last, phrase, asides(reading, last, len(reading.tokens)))


def _name_end(reading: Reading, phrase: Phrase) -> int:
    """ "Institute" goes on to "of Public Health"."""
    last = phrase.last
    while reading.word(last + 1) in {"of", "for"} and (more := reading.starting.get(last + 2)):
        if not reading.tokens[more.head].text[:1].isupper():
            break
        last = more.last
    return last
