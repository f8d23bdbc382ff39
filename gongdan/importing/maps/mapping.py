"""The map file: which columns and activities of a source become which actions of a ticket."""

import codecs
from collections.abc import Callable
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from domain.ticket.commands import COMMANDS
from domain.ticket.numbering import ticket_key
from domain.ticket.vocabulary import CancelledAs, ClosedAs, FaultType, FoundBy, Stage, WaitsFor
from gongdan.importing.maps.keys import COLUMNS, VOCABULARY
from gongdan.importing.maps.plain import IDS, check_plain
from gongdan.importing.maps.templates import applied, check_id_template, check_pattern, check_template
from gongdan.importing.maps.times import ISO, check_formats
from gongdan.toml.wrong import Wrong, allowed


def _encoding(name: str) -> str:
    """Of texts only: Python's codecs also know rot13, base64 or bz2."""
    try:
        "".encode(name)
        codecs.getincrementaldecoder(name)
    except (LookupError, ValueError):
        raise Wrong(
            f"“{name}”不是文字编码；常用的有 utf-8、gb18030、utf-16",
            f"'{name}' is no encoding of text; usual ones are utf-8, gb18030, utf-16",
        ) from None
    return name


def _zone(name: str) -> str:
    if name not in available_timezones():
        meant = allowed(name, available_timezones(), most=0)
        raise Wrong(f"没有时区“{name}”；{meant.chinese}", f"'{name}' is no time zone; {meant.english}")
    return name


def _action(action: str) -> str:
    if action not in COMMANDS:
        there = allowed(action, COMMANDS)
        raise Wrong(f"没有操作“{action}”；{there.chinese}", f"'{action}' is no action; {there.english}")
    return action


Action = Annotated[str, AfterValidator(_action)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
Texts = BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
"""One text is a list of one."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileRule(_Part):
    """How the file is written. ``header_row`` is where the column titles stand; rows above it are passed over."""

    encoding: Annotated[str, AfterValidator(_encoding)] = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    sheet: str | None = None
    header_row: int = Field(default=1, ge=1)


class TimestampRule(_Part):
    """``format`` is strftime's, several are tried in turn, "iso" is ISO 8601; ``zone`` is for times without one."""

    format: Annotated[list[str], Field(min_length=1), AfterValidator(check_formats), Texts] = [ISO]
    zone: Annotated[str, AfterValidator(_zone)]

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class NumberRule(_Part):
    """How a case id becomes the ticket's number: {1} is the pattern's first group, {0} all of it."""

    pattern: Pattern
    becomes: str

    @model_validator(mode="after")
    def _whole(self) -> "NumberRule":
        check_template(self.pattern, self.becomes)
        check_id_template(self.becomes)
        return self

    def applied(self, value: str) -> str | None:
        return applied(self.pattern, self.becomes, value)


class ValueRule(_Part):
    """What the words of a column become: a table, a pattern, and what is done with the rest."""

    words: dict[str, str] = {}
    pattern: Pattern | None = None
    becomes: str | None = None
    otherwise: Literal["quarantine", "keep", "pseudonym"] | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ValueRule":
        if (self.pattern is None) != (self.becomes is None):
            raise Wrong("pattern 和 becomes 须一起给出", "pattern and becomes belong together")
        if self.pattern is not None and self.becomes is not None:
            check_template(self.pattern, self.becomes)
        return self

    def applied(self, value: str) -> str | None:
        """What the value becomes; None where the rule has no answer."""
        if value in self.words or self.pattern is None or self.becomes is None:
            return self.words.get(value)
        return applied(self.pattern, self.becomes, value)


class ActivityRule(_Part):
    """What an activity becomes. ``after``: another action at some stages; ``transfer``: another person is named."""

    action: Action
    after: dict[Stage, Action] = {}
    transfer: Action | None = None
    waiting_for: WaitsFor | None = None
    to: Annotated[str, AfterValidator(lambda value: check_plain("to", value))] | None = None
    cancelled_as: CancelledAs | None = None
    closed_as: ClosedAs | None = None
    fault_type: FaultType | None = None
    found_by: FoundBy | None = None

    @property
    def fixed(self) -> dict[str, Any]:
        return self.model_dump(exclude={"action", "after", "transfer"}, exclude_none=True)


def _activity(value: object) -> object:
    return {"action": value} if isinstance(value, str) else value


class Mapping(_Part):
    """A whole map; ``name`` is the source's, and every ticket number of it begins with it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)
    file: FileRule = FileRule()
    columns: dict[str, Annotated[list[str], Field(min_length=1), Texts]]
    timestamp: TimestampRule
    number: NumberRule | None = None
    constants: dict[str, str] = {}
    values: dict[str, ValueRule] = {}
    unmapped: Literal["quarantine", "note"] = "quarantine"
    activities: dict[str, Annotated[ActivityRule, BeforeValidator(_activity)]]
    derived: list[str] = []

    @model_validator(mode="after")
    def _fits(self) -> "Mapping":
        for part, keys in (("columns", self.columns), ("constants", self.constants), ("values", self.values)):
            for key in keys:
                _known(part, key)
        for needed in ("case", "timestamp"):
            if needed not in self.columns:
                raise Wrong(
                    f"缺少 columns.{needed}，请写明是哪一列", f"columns.{needed} is missing: say which column holds it"
                )
        if "activity" not in self.columns and "activity" not in self.constants:
            raise Wrong(
                "缺少 columns.activity，请写明是哪一列，或设置 constants.activity",
                "columns.activity is missing: say which column holds it, or set constants.activity",
            )
        self._check_words()
        self._check_numbers()
        return self

    def _check_words(self) -> None:
        said = [(f"constants.{key}", key, word) for key, word in self.constants.items()]
        for key, rule in self.values.items():
            said += [(f"values.{key}.words", key, word) for word in rule.words.values()]
        for where, key, word in said:
            if key in VOCABULARY and word not in VOCABULARY[key]:
                there = allowed(word, VOCABULARY[key])
                raise Wrong(
                    f"{where}：不能用“{word}”；{there.chinese}", f"{where}: '{word}' is not allowed; {there.english}"
                )
            _named(where, check_plain, key, word)
        for key, rule in self.values.items():
            if rule.becomes is not None and key in (*IDS, "severity"):
                _named(f"values.{key}", check_id_template, rule.becomes)

    def _check_numbers(self) -> None:
        if self.number and not self.number.becomes.startswith(f"{self.name}-"):
            raise Wrong(
                f"number.becomes 须以“{self.name}-”开头，以免占用其他来源的工单号",
                f"number.becomes must start with '{self.name}-', so that no other source's number is taken",
            )

    def number_of(self, case: str) -> str | None:
        """The ticket number of a case, None where the rule does not fit; raises ValueError for an impossible one."""
        number = self.number.applied(case) if self.number else f"{self.name}-{case}"
        if number is not None:
            ticket_key(number)
        return number

    def columns_of(self, key: str) -> list[str]:
        return self.columns.get(key, [])


def _named(where: str, check: Callable[..., object], *said: str) -> None:
    try:
        check(*said)
    except Wrong as error:
        raise Wrong(f"{where}：{error.both.chinese}", f"{where}: {error.both.english}") from None


def _known(part: str, key: str) -> None:
    if key not in COLUMNS:
        there = allowed(key, COLUMNS)
        raise Wrong(f"没有键 {part}.{key}；{there.chinese}", f"{part}.{key} is not known; {there.english}")
