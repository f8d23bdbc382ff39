"""The channels beside e-mail as a deployment's file says: robots in group chats, and calls to providers."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from consumers.notices.channels.calls import Answers, CallChannel, Provider
from consumers.notices.channels.port import Channel
from consumers.notices.channels.robots.channel import Robot, RobotChannel
from consumers.notices.channels.robots.platforms import MANNERS, Platform
from consumers.notices.planning.routes import Route
from domain.notices.audience import Audience
from domain.notices.catalogue import KINDS
from domain.notices.preferences import Preferences, clock
from domain.notices.vocabulary import NoticeLanguage
from gongdan.toml.reading import checked, text_of
from gongdan.toml.wrong import Wrong

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Https = Annotated[str, StringConstraints(pattern=r"^https://[A-Za-z0-9.-]+(:\d{1,5})?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[A-Za-z0-9.-]+(:\d{1,5})?(/[^\s]*)?$")]
Hour = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Codes = Annotated[tuple[str | int, ...], Field(max_length=100)]
_QUIET: Final = ("22:00", "07:00")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _secret(path: Path | None) -> str | None:
    """Of a file that holds it alone. Raises Wrong."""
    try:
        return path.read_text("utf-8").strip() if path is not None else None
    except (OSError, UnicodeDecodeError):
        raise Wrong("该文件不能读取", "the file can't be read") from None


class RobotTable(_Table):
    """A robot: ``key_file`` holds what stands in its address, ``secret_file`` what signs."""

    platform: Platform
    key_file: Path
    secret_file: Path | None = None
    host: Https | None = None
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
    teams: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: NoticeLanguage | None = None
    quiet_from: Hour = _QUIET[0]
    quiet_until: Hour = _QUIET[1]
    digest: Hour | None = None
    hourly: Annotated[int, Field(ge=1, le=1200)] = 60

    @field_validator("key_file", "secret_file")
    @classmethod
    def _can_be_read(cls, value: Path | None) -> Path | None:
        _secret(value)
        return value

    @field_validator("kinds")
    @classmethod
    def _are_kinds(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            if each not in KINDS:
                raise Wrong(f"没有通知种类 {each}", f"there is no kind of notice {each}")
        return value

    def robot(self, name: str) -> Robot:
        return Robot(name, self.platform, _secret(self.key_file) or "", _secret(self.secret_file), self.host)

    def route(self, name: str) -> Route:
        wishes = Preferences(
            language=self.language,
            channels=(self.platform,),
            quiet=(clock(self.quiet_from), clock(self.quiet_until)),
            digest=clock(self.digest) if self.digest else None,
        )
        audiences = frozenset(self.audiences)
        return Route(name, self.platform, audiences, wishes, frozenset(self.teams), frozenset(self.kinds), self.hourly)


class AnswerTable(_Table):
    """How the answer is read."""

    field: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$")]
    success: Codes
    later: Codes = ()
    ours: Codes = ()


class CallTable(_Table):
    """A provider's call."""

    url: Address
    method: Literal["POST", "PUT", "GET"] = "POST"
    form: Literal["json", "form"] = "json"
    headers: dict[str, str] = Field(default_factory=dict)
    body: dict[str, Any] = Field(default_factory=dict)
    answer: AnswerTable | None = None
    secret_file: Path | None = None

    @field_validator("secret_file")
    @classmethod
    def _can_be_read(cls, value: Path | None) -> Path | None:
        _secret(value)
        return value

    def provider(self) -> Provider:
        told = self.answer
        answers = (
            Answers(told.field, _texts(told.success), _texts(told.later), _texts(told.ours)) if told else Answers()
        )
        return Provider(
            self.url, self.method, self.form, self.headers, self.body, answers, _secret(self.secret_file) or ""
        )


class CallTables(_Table):
    """By the channels that customers may choose."""

    sms: CallTable | None = None
    wechat: CallTable | None = None


class ChannelFile(_Table):
    """What stands in the file that GONGDAN_CHANNELS_FILE names."""

    robots: dict[Name, RobotTable] = Field(default_factory=dict)
    calls: CallTables = CallTables()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.robots and not self.calls.sms and not self.calls.wechat:
            raise Wrong("没有任何渠道", "it names no channel")
        return self

    @property
    def routes(self) -> tuple[Route, ...]:
        return tuple(table.route(name) for name, table in self.robots.items())

    @property
    def channels(self) -> dict[str, Channel]:
        """By name, open to be used."""
        robots = [table.robot(name) for name, table in self.robots.items()]
        made: dict[str, Channel] = {}
        for platform in MANNERS:
            if theirs := {each.name: each for each in robots if each.platform == platform}:
                made[platform] = RobotChannel(platform, theirs)
        for name, table in (("sms", self.calls.sms), ("wechat", self.calls.wechat)):
            if table is not None:
                made[name] = CallChannel(name, table.provider())
        return made


def read_channels(path: Path) -> ChannelFile:
    """Raises Mistaken with all that is wrong."""
    return checked(text_of(path), ChannelFile)


def _texts(codes: Codes) -> frozenset[str]:
    return frozenset(str(code) for code in codes)
