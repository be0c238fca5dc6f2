"""The back-end `chat`: any server that speaks the chat completions of the OpenAI protocol."""

import json
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from pipeline.errors import NotAnOpinion
from pipeline.model import FetchFailure, Page, Question
from pipeline.opinions.asking import Ask, Endpoint, Post
from pipeline.opinions.prompt import Prompt


class Message(BaseModel):
    content: str


class Choice(BaseModel):
    message: Message


class Completion(BaseModel):
    """As much of a completion as is read."""

    choices: Annotated[list[Choice], Field(min_length=1)]


def chat(endpoint: Endpoint, post: Post) -> Ask:
    """Asks the model of `endpoint`."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    headers |= {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}

    def ask(_: Question, prompt: Prompt, deadline_s: float) -> str | FetchFailure:
        url = f"{endpoint.url}/chat/completions"
        answer = post(url, request(endpoint, prompt), headers, deadline_s=deadline_s)
        return completed(answer.body) if isinstance(answer, Page) else answer

    return ask


def request(endpoint: Endpoint, prompt: Prompt) -> bytes:
    """The body of one request."""
    messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
    chosen = {name: value for name, value in endpoint.parameters.items() if value != ""}
    return json.dumps({"model": endpoint.model, "messages": messages, **chosen}).encode()


def completed(body: bytes) -> str:
    """What the model said. Raises NotAnOpinion."""
    try:
        return Completion.model_validate_json(body).choices[0].message.content
    except ValidationError as wrong:
        raise NotAnOpinion("the server's answer is no chat completion: check opinions.url") from wrong
