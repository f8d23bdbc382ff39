"""What an operator may set: environment variables named GONGDAN_…, each checked before anything starts."""

import re
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.manners.validation import word
from gongdan.attachments.admitting.limits import Limits
from gongdan.certificates import holding_certificates
from gongdan.failures import Failure
from gongdan.language import language, pick
from gongdan.nats_servers.addresses import holds_credentials, is_address

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "zone": ("没有这个时区，例如 Asia/Shanghai", "names no time zone; for example Asia/Shanghai"),
    "nats-address": (
        "应为 nats://主机:4222 或 tls://主机:4222 这样的地址，端口为 1 至 65535，可用逗号分隔给出多个",
        "should be an address like nats://host:4222 or tls://host:4222, with a port of 1 to 65535; several with commas "
        "between",
    ),
    "websocket": (
        "不支持 WebSocket（ws://、wss://）；请改用 nats:// 或 tls:// 地址",
        "names a WebSocket (ws:// or wss://), which is not supported: use a nats:// or tls:// address",
    ),
    "http-address": (
        "应为 http://主机:8222 这样的地址，端口为 1 至 65535；nats-server 的监控地址可用逗号分隔给出多个",
        "should be an address like http://host:8222, with a port of 1 to 65535; of nats-servers several, with commas "
        "between",
    ),
    "pages-address": (
        "应为 https://desk.example.com 这样的地址：只有协议、主机和端口",
        "should be an address like https://desk.example.com: nothing but scheme, host and port",
    ),
    "proxies": (
        "应为代理的地址或网段，如 127.0.0.1 或 10.0.0.0/24，可用逗号分隔给出多个",
        "should be addresses or networks of proxies, like 127.0.0.1 or 10.0.0.0/24; several with commas between",
    ),
    "credentials": (
        "该文件不是 NATS 凭据文件（.creds）：其中没有用户 JWT 和种子",
        "names a file that holds no NATS credentials (.creds): a user's JWT and its seed",
    ),
    "prefix": (
        "只能用小写字母 a-z、数字、_ 和 -，并以字母开头",
        "may only hold a-z 0-9 _ - and must begin with a letter",
    ),
    "replicas": ("应为 1、3 或 5", "should be 1, 3 or 5"),
    "folder": (
        "没有这个目录；可由 gongdan nats-config 生成",
        "names no folder; `gongdan nats-config` writes one",
    ),
    "attachments": (
        "应为 file:///目录 或 s3://存储桶/前缀 这样的地址，不含用户名和口令",
        "should be an address like file:///FOLDER or s3://BUCKET/PREFIX, without user or password",
    ),
    "megabytes": (
        "应为一个数，或 picture=20,video=200,other=50 这样的列表，单位 MB，1 至 99999",
        "should be one number, or a list like picture=20,video=200,other=50, in MB, from 1 to 99999",
    ),
    "certificates": (
        "该文件中没有可读取的 PEM 证书",
        "names a file that holds no certificates (PEM) that can be read",
    ),
    "file": ("没有这个文件", "names no file"),
    "user": ("须与 GONGDAN_NATS_USER 一起设置", "needs GONGDAN_NATS_USER beside it"),
}
"""Why a value can't be used, by what the validators below raise."""

Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """Read from the environment. ``i_accept_data_loss`` is for tests only and comes from the command line."""

    model_config = SettingsConfigDict(env_prefix="GONGDAN_", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Path("var")
    api_port: Port = 8080
    nats_port: Port = 0
    nats_url: str | None = None
    nats_user: str | None = None
    nats_password: SecretStr | None = None
    nats_creds: Path | None = None
    nats_users: Path | None = None
    nats_ca: Path | None = None
    nats_monitor_url: str | None = None
    nats_replicas: int = 1
    sync_always: bool = False
    database_url: SecretStr | None = None
    attachments_url: str | None = None
    attachment_max_mb: str = "picture=20,video=200,other=50"
    key_file: Path | None = None
    key: SecretStr | None = None
    public_url: str | None = None
    proxies: str | None = None
    session_idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 120
    session_hours: Annotated[int, Field(ge=1, le=168)] = 12
    zone: str = "Asia/Shanghai"
    prefix: str = "gongdan"
    lang: Literal["zh", "en"] | None = None
    reactions: bool = True
    followers_apart: bool = True
    notary: bool = True
    archive_url: SecretStr | None = None
    shred_tickets: bool = False
    nats_requests: bool = True
    api_url: str | None = None
    token: SecretStr | None = None
    i_accept_data_loss: Annotated[bool, Field(exclude=True)] = False

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if value not in _zones():
            raise ValueError("zone")
        return value

    @field_validator("prefix")
    @classmethod
    def _is_a_prefix(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", value):
            raise ValueError("prefix")
        return value

    @field_validator("nats_url")
    @classmethod
    def _are_servers(cls, value: str | None) -> str | None:
        places = value.split(",") if value is not None else []
        if any(is_address(each, ("ws", "wss")) for each in places):
            raise ValueError("websocket")
        if not all(is_address(each, ("nats", "tls")) for each in places):
            raise ValueError("nats-address")
        return value

    @field_validator("nats_monitor_url")
    @classmethod
    def _are_shown_by_http(cls, value: str | None) -> str | None:
        if value is not None and not all(is_address(each, ("http", "https")) for each in value.split(",")):
            raise ValueError("http-address")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_where_pages_are(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?", value):
            raise ValueError("pages-address")
        return value.rstrip("/") if value is not None else None

    @field_validator("proxies")
    @classmethod
    def _are_networks(cls, value: str | None) -> str | None:
        """Never all: then anybody could say where they come from."""
        try:
            networks = [ip_network(each.strip()) for each in value.split(",")] if value else []
        except ValueError:
            raise ValueError("proxies") from None
        if any(each.prefixlen == 0 for each in networks):
            raise ValueError("proxies")
        return value

    @field_validator("api_url")
    @classmethod
    def _is_asked_by_http(cls, value: str | None) -> str | None:
        if value is not None and not is_address(value, ("http", "https")):
            raise ValueError("http-address")
        return value

    @field_validator("attachments_url")
    @classmethod
    def _is_a_folder_or_bucket(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"file:///[^?#]+|s3://[a-z0-9][a-z0-9.-]*(/[^?#@]*)?", value):
            raise ValueError("attachments")
        return value

    @field_validator("attachment_max_mb")
    @classmethod
    def _are_megabytes(cls, value: str) -> str:
        try:
            Limits.parsed(value)
        except ValueError:
            raise ValueError("megabytes") from None
        return value

    @field_validator("nats_replicas")
    @classmethod
    def _are_odd(cls, value: int) -> int:
        if value not in (1, 3, 5):
            raise ValueError("replicas")
        return value

    @field_validator("nats_users")
    @classmethod
    def _is_a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("folder")
        return value

    @field_validator("nats_creds", "nats_ca")
    @classmethod
    def _exists(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("file")
        return value

    @field_validator("nats_creds")
    @classmethod
    def _holds_credentials(cls, value: Path | None) -> Path | None:
        if value is not None and not holds_credentials(value):
            raise ValueError("credentials")
        return value

    @field_validator("nats_ca")
    @classmethod
    def _holds_certificates(cls, value: Path | None) -> Path | None:
        return holding_certificates(value)

    @model_validator(mode="after")
    def _password_has_user(self) -> Self:
        if self.nats_password and not self.nats_user:
            raise ValueError("user")
        return self

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def master_key_file(self) -> Path:
        return self.key_file or self.home / "master.key"

    @property
    def attachment_limits(self) -> Limits:
        return Limits.parsed(self.attachment_max_mb)

    @property
    def key_store(self) -> Path:
        return self.home / "keys.db"

    @property
    def account_store(self) -> Path:
        return self.home / "accounts.db"

    @property
    def archive_file(self) -> Path:
        """Of the second copy of the log, where no database is named for it."""
        return self.home / "archive.db"

    @property
    def log_key_file(self) -> Path:
        """Beside the master key; signs checkpoints of the log."""
        return self.master_key_file.with_name("log.key")

    @property
    def public_key_file(self) -> Path:
        return self.log_key_file.with_suffix(".pub")

    @property
    def embedded(self) -> bool:
        """Whether the program runs its own nats-server."""
        return self.nats_url is None


@cache
def _zones() -> frozenset[str]:
    """Looked for on the disk, which takes longer than all else that a command does to begin."""
    return frozenset(available_timezones())


def load_settings(*, i_accept_data_loss: bool = False) -> Settings:
    """The settings of the environment. Raises Failure naming the variable that can't be used."""
    try:
        return Settings(i_accept_data_loss=i_accept_data_loss)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        variable = f"GONGDAN_{str(first['loc'][0]).upper()}" if first["loc"] else "GONGDAN_NATS_PASSWORD"
        raise Failure("bad-setting", variable=variable, why=_why(first)) from None


def _why(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return pick(_WORDS[str(error["ctx"]["error"])], language()) if "ctx" in error else error["msg"]
    return word(error, language())
