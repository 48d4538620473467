"""Which language model refines transcripts, and how to reach it."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from activities.setting_files import Settings

Provider = Literal["openai", "anthropic"]


class LlmSettings(Settings):
    model_config = SettingsConfigDict(env_prefix="DALSTON_LLM_")

    provider: Provider = Field(
        "openai", description="Protocol of the server: `openai` (and all that speak it) or `anthropic`."
    )
    model: str = Field("", description="Name of the language model, as the server knows it.")
    base_url: str = Field("", description="Address of a server of one's own; empty: the provider's.")
    api_key: SecretStr = Field(SecretStr(""), description="Key for the server; local ones need none.")
