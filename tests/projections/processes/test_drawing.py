"""The picture of a process map: well-formed, told in words too, readable in light, dark and print, in both languages."""

import json
import random
import re
from itertools import combinations
from pathlib import Path
from time import process_time
from xml.etree import ElementTree

import pytest

from projections.processes.drawing.labels import Area, placed
from projections.processes.drawing.layout import Arrow, Box, Point, arranged
from projections.processes.drawing.picture import picture
from projections.processes.drawing.text import lasting, lines, share, width
from projections.processes.drawing.ways import Look
from projections.processes.mapping.map import ProcessMap, process_map
from projections.processes.mapping.simplifying import LeftOut, simplified
from tests.projections.logs import at
from tests.projections.processes.walking import course

ROOT = Path(__file__).parents[3]
ALL = LeftOut()
SVG = "{http://www.w3.org/2000/svg}"
TICKETS = [course("ticket-opened ticket-graded ticket-resolved ticket-closed", 60, 600, 86_400)] * 9 + [
    course("ticket-opened ticket-graded ticket-graded ticket-closed", 60, 30, 7200)
]


def drawn(shown: ProcessMap, *, chinese: bool, left_out: LeftOut = ALL) -> ElementTree.Element:
    return ElementTree.fromstring(picture(shown, left_out, Look(chinese)))  # noqa: S314 -- made here


