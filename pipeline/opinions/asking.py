"""What a back-end is given, and what it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.model import FetchFailure, Page, Question
from pipeline.opinions.prompt import Prompt

#: bytes of an answer; a longer one is none
LONGEST = 64 * 1024


class Post(Protocol):
    """The network, as far as a back-end needs it."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float) -> Page | FetchFailure:
        """The answer to a request with a body, or why there is none; raises nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a back-end asks; from the settings."""

    #: without a slash at its end; "" for a back-end that asks nobody outside
    url: str
    model: str
    #: "" where none is needed
    key: str = field(default="", repr=False)
    #: sent along with each question
    parameters: Mapping[str, int | float | bool | str] = field(default_factory=dict)


#: question, the same in words, seconds that it may take -> what was said, which is checked by the room, or why nothing
#: was; raises NotAnOpinion for what cannot be read
Ask = Callable[[Question, Prompt, float], str | FetchFailure]
Backend = Callable[[Endpoint, Post], Ask]
