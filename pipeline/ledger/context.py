"""What the room must be told besides the ledger and the article."""

from dataclasses import dataclass, field

from pipeline.ledger.words import stems
from pipeline.model import Profile

#: share of the heaviest name's weight from which a name stands for the whole story
HEAVIEST = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The story's profile and the settings that decide what is worth a human's look."""

    profile: Profile = field(default_factory=Profile)
    #: least worth of a new figure that is flagged, in [0, 1]
    threshold: float = 0.5
    #: least worth of a claim that is flagged, in [0, 1]
    claim_threshold: float = 0.4
    #: new claims, and apart from them denials, that one version may raise; the worthiest come first
    claims_per_article: int = 3
    #: the article opens the story: it fills the ledger and raises nothing
    is_seed: bool = False

    @property
    def home(self) -> frozenset[str]:
        """Stems of the names that stand for the whole story: the user's words and the heaviest names."""
        heaviest = (name for name, weight in self.profile.names.items() if weight >= HEAVIEST)
        return frozenset(word for name in (*self.profile.keywords, *heaviest) for word in stems(name))