def said(picture: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


def test_every_activity_and_every_path_is_drawn_with_its_figures():
    shown = process_map(TICKETS)
    texts = said(drawn(shown, chinese=False))
    assert {"Opened", "Graded", "Resolved", "Closed"} <= {*texts}
    assert "11 × · 10 tickets" in texts
    assert "9 · 24 h" in texts
    assert "bottleneck 98%" in texts
    svg = picture(shown, LeftOut(), Look(chinese=False))
    assert svg.count("<polygon") == len(shown.paths) + 2
    assert svg.count('class="box ') == 4


def test_it_speaks_chinese_as_well():
    texts = said(drawn(process_map(TICKETS), chinese=True))
    assert {"流程图", "登记", "分级", "解决", "结案", "11 次 · 10 张工单", "9 · 24 小时", "瓶颈 98%"} <= {*texts}


@pytest.mark.parametrize("chinese", [True, False])
def test_who_cannot_see_it_is_told_in_words(chinese: bool):
    found = drawn(process_map(TICKETS), chinese=chinese)
    assert found.get("role") == "img"
    assert found.get("lang") == ("zh-CN" if chinese else "en")
    ids = (found.get("aria-labelledby") or "").split()
    told = {each.get("id"): each.text or "" for each in found if each.get("id")}
    assert [*told] == ids
    assert ("登记 → 分级 10" if chinese else "Opened → Graded 10") in told["desc"]
    assert all(group[0].tag == f"{SVG}title" for group in found.iter(f"{SVG}g") if not group.get("transform"))


def test_it_follows_the_readers_setting_and_prints_on_white_and_runs_nothing():
    svg = picture(process_map(TICKETS), LeftOut(), Look(chinese=False))
    assert "prefers-color-scheme:dark" in svg
    assert "@media print" in svg
    assert not re.search(r"<script|\son\w+=|href=|url\(|@import", svg)


def test_what_is_left_out_is_said():
    shown, left_out = simplified(process_map(TICKETS), 0.5)
    texts = said(drawn(shown, chinese=False, left_out=left_out))
    assert any(text.startswith("Not shown: 0 activities, 2 rare paths") for text in texts)
    assert "Every path is shown." in said(drawn(process_map(TICKETS), chinese=False))


def test_when_its_tickets_were_reported_is_said_where_that_was_asked_for():
    look = Look(chinese=False, since=at("00:00"), until=at("12:30", "2024-06-01"))
    texts = said(ElementTree.fromstring(picture(process_map(TICKETS), ALL, look)))  # noqa: S314 -- made here
    assert "Reported from 2024-05-01, before 2024-06-01 12:30" in texts
    only = said(ElementTree.fromstring(picture(process_map(TICKETS), ALL, Look(True, since=at("00:00")))))  # noqa: S314
    assert "反馈于 2024-05-01 起" in only


@pytest.mark.parametrize(("chinese", "advice"), [(True, "请放宽筛选"), (False, "take in or import tickets")])
def test_of_no_ticket_it_says_what_to_do(chinese: bool, advice: str):
    assert any(advice in text for text in said(drawn(process_map([]), chinese=chinese)))


def test_what_another_system_calls_an_activity_stands_there_as_it_is():
    strange = '<b>"A&B"</b>\x07\ufffe'
    path = course("x")
    shown = process_map([type(path)("1", path.variant, f'[{json.dumps(strange)},"done"]', "1000")])
    assert any('<b>"A&B"</b>' in text for text in said(drawn(shown, chinese=False)))


def test_the_same_map_is_drawn_the_same():
    assert len({picture(process_map(TICKETS), LeftOut(), Look(chinese=True)) for _ in range(3)}) == 1


def test_no_two_boxes_lie_on_one_another_and_arrows_go_from_border_to_border():
    names = "abcdefg"
    boxes = [Box(name, 120, 40) for name in names]
    arrows = [Arrow(one, other, 1, (40, 16)) for one, other in [*combinations(names, 2), ("g", "a"), ("c", "c")]]
    plan = arranged(boxes, arrows)
    areas = {box.name: Area(plan.middles[box.name], box.width, box.height) for box in boxes}
    assert all(one.overlap(other) == 0 for one, other in combinations(areas.values(), 2))
    for arrow, line in zip(arrows, plan.lines, strict=True):
        for name, end in ((arrow.source, line[0]), (arrow.target, line[-1])):
            near = Area(end, 2, 2)
            assert near.overlap(areas[name]) > 0, arrow


def test_words_stand_on_their_own_line_clear_of_boxes_and_of_each_other():
    boxes = [Area(Point(0, 0), 100, 40), Area(Point(0, 200), 100, 40)]
    ways = [[Point(-10, 20), Point(-10, 180)], [Point(10, 180), Point(10, 20)]]
    found = placed([(60, 18), (60, 18)], ways, boxes)
    areas = [Area(at, 60, 18) for at in found]
    assert [at.x for at in found] == [-10, 10]
    assert areas[0].overlap(areas[1]) == 0
    assert all(area.overlap(box) == 0 for area in areas for box in boxes)


def test_the_words_of_a_hundred_lines_are_soon_placed():
    chance = random.Random(3)
    lines = [
        [Point(x := chance.randrange(2000), 0), Point(x, 900), Point(chance.randrange(2000), 900)] for _ in range(100)
    ]
    began = process_time()
    placed([(80, 18)] * 100, lines, [Area(Point(each * 150, 400), 120, 40) for each in range(14)])
    assert process_time() - began < 2


def test_only_one_module_knows_the_layout_library():
    knowing = {
        path.name
        for package in ("domain", "projections", "api", "consumers", "gongdan")
        for path in (ROOT / package).rglob("*.py")
        if "graphlay" in path.read_text("utf-8")
    }
    assert knowing == {"layout.py"}


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0 秒", "0 s"),
        (4.25, "4.2 秒", "4.2 s"),
        (119, "119 秒", "119 s"),
        (120, "2 分", "2 min"),
        (7199, "120 分", "120 min"),
        (7200, "2 小时", "2 h"),
        (172_799, "48 小时", "48 h"),
        (172_800, "2 天", "2 d"),
        (3_443_836.5, "40 天", "40 d"),
    ],
)
def test_a_time_is_written_in_the_unit_that_fits(seconds: float, zh: str, en: str):
    assert (lasting(seconds, chinese=True), lasting(seconds, chinese=False)) == (zh, en)


def test_a_long_name_is_broken_between_words_or_signs():
    assert lines("Remote assistance authorised by the customer", 13, 190) == [
        "Remote assistance",
        "authorised by the customer",
    ]
    assert lines("客户同意远程协助并提供访问权限", 13, 100) == ["客户同意远程协", "助并提供访问权", "限"]
    assert all(width(line, 13) <= 190 for line in lines("Communication Überhitzung " * 5, 13, 190))


def test_a_share_too_small_to_round_is_not_nothing():
    assert [share(each) for each in (0, 0.001, 0.01, 0.5)] == ["0%", "<1%", "1%", "50%"]
