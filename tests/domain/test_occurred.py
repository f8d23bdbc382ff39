"""When something is said to have happened, and what of it is recorded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.desk.occurred import occurrence
from domain.refusals import NotAllowed

OPENED = datetime(2024, 5, 1, 1, 30, 42, 123_456, tzinfo=UTC)
NOW = OPENED + timedelta(hours=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "cut",
    [
        OPENED.replace(microsecond=123_000),
        OPENED.replace(microsecond=0),
        OPENED.replace(second=0, microsecond=0),
        datetime.fromisoformat("2024-05-01T09:30+08:00"),
        datetime.fromisoformat("2024-05-01T07:00:00+05:30"),
    ],
)
def test_a_time_cut_to_the_unit_in_which_the_ticket_was_opened_is_the_openings(cut: datetime):
    assert occurrence(cut, NOW, OPENED) == OPENED


@pytest.mark.parametrize(
    "before",
    [
        OPENED - timedelta(microseconds=1),
        OPENED.replace(second=41, microsecond=0),
        OPENED.replace(second=30, microsecond=0),
        OPENED.replace(minute=29, second=0, microsecond=0),
        OPENED.replace(minute=0, second=0, microsecond=0),
    ],
)
def test_any_other_time_before_the_opening_is_refused(before: datetime):
    with pytest.raises(NotAllowed) as refused:
        occurrence(before, NOW, OPENED)
    assert refused.value.code == "before-opening"


def test_both_times_are_told_in_the_zone_of_the_deployment_to_the_second():
    with pytest.raises(NotAllowed, match=r"09:00:00\+08:00, before .* 2024-05-01 09:30:42\+08:00: check"):
        occurrence(datetime.fromisoformat("2024-05-01T01:00+00:00"), NOW.astimezone(SHANGHAI), OPENED)


def test_what_is_not_before_the_opening_stays_as_said():
    for said in (OPENED, OPENED + timedelta(seconds=1), NOW + timedelta(minutes=5)):
        assert occurrence(said, NOW, OPENED) == said
    assert occurrence(None, NOW, OPENED) is None
    assert occurrence(OPENED.replace(second=0), NOW, None) == OPENED.replace(second=0)


def test_more_than_five_minutes_ahead_is_the_future():
    with pytest.raises(NotAllowed, match="future"):
        occurrence(NOW + timedelta(minutes=6), NOW, None)
