"""What the program noted of a clock is told by the clock's title and by its limit in words."""

from gongdan.cli.showing.labels import facts

NOTED = {"clock": "first-response", "period": 1, "due": "2026-06-08T09:10:00+08:00", "limit": "10 min"}


def test_a_missed_deadline_is_told_in_words():
    assert (
        facts(NOTED, "zh", of="deadline-missed") == "时限：首次响应；第几期：1；期限：2026-06-08 09:10；限时：10 分钟"
    )
    assert facts(NOTED, "en", of="deadline-missed") == (
        "clock: First response; period: 1; due: 2026-06-08 09:10; limit: 10 min"
    )


def test_a_departments_own_clock_is_told_by_its_own_name():
    own = NOTED | {"clock": "night-shift", "limit": "as usual"}
    assert "night-shift" in facts(own, "zh", of="deadline-missed")
    assert "as usual" in facts(own, "zh", of="deadline-missed")
