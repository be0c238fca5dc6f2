"""Who "he", "the minister" and "Brandt" are: the people, bodies and papers that a text has brought in so far."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.claims.lexicon import Lexicon
from pipeline.claims.names import Names
from pipeline.claims.phrases import POSSESSIVE, Phrase, Reading, bare
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
GENDER = {"he": MALE, "his": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
GIVEN = {MALE: "he", FEMALE: "she"}
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
        #: keys of those named in the sentence in hand before who is credited
        self.here: list[int] = []
        #: key -> how often somebody was named
        self.named: Counter[int] = Counter()
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
            word = reading.word(group.core.head)
            return self._pronoun(word) or self._to_come(word), True
        read = describe(reading, group, self.names)
        earlier = self._earlier(reading, group, read)
        if earlier is None:
            fresh = self._with_author(reading, group, self._with_body(reading, group, read))
            speaker = replace(fresh, key=len(self.known))
        else:
            speaker = merged(earlier, read)
            if speaker.sort is Sort.DOCUMENT and speaker.author is None:
                speaker = self._with_author(reading, group, speaker)
        self._remember(speaker, earlier)
        self.named[speaker.key] += 1
        return speaker, earlier is not None and not read.name

    def refresh(self, reading: Reading, group: Group) -> Speaker | None:
        """As `meet`, for somebody named; a mere role ("the ministry") only brings back who was met before."""
        nameless = reading.tokens[group.core.head].text[:1].islower()
        if nameless and self._earlier(reading, group, describe(reading, group, self.names)) is None:
            return None
        return self.meet(reading, group)[0]

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
        latest = list(self._latest())
        known = [s for s in latest if (s.plural if word in {"they", "their"} else s.sort is Sort.PERSON or s.spoke)]
        first = [self.last] if self.last else []
        for speaker in [*first, *known, *latest]:
            if _fits(word, speaker):
                gender = GENDER.get(word)
                fitting = replace(speaker, gender=gender, sort=Sort.PERSON) if gender else speaker
                self._remember(fitting, speaker)
                return fitting
        return None

    def _to_come(self, word: str) -> Speaker | None:
        """ "She" of the first sentence, whom a later one names."""
        gender = GENDER.get(word)
        if gender is None:
            return None
        nameless = Speaker(key=len(self.known), sort=Sort.PERSON, gender=gender, awaited=True)
        self._remember(nameless, None)
        return nameless

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
        if len(self.known) > SOON or read.plural:
            return None
        for speaker in self._latest():
            unnamed = speaker.spoke and not speaker.name and not speaker.plural
            if speaker.awaited and not speaker.name and _fits(GIVEN[speaker.gender], read):
                return speaker
            alike = speaker.sort is read.sort or (
                speaker.sort is Sort.PERSON and read.sort is Sort.UNKNOWN and read.person
            )
            if unnamed and alike and _could_be(speaker, read):
                return speaker
        return None

    def standing_for(self, head: str, modifiers: frozenset[str] = frozenset()) -> Speaker | None:
        """Who "the <modifiers> <head>" is: by the very word, by its kind, then by elimination."""
        for fits in (_by_word, self._by_paper, self._by_kind, self._by_elimination, self._by_default):
            found = next((s for s in self._latest() if fits(head, s) and modifiers <= s.words), None)
            if found is not None:
                return found
        return None

    def _by_paper(self, head: str, speaker: Speaker) -> bool:
        """ "The document" is the audit."""
        return head in self.lexicon.papers and speaker.sort is Sort.DOCUMENT

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
        if read.sort is Sort.PERSON and (found := self._spoken_for(reading, group)):
            return replace(read, body=found.name)
        if (
            read.sort is Sort.PERSON
            and read.words & self.lexicon.attached
            and not any(w in read.words for w in ("of", "for"))
        ):
            bodies = [s for s in self._latest() if s.name and s.sort is Sort.BODY]
            body = max(bodies, key=lambda s: self.named[s.key], default=None)
            return replace(read, body=body.name) if body else read
        return read

    def _spoken_for(self, reading: Reading, group: Group) -> Speaker | None:
        """ "a spokeswoman for the clinic": the clinic that was named before."""
        ends = [group.core.last, *(phrase.head for phrase in group.asides)]
        for at in ends:
            phrase = reading.starting.get(at + 2) if reading.word(at + 1) in {"of", "for", "at"} else None
            if phrase is not None and definite(reading, phrase) and reading.tokens[phrase.head].text.islower():
                found = self.standing_for(
                    reading.head_lemma(phrase), _modifiers(reading, Group(phrase.first, phrase.last, phrase))
                )
                if found is not None and found.name and found.sort is not Sort.PERSON:
                    return found
        return None

    def _with_author(self, reading: Reading, group: Group, read: Speaker) -> Speaker:
        """ "The report" is by the body that was credited before it."""
        if read.sort is not Sort.DOCUMENT or read.name:
            return read
        owners = [at for at in range(group.core.first, group.core.head) if _possesses(reading, at)]
        if owners:
            owner = self._body(reading, owners[0])
            return replace(read, author=owner.key) if owner else read
        if not definite(reading, group.core):
            return read
        head = reading.head_lemma(group.core)
        bodies = (s for s in self._latest() if s.name and (s.sort is Sort.BODY or (s.sort is Sort.UNKNOWN and s.spoke)))
        named = list(bodies)
        spoken = (s for s in named if s.spoke)
        author = self.papers.get(head) or self._maker(head) or next(spoken, None) or next(iter(named), None)
        return replace(read, author=author.key) if author is not None else read

    def _maker(self, head: str) -> Speaker | None:
        """ "The audit" is the auditor's."""
        makers = self.lexicon.makers.get(head, frozenset())
        return next((s for s in self._latest() if not makers.isdisjoint(s.heads | s.words)), None)

    def signed(self, speaker: Speaker) -> Speaker:
        """At the end of the text: a paper with its author, if the text has told who that is."""
        if speaker.sort is not Sort.DOCUMENT or speaker.name:
            return speaker
        told = (self.papers[head].key for head in speaker.heads if head in self.papers)
        key = next(told, None) if speaker.author is None else speaker.author
        return by_author(speaker, self.known[key]) if key is not None else speaker

    def _body(self, reading: Reading, at: int) -> Speaker | None:
        head = bare(reading.lemma(at))
        if reading.tag(at) == "DPS" and reading.word(at) in {"its", "their"}:
            here = (self.known[key] for key in reversed(self.here))
            found = next((s for s in here if s.sort is Sort.BODY), None) or self._pronoun(reading.word(at))
        elif head in self.lexicon.bodies and reading.tokens[at].text.islower():
            found = self.standing_for(head)
        else:
            found = None
        return found if found and found.name and found.sort is not Sort.PERSON else None


