"""``field=value`` words on the command line: each field once, and why something is late only beside when it was."""

from zoneinfo import ZoneInfo

import pytest

from gongdan.cli.asking.fields import body
from gongdan.failures import Failure

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_field_is_said_once() -> None:
    with pytest.raises(Failure) as failed:
        body("note", ["text=带上压缩机", "text=不必带"], SHANGHAI)
    assert failed.value.code == "field-twice"


@pytest.mark.parametrize("words", [["text=补登", "late=地下室没有信号"]])
def test_why_it_is_late_needs_when_it_was(words: list[str]) -> None:
    with pytest.raises(Failure) as failed:
        body("note", words, SHANGHAI)
    assert failed.value.code == "bad-fields"
    assert "late" in str(failed.value)
    assert body("note", [*words, "occurred=2024-05-01 09:30"], SHANGHAI)["late"] == "地下室没有信号"
