"""Durations as people write them, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy.timing.duration import Duration, Unit, parse

UNITS: tuple[Unit, ...] = ("min", "h", "day", "working day")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("10 min", Duration(10, "min")),
        ("1 h", Duration(1, "h")),
        ("24h", Duration(24, "h")),
        ("2 hours", Duration(2, "h")),
        ("1 day", Duration(1, "day")),
        ("7 working days", Duration(7, "working day")),
        ("10 分钟", Duration(10, "min")),
        ("1小时", Duration(1, "h")),
        ("2 个小时", Duration(2, "h")),
        ("3 天", Duration(3, "day")),
        ("7 个工作日", Duration(7, "working day")),
    ],
)
def test_a_duration_is_read(text: str, duration: Duration):
    assert parse(text) == duration


@pytest.mark.parametrize(
    "text", ["", "10", "min", "0 h", "-1 h", "1.5 h", "ten min", "1 h 30 min", "1 fortnight", "１ h"]
)
def test_what_is_no_duration_is_refused(text: str):
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse(text)


@given(st.builds(Duration, st.integers(1, 99_999), st.sampled_from(UNITS)), st.booleans())
def test_what_is_printed_is_read_again(duration: Duration, chinese: bool):
    assert parse(duration.say(chinese=chinese)) == duration