def _possesses(reading: Reading, at: int) -> bool:
    return reading.tag(at) == "DPS" or reading.word(at).endswith(POSSESSIVE)


def by_author(paper: Speaker, author: Speaker) -> Speaker:
    """A paper under the name, or else the role, of whose it is."""
    role = ", ".join(part for part in (author.role, paper.role) if part)
    return replace(paper, name=author.name, role=role)


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
    if unnamed.sort is Sort.PERSON and unnamed.definite and not read.role and not read.heads & ANYBODY:
        return read.gender in {"", unnamed.gender} or not unnamed.gender
    anybody = unnamed.sort is Sort.PERSON and unnamed.heads <= ANYBODY and bool(read.role)
    return anybody or bool(unnamed.heads & (read.heads | _role_words(read)))


def _role_words(speaker: Speaker) -> frozenset[str]:
    return frozenset(word.lower() for word in f"{speaker.name} {speaker.role}".split())


def _by_word(head: str, speaker: Speaker) -> bool:
    return head in speaker.heads or head in _role_words(speaker)


def merged(known: Speaker, read: Speaker) -> Speaker:
    """What was known, with what the new mention adds."""
    return replace(
        known,
        name=max(known.name, read.name, key=len),
        role=known.role or (read.role if read.name else ""),
        body=known.body or read.body,
        gender=known.gender or read.gender,
        sort=known.sort if known.sort is not Sort.UNKNOWN else read.sort,
        heads=known.heads | read.heads,
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
        if head in reading.lexicon.bodies and reading.word(phrase.first) == "the":
            last = phrase.last
            yield Group(phrase.first, last, phrase)
        elif reading.tokens[phrase.head].text[:1].isupper() and (known or phrase.last > phrase.first):
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
