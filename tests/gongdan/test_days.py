"""``gongdan visits`` and ``gongdan workload``: which days are asked for, and what a row says on screen."""

import pytest

from gongdan.cli.reading.visits import _days  # pyright: ignore[reportPrivateUsage] -- what is asked, without a service
from projections.sheets.sheet import Reader
from projections.workload import SHEET
from tests.projections.logs import SHANGHAI, at

AWAY = {
    "staff": "e-003",
    "team": None,
    "name": "张*",
    "teams": ["north", "south"],
    "on_leave": True,
    "leave_until": "2024-05-05",
    "stood_in_by": ["e-004"],
    "stands_in_for": [],
    "open": 4,
    "stages": {"graded": 1, "acknowledged": 1, "paused": 2},
    "waiting": {"part": 1, "customer": 1},
    "overdue": {"first-response": 1, "resolution": 2},
    "due_today": {"resolution": 1},
    "aftercare": {"follow-up": 2},
    "minutes": 75,
    "visits": 2,
    "next_visit": at("14:00"),
}


@pytest.mark.parametrize(
    ("day", "week", "asked"),
    [
        (None, None, {}),
        ("2024-05-02", None, {"from": "2024-05-02", "to": "2024-05-02"}),
        (None, "2024-05-02", {"from": "2024-04-29", "to": "2024-05-05"}),
        (None, "2024-04-29", {"from": "2024-04-29", "to": "2024-05-05"}),
        (None, "2024-05-05", {"from": "2024-04-29", "to": "2024-05-05"}),
        (None, "tomorrow", {"from": "tomorrow", "to": "tomorrow"}),
        (None, "9999-12-31", {"from": "9999-12-31", "to": "9999-12-31"}),
    ],
)
def test_a_week_is_from_monday_to_sunday(day: str | None, week: str | None, asked: dict[str, str]):
    assert _days(day, week) == asked


@pytest.mark.parametrize(
    ("chinese", "waiting", "away"),
    [(True, "客户 1、备件 1", "休假至 2024-05-05"), (False, "the customer 1, a part 1", "on leave until 2024-05-05")],
)
def test_a_row_sums_up_stages_by_status_and_clocks(chinese: bool, waiting: str, away: str):
    [line] = SHEET.texts([AWAY], Reader(SHANGHAI, chinese=chinese))
    told = dict(zip(SHEET.headings, line, strict=True))
    assert (told["工号"], told["在办"], told["已响应"], told["等待中"], told["处理中"]) == ("e-003", "4", "2", "2", "0")
    assert (told["等待"], told["休假"], told["代班人"]) == (waiting, away, "e-004")
    assert (told["已超时"], told["今日到期"], told["结案后超时"]) == ("3", "1", "2")
    assert (told["本周工时(分钟)"], told["下次上门"]) == (
        "75",
        "2024-05-01 14:00",
    )
