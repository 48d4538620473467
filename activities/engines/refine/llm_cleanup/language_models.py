"""Language models behind a server: instructions, data and a JSON Schema in; a JSON object out."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

from activities.engines import EngineError, ModelUnavailable
from activities.engines.refine.llm_cleanup.settings import LlmSettings

TIMEOUT = 300.0  # seconds; a small machine's own model is slow
OURS_TO_MEND = (400, 401, 403, 404, 405, 413, 422)  # asking again would not help
KEYLESS = "none"  # local servers want some key, any key


class Unusable(Exception):
    """The answer is not the JSON object that was asked for."""


class LanguageModel(Protocol):
    def ask(
        self, instructions: str, data: dict[str, Any], schema: dict[str, Any], most: int
    ) -> dict[str, Any]:
        """An answer of at most so many tokens. Raises Unusable when it is no JSON object."""
        ...


def connect(settings: LlmSettings, model: str) -> LanguageModel:
    name = model or settings.model
    if not name:
        raise ModelUnavailable("no language model is named: set DALSTON_LLM_MODEL")
    if not settings.base_url and not settings.api_key.get_secret_value():
        raise ModelUnavailable(
            "no language model can be reached: set DALSTON_LLM_API_KEY or DALSTON_LLM_BASE_URL"
        )
    kind = OpenAiModel if settings.provider == "openai" else AnthropicModel
    try:
        return kind.connected(settings, name)
    except ImportError as error:
        raise ModelUnavailable(
            f"the {settings.provider} package is missing: pip install 'dalston[refine]'"
        ) from error


@dataclass(frozen=True)
class OpenAiModel:
    client: Any
    name: str
    is_local: bool

    @classmethod
    def connected(cls, settings: LlmSettings, name: str) -> "OpenAiModel":
        from openai import OpenAI

        key = settings.api_key.get_secret_value() or KEYLESS
        client = OpenAI(api_key=key, base_url=settings.base_url or None, timeout=TIMEOUT)
        return cls(client, name, bool(settings.base_url))

    def ask(
        self, instructions: str, data: dict[str, Any], schema: dict[str, Any], most: int
    ) -> dict[str, Any]:
        from openai import APIStatusError

        # Newer models of OpenAI's take neither; other servers know only the older name.
        limits = {"max_tokens": most, "temperature": 0} if self.is_local else {"max_completion_tokens": most}
        try:
            answer = self.client.chat.completions.create(
                model=self.name,
                messages=[
                    {"role": "system", "content": instructions},
                    {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
                ],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "answer", "schema": schema, "strict": True},
                },
                **limits,
            )
        except APIStatusError as error:
            raise refusal(error.status_code, self.name) or error from None
        return parsed(answer.choices[0].message.content if answer.choices else None)


@dataclass(frozen=True)
class AnthropicModel:
    client: Any
    name: str

    @classmethod
    def connected(cls, settings: LlmSettings, name: str) -> "AnthropicModel":
        from anthropic import Anthropic

        key = settings.api_key.get_secret_value() or KEYLESS
        return cls(Anthropic(api_key=key, base_url=settings.base_url or None, timeout=TIMEOUT), name)

    def ask(
        self, instructions: str, data: dict[str, Any], schema: dict[str, Any], most: int
    ) -> dict[str, Any]:
        from anthropic import APIStatusError

        try:
            answer = self.client.messages.create(
                model=self.name,
                system=instructions,
                messages=[{"role": "user", "content": json.dumps(data, ensure_ascii=False)}],
                max_tokens=most,
                tools=[{"name": "answer", "description": "Give the answer.", "input_schema": schema}],
                tool_choice={"type": "tool", "name": "answer"},
            )
        except APIStatusError as error:
            raise refusal(error.status_code, self.name) or error from None
        for block in answer.content:
            if block.type == "tool_use" and isinstance(block.input, dict):
                return dict(block.input)
        raise Unusable("the model did not answer with the tool")


def refusal(status: int, model: str) -> EngineError | None:
    """For people, without the server's own words: some repeat the key. None: worth another try."""
    if status not in OURS_TO_MEND:
        return None
    return ModelUnavailable(
        f"the server of language model {model!r} refuses what it is asked (HTTP {status})"
    )


def parsed(content: str | None) -> dict[str, Any]:
    try:
        found = json.loads(content or "")
    except ValueError as error:
        raise Unusable("the answer is not JSON") from error
    if not isinstance(found, dict):
        raise Unusable("the answer is not a JSON object")
    return found
