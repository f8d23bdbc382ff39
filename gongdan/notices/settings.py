"""What an operator may set about notices: whether there are any, the mail server, how many and for how long."""

import ssl
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from consumers.notices.channels.email import MailServer
from consumers.notices.channels.port import Channel
from consumers.notices.planning.routes import Route
from consumers.notices.rules import NoticeRules
from domain.notices.vocabulary import EMAIL, NoticeLanguage
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.mail_settings import Address, Authority, SecretFile, Words, load
from gongdan.notices.channels import read_channels
from gongdan.toml.reading import Mistaken

_WORDS: Final[Words] = {
    "from": ("须与 GONGDAN_MAIL_HOST 一起设置", "is needed beside GONGDAN_MAIL_HOST"),
    "password": (
        "须与 GONGDAN_MAIL_PASSWORD_FILE 一起设置",
        "needs GONGDAN_MAIL_PASSWORD_FILE beside it",
    ),
    "plain": (
        "不加密（none）的连接不发送口令；请改用 starttls 或 tls",
        "sends no password over a connection that is not encrypted: use starttls or tls",
    ),
}
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
Tls = Literal["starttls", "tls", "none"]


class NoticeSettings(BaseSettings):
    """Read from the environment. Without a mail host people are told by the inbox alone."""

    model_config = SettingsConfigDict(env_prefix="GONGDAN_", env_ignore_empty=True, extra="ignore", frozen=True)

    notices: bool = True
    notice_days: Annotated[int, Field(ge=1, le=30)] = 2
    notice_hourly: Annotated[int, Field(ge=1, le=10_000)] = 20
    notice_lang: NoticeLanguage = "zh"
    mail_host: str | None = None
    mail_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    mail_tls: Tls = "starttls"
    mail_ca: Authority | None = None
    mail_user: str | None = None
    mail_password_file: SecretFile | None = None
    mail_from: Address | None = None
    mail_name: str | None = None
    channels_file: Path | None = None

    @field_validator("channels_file")
    @classmethod
    def _names_channels(cls, value: Path | None) -> Path | None:
        """What is wrong in the file is told with its line. Raises Failure."""
        if value is not None:
            try:
                read_channels(value)
            except Mistaken as mistaken:
                said = "; ".join(f"{value}:{each.say(language())}" for each in mistaken.found)
                raise Failure("bad-setting", variable="GONGDAN_CHANNELS_FILE", why=said) from None
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.mail_host and not self.mail_from:
            raise ValueError("from")
        if self.mail_user and not self.mail_password_file:
            raise ValueError("password")
        if self.mail_user and self.mail_tls == "none":
            raise ValueError("plain")
        return self

    @property
    def rules(self) -> NoticeRules:
        days = timedelta(days=self.notice_days)
        return NoticeRules(use=days, hourly=self.notice_hourly, language=self.notice_lang)

    @property
    def channels(self) -> frozenset[str]:
        """Those beyond the program by which anybody is told."""
        email = {EMAIL} if self.mail_host and self.mail_from else set[str]()
        return frozenset({*email, *self.beside}) if self.notices else frozenset()

    @property
    def beside(self) -> dict[str, Channel]:
        """The channels that the file names, opened anew; their secrets are read now."""
        return read_channels(self.channels_file).channels if self.channels_file else {}

    @property
    def routes(self) -> tuple[Route, ...]:
        """Which group chats are told of what."""
        return read_channels(self.channels_file).routes if self.channels_file else ()

    @property
    def mail_server(self) -> MailServer | None:
        """None where there is none."""
        if not self.mail_host or not self.mail_from:
            return None
        password = self.mail_password_file.read_text("utf-8").strip() if self.mail_password_file else None
        context = ssl.create_default_context(cafile=self.mail_ca) if self.mail_tls != "none" else None
        return MailServer(
            host=self.mail_host,
            port=self.mail_port or _PORTS[self.mail_tls],
            sender=self.mail_from,
            name=self.mail_name or "",
            tls=self.mail_tls,
            user=self.mail_user,
            password=password,
            context=context,
        )


_OF_WHOLE: Final = {"from": "MAIL_FROM", "password": "MAIL_USER", "plain": "MAIL_TLS"}
"""The variable that a mistake of several together is told of."""


def load_notice_settings() -> NoticeSettings:
    """The settings of the environment. Raises Failure naming the variable that can't be used."""
    return load(NoticeSettings, _WORDS, _OF_WHOLE)
