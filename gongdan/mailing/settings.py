"""What an operator may set about mail in: where letters come from, what becomes of strangers', how many, how large."""

import re
import ssl
from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gongdan.mail_settings import Address, Authority, SecretFile, Words, load

_WORDS: Final[Words] = {
    "listens": ("应为 127.0.0.1:2424 这样的主机和端口", "should be host and port like 127.0.0.1:2424"),
    "which": (
        "须与 GONGDAN_MAIL_IN_IMAP 或 GONGDAN_MAIL_IN_LMTP 一起设置收信地址",
        "is needed beside GONGDAN_MAIL_IN_IMAP and GONGDAN_MAIL_IN_LMTP: the address that letters come to",
    ),
    "plain": (
        "不加密（none）只用于本机的邮箱服务器；请改用 tls 或 starttls",
        "sends no password unencrypted but to a server on this machine: use tls or starttls",
    ),
    "user": (
        "须与 GONGDAN_MAIL_IN_USER 和 GONGDAN_MAIL_IN_PASSWORD_FILE 一起设置",
        "needs GONGDAN_MAIL_IN_USER and GONGDAN_MAIL_IN_PASSWORD_FILE beside it",
    ),
}
_OF_WHOLE: Final = {"which": "MAIL_IN_ADDRESS", "user": "MAIL_IN_IMAP", "plain": "MAIL_IN_IMAP_TLS"}


class MailInSettings(BaseSettings):
    """Read from the environment. Without IMAP and LMTP no mail comes in."""

    model_config = SettingsConfigDict(env_prefix="GONGDAN_", env_ignore_empty=True, extra="ignore", frozen=True)

    mail_in_address: Address | None = None
    mail_from: Address | None = None
    mail_in_tagged: bool = True
    mail_in_strangers: Literal["quarantine", "open"] = "quarantine"
    mail_in_hourly: Annotated[int, Field(ge=1, le=10_000)] = 20
    mail_in_max_mb: Annotated[int, Field(ge=1, le=100)] = 25
    mail_in_days: Annotated[int, Field(ge=1, le=365)] = 30
    mail_in_judge: str | None = None
    mail_in_lmtp: str | None = None
    mail_in_imap: str | None = None
    mail_in_imap_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    mail_in_imap_tls: Literal["tls", "starttls", "none"] = "tls"
    mail_in_ca: Authority | None = None
    mail_in_user: str | None = None
    mail_in_password_file: SecretFile | None = None
    mail_in_folder: str = "INBOX"
    mail_in_done: str | None = None
    mail_in_seconds: Annotated[int, Field(ge=1, le=3600)] = 60

    @field_validator("mail_in_lmtp")
    @classmethod
    def _is_a_place(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}", value):
            raise ValueError("listens")
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.mail_in_imap or self.mail_in_lmtp) and not self.address:
            raise ValueError("which")
        if self.mail_in_imap and not (self.mail_in_user and self.mail_in_password_file):
            raise ValueError("user")
        if self.mail_in_imap_tls == "none" and self.mail_in_imap not in (None, "localhost", "127.0.0.1", "::1"):
            raise ValueError("plain")
        return self

    @property
    def address(self) -> str | None:
        """Where letters come to: the one they are sent from, where none is set."""
        return self.mail_in_address or self.mail_from

    @property
    def comes(self) -> bool:
        """Whether mail comes in at all."""
        return bool(self.mail_in_imap or self.mail_in_lmtp)

    @property
    def most_bytes(self) -> int:
        return self.mail_in_max_mb << 20

    @property
    def password(self) -> str:
        return self.mail_in_password_file.read_text("utf-8").strip() if self.mail_in_password_file else ""

    @property
    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.mail_in_ca)

    @property
    def listens(self) -> tuple[str, int] | None:
        """Host and port for LMTP."""
        if self.mail_in_lmtp is None:
            return None
        host, _, port = self.mail_in_lmtp.rpartition(":")
        return host.strip("[]"), int(port)


def load_mail_in_settings() -> MailInSettings:
    """The settings of the environment. Raises Failure naming the variable that can't be used."""
    return load(MailInSettings, _WORDS, _OF_WHOLE)
