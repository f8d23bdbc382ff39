"""What an operator may set about webhooks: which networks of the house they reach, whom to trust, how long to wait."""

import ssl
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.manners.validation import word
from consumers.webhooks.reaching.addresses import Network, networks
from gongdan.certificates import holding_certificates
from gongdan.failures import Failure
from gongdan.language import language, pick

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "networks": (
        "应为 10.1.0.0/16,fd12::/48 这样的网段列表（主机位为 0）",
        "should be a list of networks like 10.1.0.0/16,fd12::/48, with no host bits set",
    ),
    "certificates": ("该文件中没有可读取的 PEM 证书", "names a file that holds no certificates (PEM) that can be read"),
}


class WebhookSettings(BaseSettings):
    """Read from the environment. Unless networks are named, webhooks reach public addresses alone, by HTTPS."""

    model_config = SettingsConfigDict(env_prefix="GONGDAN_", env_ignore_empty=True, extra="ignore", frozen=True)

    webhook_networks: str = ""
    webhook_ca: Path | None = None
    webhook_seconds: Annotated[int, Field(ge=1, le=60)] = 20

    @field_validator("webhook_networks")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        try:
            networks(value)
        except ValueError:
            raise ValueError("networks") from None
        return value

    @field_validator("webhook_ca")
    @classmethod
    def _holds_certificates(cls, value: Path | None) -> Path | None:
        return holding_certificates(value)

    @property
    def networks(self) -> tuple[Network, ...]:
        return networks(self.webhook_networks)

    @property
    def context(self) -> ssl.SSLContext | None:
        """Public authorities, and the house's own where one is named; None for the public alone."""
        if self.webhook_ca is None:
            return None
        context = ssl.create_default_context()
        context.load_verify_locations(self.webhook_ca)
        return context


def load_webhook_settings() -> WebhookSettings:
    """The settings of the environment. Raises Failure naming the variable that can't be used."""
    try:
        return WebhookSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        said = str(first["ctx"]["error"]) if first["type"] == "value_error" and "ctx" in first else ""
        why = pick(_WORDS[said], language()) if said else word(first, language())
        raise Failure("bad-setting", variable=f"GONGDAN_{str(first['loc'][0]).upper()}", why=why) from None
