"""What an operator may set about the identity provider: where it is, as whom we ask, and what it is believed."""

import re
import ssl
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import StringConstraints, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.manners.validation import word
from gongdan.access.provider.addresses import is_safe
from gongdan.certificates import holding_certificates
from gongdan.failures import Failure
from gongdan.language import language, pick

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "issuer": (
        "应为 https://sso.example.com/realms/firm 这样的地址，与服务自称的 issuer 完全一致（http:// 仅限本机）",
        "should be an address like https://sso.example.com/realms/firm, exactly the issuer that the provider says it "
        "is (http:// on this machine alone)",
    ),
    "client": ("须与 GONGDAN_OIDC_ISSUER 一起设置", "is needed beside GONGDAN_OIDC_ISSUER"),
    "public": (
        "须设置：登录后浏览器由 GONGDAN_OIDC_ISSUER 的服务回到此地址",
        "is needed beside GONGDAN_OIDC_ISSUER: the provider sends browsers back to it",
    ),
    "secret": ("没有这个文件，或文件为空", "names no file that can be read and holds something"),
    "scopes": ("应含 openid", "should have openid among them"),
    "claim": (
        "应为一个声明的名称；邮箱可被冒用，不能作为工号",
        "should be the name of a claim; none of an e-mail address, which is no staff number and may be anybody's",
    ),
    "certificates": ("该文件中没有可读取的 PEM 证书", "names a file that holds no certificates (PEM) that can be read"),
}


class ProviderSettings(BaseSettings):
    """Read from the environment. ``oidc_number_claim`` names the claim that is a staff number, if one is believed;
    ``oidc_second_factor`` the values of ``acr`` and ``amr`` that count as a second factor here."""

    model_config = SettingsConfigDict(env_prefix="GONGDAN_", env_ignore_empty=True, extra="ignore", frozen=True)

    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret_file: Path | None = None
    oidc_name: _Line | None = None
    oidc_scopes: str = "openid profile"
    oidc_number_claim: str | None = None
    oidc_second_factor: str = ""
    oidc_ca: Path | None = None
    public_url: str | None = None

    @field_validator("oidc_issuer")
    @classmethod
    def _is_safe(cls, value: str | None) -> str | None:
        if value is not None and (not is_safe(value) or "?" in value or "#" in value):
            raise ValueError("issuer")
        return value

    @field_validator("oidc_client_secret_file")
    @classmethod
    def _holds_a_secret(cls, value: Path | None) -> Path | None:
        try:
            if value is not None and not value.read_text().strip():
                raise ValueError("secret")
        except OSError:
            raise ValueError("secret") from None
        return value

    @field_validator("oidc_scopes")
    @classmethod
    def _asks_who_it_is(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("scopes")
        return " ".join(value.split())

    @field_validator("oidc_number_claim")
    @classmethod
    def _is_no_address(cls, value: str | None) -> str | None:
        if value is not None and (not re.fullmatch(r"[\w:./-]{1,100}", value) or value == "email"):
            raise ValueError("claim")
        return value

    @field_validator("oidc_ca")
    @classmethod
    def _holds_certificates(cls, value: Path | None) -> Path | None:
        return holding_certificates(value)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("client")
        if self.oidc_issuer and not self.public_url:
            raise ValueError("public")
        return self

    @property
    def name(self) -> str:
        """What people call it."""
        return self.oidc_name or str(urlsplit(self.oidc_issuer or "").hostname)

    @property
    def second_factor(self) -> frozenset[str]:
        return frozenset(self.oidc_second_factor.replace(",", " ").split())

    @property
    def secret(self) -> str | None:
        """Read when it is needed: it is never part of what is shown of the settings."""
        return self.oidc_client_secret_file.read_text().strip() if self.oidc_client_secret_file else None

    @property
    def context(self) -> ssl.SSLContext:
        """Public authorities, and the house's own where one is named."""
        context = ssl.create_default_context()
        if self.oidc_ca is not None:
            context.load_verify_locations(self.oidc_ca)
        return context


_OF_THE_WHOLE: Final = {"client": "GONGDAN_OIDC_CLIENT_ID", "public": "GONGDAN_PUBLIC_URL"}


def load_provider_settings() -> ProviderSettings:
    """The settings of the environment. Raises Failure naming the variable that can't be used."""
    try:
        return ProviderSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        said = str(first["ctx"]["error"]) if first["type"] == "value_error" and "ctx" in first else ""
        why = pick(_WORDS[said], language()) if said else word(first, language())
        variable = _OF_THE_WHOLE.get(said) or f"GONGDAN_{str(first['loc'][0]).upper()}"
        raise Failure("bad-setting", variable=variable, why=why) from None
