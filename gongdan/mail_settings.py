"""What the settings of mail that goes out and of mail that comes in have in common, and how a mistake is told."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, ValidationError
from pydantic_settings import BaseSettings

from api.manners.validation import word
from domain.record.address import is_address
from gongdan.certificates import holding_certificates
from gongdan.failures import Failure
from gongdan.language import language, pick

Words = Mapping[str, tuple[str, str]]
"""What is wrong by its name, in Chinese and English, as it goes on after a variable's name."""

_WORDS: Final[Words] = {
    "address": (
        "应为 service@example.com 这样的邮箱地址",
        "should be an e-mail address like service@example.com",
    ),
    "file": ("没有这个文件，或不能读取", "names no file that can be read"),
    "certificates": ("该文件中没有可读取的 PEM 证书", "names a file that holds no certificates (PEM) that can be read"),
}

T = TypeVar("T", bound=BaseSettings)


def _an_address(value: str) -> str:
    if not is_address(value):
        raise ValueError("address")
    return value


def _a_readable_file(value: Path) -> Path:
    try:
        value.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ValueError("file") from None
    return value


Address = Annotated[str, AfterValidator(_an_address)]
SecretFile = Annotated[Path, AfterValidator(_a_readable_file)]
Authority = Annotated[Path, AfterValidator(holding_certificates)]


def load(settings: type[T], words: Words, of_whole: Mapping[str, str]) -> T:
    """The settings of the environment; what is wrong of several together is told of the variable in ``of_whole``.

    Raises Failure naming the variable that can't be used.
    """
    try:
        return settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        said = str(first["ctx"]["error"]) if first["type"] == "value_error" and "ctx" in first else ""
        name = str(first["loc"][0]).upper() if first["loc"] else of_whole[said]
        why = pick({**_WORDS, **words}[said], language()) if said else word(first, language())
        raise Failure("bad-setting", variable=f"GONGDAN_{name}", why=why) from None
