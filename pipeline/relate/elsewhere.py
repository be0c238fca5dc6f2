"""Is it another story, which only touches this one: recalls it, sets it apart, or follows its persons elsewhere?"""

from collections.abc import Sequence

from pipeline.language.stems import stems
from pipeline.model import Profile
from pipeline.relate.anchors import Anchor, anchors_of, standing
from pipeline.relate.article import Article, Paragraph

#: an article that names the story in no headline or lead and in fewer than this share of its paragraphs only recalls it
RECALLED = 0.25
#: why an article only touches the story
PASSINGLY, APART_FROM_IT = "named in passing only", "sets the story apart"
OTHER_WORDS, LITTLE = "next to nothing of its matter", "little of its matter"
#: what is left of the score of such an article
LEFT = {PASSINGLY: 0.3, APART_FROM_IT: 0.3, OTHER_WORDS: 0.3, LITTLE: 0.5}
#: voices that make up for it all the same; of little matter a known figure does so too
VOICES = {PASSINGLY: 1, OTHER_WORDS: 2, LITTLE: 0}
#: strength of the matter below which an article only shares names, or little else; and below which, when it sets the
#: story apart, it is about something else
NO_MATTER, LITTLE_MATTER, APART = 0.05, 0.15, 0.2
#: cosine of the words that are no names below which it shares hardly any
FEW_WORDS = 0.02
#: paragraphs from which on one of them can be about another matter
MANY = 3
#: weight of an anchor from which on it names the story
TELLING = 0.3
#: weight of an object from which on its head noun says that an article opens with the story
CENTRAL = 0.2


def about_something_else(
    article: Article, who: Sequence[Anchor], what: Sequence[Anchor], matter: float, *, other_words: bool
) -> str:
    """Why the article only touches the story, in words; "" when it does more.

    `other_words`: it shares hardly any words that are no names.
    """
    own = [p for p in article.paragraphs if not p.disclaims]
    if matter < APART and any(
        any(a.weight >= TELLING and a.stands_in(p) for a in (*who, *what)) for p in article.paragraphs if p.disclaims
    ):
        return APART_FROM_IT
    if matter < NO_MATTER and other_words:
        return OTHER_WORDS
    if named_in_passing(who, own):
        return PASSINGLY
    return LITTLE if matter < LITTLE_MATTER and other_words else ""


def named_in_passing(who: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> bool:
    """The names of the story stand in the background only: this is another story that recalls it."""
    telling = [a for a in who if a.weight >= TELLING]
    naming = [p for p in paragraphs if any(a.stands_in(p) for a in telling)]
    return all(p.weight <= 1.0 for p in naming) and len(naming) < RECALLED * len(paragraphs)


def is_set_apart(profile: Profile, article: Article) -> bool:
    """A paragraph, one of several, names the story and says that it is another matter."""
    if len(article.paragraphs) < MANY:
        return False
    anchors = anchors_of(profile)
    telling = [a for a in standing((*anchors.who, *anchors.what), article) if a.weight >= TELLING]
    return any(a.stands_in(p) for p in article.paragraphs if p.disclaims for a in telling)


def opens_elsewhere(voices: Sequence[str], profile: Profile, article: Article) -> bool:
    """Headline and lead name one of these, and no object of the story."""
    opening = [p for p in article.paragraphs if p.weight > 1.0]
    heads = {a.words[-1] for a in anchors_of(profile).what if a.weight >= CENTRAL}
    named = any(f" {' '.join(stems(voice))} " in p.line for voice in voices for p in opening)
    return named and not any(heads & p.terms for p in opening)
