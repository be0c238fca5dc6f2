"""What is taken for an answer: a small JSON object that rests on words of the article. All else is discarded."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import NotAnOpinion, Unfounded
from pipeline.model import Question, Span
from pipeline.opinions.prompt import excerpt, facts

#: fewer words stand in every text
FEWEST_CITED = 3
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


class Answer(BaseModel):
    """The object that `prompt.txt` asks for; other keys in it are passed over."""

    model_config = ConfigDict(strict=True, frozen=True)

    verdict: Literal["stands", "doubted"]
    worth: Annotated[float, Field(ge=0, le=1)] | None = None
    summary: str = Field(default="", max_length=300)
    reason: str = Field(max_length=500)
    cited: str = Field(max_length=1_000)


def read(said: str) -> Answer:
    """The answer in what was said, whatever stands around it. Raises NotAnOpinion."""
    start, end = said.find("{"), said.rfind("}")
    if not 0 <= start < end:
        raise NotAnOpinion("the answer has no JSON object in it")
    try:
        return Answer.model_validate_json(said[start : end + 1])
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotAnOpinion(
            f"the answer is not of the form asked for: {where or 'JSON'}: {first['msg']}"[:300]
        ) from wrong


def founded(answer: Answer, question: Question) -> Span:
    """Where in the version the words stand that the answer cites.

    Raises Unfounded where they do not, or where its summary has a number that neither the article nor the flag has.
    """
    cited = answer.cited.strip()
    start = question.version.text.find(cited)
    if start < 0:
        raise Unfounded("it cites words that the article does not have")
    if len(cited.split()) < FEWEST_CITED:
        raise Unfounded("it cites too few words to tell where they stand")
    strange = numbers(answer.summary) - numbers(excerpt(question)) - numbers(facts(question))
    if strange:
        raise Unfounded(f"its summary has the number {min(strange)}, which neither the article nor the flag has")
    return Span(start, start + len(cited))


def numbers(text: str) -> set[str]:
    """The numbers in figures, without the commas that group their digits."""
    return {found.replace(",", "") for found in NUMBER.findall(text)}
