"""What an article on the story names: who and where (names), and what (objects and acts)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.language.stems import stem, stems
from pipeline.model import Profile
from pipeline.relate.article import Article, Paragraph
from pipeline.relate.background import rarity
from pipeline.relate.kept import Kept
from pipeline.relate.terms import telling, terms

#: profiles are of the language that the tagger's background knows best
LANGUAGE = "en"
#: what the user typed says more than what was learned
GIVEN_NAME, LEARNED_NAME = 0.9, 0.7
GIVEN_OBJECT, LEARNED_OBJECT = 0.8, 0.4
#: learned terms that stand for the matter
N_OBJECTS = 16
#: a word of a name this rare stands for the whole name, at this share of its weight
RARE, ALIAS = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that an article on the story names."""

    words: tuple[str, ...]
    label: str
    #: how much it ties an article to this story alone, in (0, 1]
    weight: float
    #: its words stand together and in this order, as the words of a name do
    phrase: bool = False
    #: what is searched for, when it is a phrase
    line: str = ""

    def may_stand_in(self, article: Article) -> bool:
        return article.words.issuperset(self.words)

    def stands_in(self, paragraph: Paragraph) -> bool:
        if not self.phrase:
            return paragraph.terms.issuperset(self.words)
        if len(self.words) == 1:
            return self.words[0] in paragraph.capitals
        return self.line in paragraph.line


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one story."""

    who: tuple[Anchor, ...]
    what: tuple[Anchor, ...]


def anchors(profile: Profile) -> Anchors:
    return Anchors(tuple(name_anchors(profile)), tuple(object_anchors(profile)))


#: those of the stories at hand
anchors_of: Kept[Profile, Anchors] = Kept(anchors, most=4096)


def name_anchors(profile: Profile) -> list[Anchor]:
    """Names among the user's keywords, then those that were learned, then single rare words of either."""
    found: dict[tuple[str, ...], Anchor] = {}
    given = ((k, GIVEN_NAME * (1 + telling(stems(k), LANGUAGE)) / 2) for k in profile.keywords if is_name(k))
    learned = ((n, LEARNED_NAME * w) for n, w in profile.names.items())
    for label, weight in (*given, *learned):
        add(found, named(label, weight))
    for anchor in list(found.values()):
        for word in aliases(anchor):
            add(found, Anchor((word,), anchor.label, ALIAS * anchor.weight, phrase=True))
    return list(found.values())


def add(found: dict[tuple[str, ...], Anchor], anchor: Anchor) -> None:
    if anchor.words and anchor.words not in found:
        found[anchor.words] = anchor


def named(label: str, weight: float) -> Anchor:
    words = tuple(stems(label))
    return Anchor(words, label, weight, phrase=True, line=f" {' '.join(words)} ")


def aliases(anchor: Anchor) -> Iterator[str]:
    """Words of a longer name that are rare enough to stand for it: a surname, the head of a company's name."""
    if len(anchor.words) > 1:
        yield from (w for w in anchor.words if len(w) > 2 and rarity(w, LANGUAGE) >= RARE)


def is_name(keyword: str) -> bool:
    """Somebody's or something's name, a lower-case ending allowed ("hepatitis A" is one, "Chinese police" is not)."""
    words = keyword.split()
    return bool(words) and words[-1][:1].isupper()


def object_anchors(profile: Profile) -> list[Anchor]:
    """The keywords that are no names, then the heaviest terms of the seeds that are no part of a name."""
    named = {stem(w) for n in (*profile.names, *filter(is_name, profile.keywords)) for w in stems(n)}
    given = dict.fromkeys(tuple(terms(k)) for k in profile.keywords if not is_name(k))
    found = [Anchor(w, " ".join(w), GIVEN_OBJECT * (1 + telling(w, LANGUAGE)) / 2) for w in given if w]
    known = {a.words for a in found}
    heaviest = [t for t in profile.terms if t not in named and (t,) not in known][:N_OBJECTS]
    return found + [Anchor((t,), t, LEARNED_OBJECT * profile.terms[t]) for t in heaviest]


def standing(anchors: Iterable[Anchor], article: Article) -> list[Anchor]:
    """The anchors that may stand in the article, told from its words alone."""
    return [a for a in anchors if a.may_stand_in(article)]
