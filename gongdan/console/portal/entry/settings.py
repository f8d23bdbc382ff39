"""What an operator may set about the customers' pages: how the department is reached, what it takes from the web."""

from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.manners.validation import word
from gongdan.failures import Failure
from gongdan.language import language

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class PortalSettings(BaseSettings):
    """Read from the environment. ``public_reports`` is how many a minute the public may open in all; 0: none."""

    model_config = SettingsConfigDict(env_prefix="GONGDAN_", env_ignore_empty=True, extra="ignore", frozen=True)

    service_phone: _Line | None = None
    service_wechat: _Line | None = None
    service_hours: _Line | None = None
    public_reports: Annotated[int, Field(ge=0, le=10_000)] = 10


def load_portal_settings() -> PortalSettings:
    """The settings of the environment. Raises Failure naming the variable that can't be used."""
    try:
        return PortalSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        variable = f"GONGDAN_{str(first['loc'][0]).upper()}"
        raise Failure("bad-setting", variable=variable, why=word(first, language())) from None
