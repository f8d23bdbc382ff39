"""A pack in plain words, in both languages."""

import re

import pytest

from domain.policy.pack import Pack
from domain.policy.parts.closing import Closing
from domain.rulebook.mistakes import MISTAKES
from gongdan.policies.library import shipped
from gongdan.policies.pages.page import Page
from gongdan.policies.pages.sentences import clock
from gongdan.toml.form import _PATTERNS  # pyright: ignore[reportPrivateUsage]  -- that none is missing

ALL = [held.pack for held in shipped().values()]
HANDBOOK, APPLIANCE, PLAN, SOFTWARE = ALL


@pytest.mark.parametrize(
    ("pack", "name", "chinese", "english"),
    [
        (
            HANDBOOK,
            "first-response",
            "首次响应：自客户反馈起，至首次响应：1 小时，紧急 10 分钟。用到 80 % 时提醒。",
            "First response: from the report to the first response: 1 h, urgent 10 min; warns at 80 %.",
        ),
        (
            HANDBOOK,
            "progress-sync",
            "进度同步：自初步诊断或到达现场或处理记录或开始处理起，至同步进度：24 小时，紧急 2 小时。"
            "每次完成后重新计时，直到解决。等待客户时暂停。用到 80 % 时提醒。",
            "Progress sync: from the diagnosis or arrival or a work entry or the start of handling to a progress sync: "
            "24 h, urgent 2 h; again after each until the solution; stands still while it waits for the customer; "
            "warns at 80 %.",
        ),
        (
            APPLIANCE,
            "response",
            "技术响应：自客户反馈起，至联系客户（含首次技术答复）：72 小时，一级 24 小时，二级 48 小时，三级 72 小时。"
            "等待客户时暂停。用到 80 % 时提醒。",
            "Response: from the report to contact with the customer (with a first technical answer): 72 h, "
            "grade 1 24 h, grade 2 48 h, grade 3 72 h; stands still while it waits for the customer; warns at 80 %.",
        ),
        (
            PLAN,
            "direct-contact",
            "技术支持直接联系：自分级（紧急）起，至联系客户（由工程师）：紧急 1 小时。用到 80 % 时提醒。",
            "Direct contact: from grading (urgent) to contact with the customer (by the engineer): urgent 1 h; "
            "warns at 80 %.",
        ),
        (
            SOFTWARE,
            "escalation",
            "升级后解决：自升级起，至解决：7 个工作日。只计工作时间。等待客户时暂停。用到 80 % 时提醒。",
            "Escalation: from escalation to the solution: 7 working days; in working time only; "
            "stands still while it waits for the customer; warns at 80 %.",
        ),
        (
            HANDBOOK,
            "monthly-analysis",
            "月度分析：自月末起，至发布报告：次月 5 日前（含）。",
            "Monthly analysis: from the month's end to the report's publication: by day 5 of the next month.",
        ),
    ],
)
def test_a_clock_is_a_sentence(pack: Pack, name: str, chinese: str, english: str):
    assert clock(pack.clocks[name], pack, chinese=True) == chinese
    assert clock(pack.clocks[name], pack, chinese=False) == english


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.ref)
def test_a_page_says_the_same_in_both_languages(pack: Pack):
    chinese, english = ([*Page(pack, chinese=each).sections()] for each in (True, False))
    assert [len(lines) for _, lines in chinese] == [len(lines) for _, lines in english]
    for _, lines in chinese:
        assert not any(re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", line) for line in lines), lines
    for heading, lines in english:
        outside = [re.sub(r"[张先生*]", "", line) for line in (heading, *lines)]
        assert not any(re.search("[\u3000-\u9fff]", line) for line in outside), outside


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.ref)
def test_every_clock_and_severity_is_on_the_page(pack: Pack):
    page = "\n".join(line for _, lines in Page(pack, chinese=True).sections() for line in lines)
    for each in pack.clocks.values():
        assert f"{each.title.zh}：自" in page
    for severity in pack.severities:
        assert f"{severity.zh}（{severity.code}）：{severity.criteria.zh}" in page


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_told_in_both_languages(code: str):
    chinese, english = MISTAKES[code]
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))


def test_every_pattern_of_a_pack_is_explained():
    patterns = set(re.findall(r"'pattern': '(.*?)'", str(Pack.model_json_schema(mode="validation"))))
    assert patterns
    assert {pattern.replace("\\\\", "\\") for pattern in patterns} <= set(_PATTERNS)


def test_a_pack_that_asks_for_a_closing_report_says_so():
    asking = HANDBOOK.model_copy(update={"closing": Closing(report=True)})
    for chinese, line in (
        (True, "结案前须写结案报告：原因、处理、经验"),
        (False, "a closing report first: cause, handling, lessons"),
    ):
        told = {told for _, lines in Page(asking, chinese=chinese).sections() for told in lines}
        assert line in told
        assert line not in {told for _, lines in Page(HANDBOOK, chinese=chinese).sections() for told in lines}
