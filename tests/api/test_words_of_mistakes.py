"""What is wrong with a field is said by what the field is for, in both languages."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.manners.validation import word
from domain.record.command import Command
from domain.staff.commands import GrantRole, SetRoster

SHIFT = {"day": "2024-05-01", "start": "25:00", "end": "17:00"}
ROSTER: dict[str, Any] = {"since": "2024-05-01", "until": "2024-05-01", "shifts": [SHIFT]}


@pytest.mark.parametrize(
    ("command", "said", "chinese", "english"),
    [
        (SetRoster, ROSTER, "应为 00:00 至 23:59 的时刻，例如 08:30", "should be a time of day from 00:00 to 23:59, like 08:30"),
        (GrantRole, {"role": "engineer", "since": "2024-13-01"}, "应为日期，例如 2024-05-01", "should be a day like 2024-05-01"),
        (GrantRole, {"role": "engineer", "since": "soon"}, "应为日期，例如 2024-05-01", "should be a day like 2024-05-01"),
        (GrantRole, {"role": "engineer", "since": []}, "应为日期，例如 2024-05-01", "should be a day like 2024-05-01"),
    ],
)  # fmt: skip
def test_a_mistake_reads_in_both_languages(
    command: type[Command], said: dict[str, Any], chinese: str, english: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        command.model_validate(said)
    [wrong] = refused.value.errors()
    assert (word(wrong, "zh"), word(wrong, "en")) == (chinese, english)
