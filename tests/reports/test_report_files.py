"""Reports as files: golden rows and headings in CSV and Excel, real types in each, and the PDF that is printed of them."""

import asyncio
import csv
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from api.documents.paper import Paper
from api.documents.port import Printing
from api.documents.told import Followed, Inspected, ToldAppraisal, ToldReport
from domain.refusals import Language
from domain.reports.figure import Figure
from domain.reports.period import Period
from domain.staff.events import StaffJoined
from domain.staff.state import Staff, after
from gongdan.documents.printer import Printer
from projections.appraisals import Appraised
from projections.reports import sheets
from projections.sheets.files import write_book, write_csv
from projections.sheets.sheet import Reader
from tests.documents.printing import pages, section, squeezed, text
from tests.projections.logs import SHANGHAI, at

PEOPLE = {"e-003": "*张工（e-003）"}
PUBLISHED = at("00:05", "2024-07-01")


def figure(
    measure: str, value: str | None, base: int, by: str | None = None, of: str | None = None, target: str | None = None
) -> Figure:
    said: dict[str, Any] = {"measure": measure, "by": by, "of": of, "base": base}
    return Figure(**said, value=Decimal(value) if value else None, target=Decimal(target) if target else None)


FIGURES = [
    figure("tickets", "412", 412),
    figure("first-response", "9.5", 400),
    figure("resolution", "1500", 380),
    figure("responded", "0.9127", 410, target="0.8"),
    figure("solved", "0.75", 390, target="0.9"),
    figure("nps", "-4.2", 120),
    figure("complaints", "0.0049", 412),
    figure("tickets", "300", 412, "kind", "fault"),
    figure("tickets", "112", 412, "kind", "consultation"),
    figure("resolution", "1200", 200, "severity", "urgent"),
    figure("compliance", "0.61", 41, "clock", "first-response"),
    figure("compliance", "0.97", 300, "clock", "first-response / urgent"),
    figure("score", "4.55", 126, "question", "timeliness"),
    figure("low-scores", "7", 12, "cause", "attitude"),
    figure("work", "840", 20, "engineer", "e-003"),
    figure("resolution", "900", 20, "engineer", "e-003"),
    figure("failure", None, 0, "model", "KFR-35"),
    figure("failure", "0.025", 1000, "batch", "KFR-35 / B7", target="0.02"),
    figure("tickets", "130", 130, "month", "2024-04"),
    figure("tickets", "150", 150, "month", "2024-05"),
]
IMPROVEMENTS = (
    Followed(
        "I2024-0007", "备件随车带电源板", "closed", "logistics", date(2024, 6, 30), "到货时间由 30 小时降到 4 小时"
    ),
    Followed("I2024-0009", "=HYPERLINK(1)", "assigned", "service", None, ""),
)


def report(name: str = "2024-Q2", **more: Any) -> ToldReport:
    told = ToldReport(
        period=Period.named(name),
        edition=1,
        published=PUBLISHED,
        on_time=True,
        figures=FIGURES,
        before=[figure("tickets", "380", 380), figure("solved", "0.8", 350)],
        flagged=("KFR-35",),
        improvements=IMPROVEMENTS,
        people=PEOPLE,
    )
    return replace(told, **more)


def written(told: ToldReport, language: Language = "zh") -> Paper:
    return Printer().of_period(told, Printing("m-001", at("09:00", "2024-07-02"), language))


def pdf(paper: Paper) -> bytes:
    return asyncio.run(Printer().pdf(paper, {}))


def as_csv() -> tuple[bytes, list[list[str]]]:
    stream = BytesIO()
    write_csv(stream, sheets.FIGURES, sheets.figure_rows("2024-Q2", FIGURES, PEOPLE), Reader(SHANGHAI))
    content = stream.getvalue()
    return content, list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def book() -> bytes:
    stream = BytesIO()
    rows = [
        {name: getattr(each, name) for name in ("number", "measure", "status", "department", "due", "words")}
        for each in IMPROVEMENTS
    ]
    listed = [(sheets.FIGURES, sheets.figure_rows("2024-Q2", FIGURES, PEOPLE)), (sheets.IMPROVEMENTS, rows)]
    write_book(stream, listed, Reader(SHANGHAI), PUBLISHED)
    return stream.getvalue()


def test_a_csv_has_the_departments_headings_and_plain_numbers():
    content, lines = as_csv()
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == ["期间", "指标", "分组", "项目", "数值", "单位", "基数", "目标", "达成"]
    assert lines[1] == ["2024-Q2", "工单数", "", "全部", "412", "件", "412", "", ""]
    assert lines[4] == ["2024-Q2", "按时响应率", "", "全部", "0.9127", "比例", "410", "0.8", "是"]
    assert lines[5] == ["2024-Q2", "按时解决率", "", "全部", "0.75", "比例", "390", "0.9", "否"]
    assert lines[11] == ["2024-Q2", "时限达成率", "时限", "首次响应", "0.61", "比例", "41", "", ""]
    assert lines[15][3] == "*张工（e-003）"
    assert lines[17][4] == "", "what is unknown is no number"


def test_a_workbook_holds_numbers_and_dates_and_runs_no_formula():
    read = CalamineWorkbook.from_filelike(BytesIO(book()))
    assert read.sheet_names == ["指标", "改进措施"]
    figures = read.get_sheet_by_name("指标").to_python()
    assert figures[0] == ["期间", "指标", "分组", "项目", "数值", "单位", "基数", "目标", "达成"]
    assert figures[4] == ["2024-Q2", "按时响应率", "", "全部", 0.9127, "比例", 410.0, 0.8, "是"]
    assert figures[6][4] == -4.2
    improvements = read.get_sheet_by_name("改进措施").to_python()
    assert improvements[1][:5] == ["I2024-0007", "备件随车带电源板", "已完成", "物流", date(2024, 6, 30)]
    assert improvements[2][1] == "=HYPERLINK(1)"


def test_a_workbook_is_the_same_bytes_for_the_same_edition():
    assert book() == book()


def test_every_cell_of_the_csv_is_that_of_the_workbook():
    _, lines = as_csv()
    cells = CalamineWorkbook.from_filelike(BytesIO(book())).get_sheet_by_name("指标").to_python()
    assert [[_plain(cell) for cell in row] for row in cells] == [[_plain(cell) for cell in row] for row in lines]


def _plain(cell: object) -> object:
    try:
        return float(str(cell))
    except ValueError:
        return cell


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "title"),
    [("2024-05", ("月度分析", "Monthly analysis")), ("2024-Q2", ("售后服务优化报告", "Quarterly optimisation report"))],
)
def test_a_report_is_printed_with_its_figures_targets_and_the_period_before(
    name: str, title: tuple[str, str], language: Language
):
    printed = text(pdf(written(report(name), language)))
    for said in (title[0 if language == "zh" else 1], name, "412", "380", "75.0%", "90.0%", "80.0%"):
        assert squeezed(said) in printed, said
    assert ("不详" if language == "zh" else "unknown") in printed


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "另有 1,250 个样本最少的数字，本报告容纳不下。"),
        ("en", "1,250 more figures, of the fewest cases, had no room in this report."),
    ],
)
def test_a_report_says_how_many_figures_had_no_room(language: Language, said: str):
    assert squeezed(said) in text(pdf(written(report("2024-05", left_out=1_250), language)))
    assert squeezed(said) not in text(pdf(written(report("2024-05"), language)))


def test_a_quarters_report_names_bottlenecks_trends_and_what_became_of_improvements():
    made = written(report())
    assert section(made, "bottlenecks").rows == [
        ["按时解决率", "未达目标：75.0%（目标 90.0%）"],
        ["首次响应", "时限达成率 61.0%（41 次）"],
    ]
    assert section(made, "trends").headings == ["指标", "2024-04", "2024-05", "2024-06"]
    assert section(made, "trends").rows[0] == ["工单数", "130", "150", ""]
    assert section(made, "improvements").rows[0][2:] == [
        "已完成",
        "物流",
        "2024-06-30",
        "到货时间由 30 小时降到 4 小时",
    ]


def test_a_month_without_a_ticket_says_so():
    nothing = [figure("tickets", "0", 0), figure("resolution", None, 0), figure("solved", None, 0, target="0.9")]
    made = written(report("2024-05", figures=nothing, before=(), flagged=(), improvements=()))
    printed = text(pdf(made))
    assert "本期没有受理的工单。" in printed
    assert printed.count("不详") == 2
    assert section(made, "compliance").none == "本期没有数据。"


def test_a_quarter_without_a_ticket_finds_no_target_reached():
    nothing = [figure("tickets", "0", 0), figure("solved", None, 0, target="0.9")]
    made = written(report(figures=nothing, before=(), flagged=(), improvements=()))
    assert section(made, "note").text == "本期没有受理的工单。"
    assert section(made, "bottlenecks").none == "本期没有数据。"


def test_without_units_sold_neither_rate_is_known():
    assert section(written(report()), "rates").rows == [
        ["KFR-35", "不详", "", "", "不详", "", "", "不详"],
        ["KFR-35 / B7", "2.5%", "2.0%", "否", "", "", "", "1,000"],
    ]


def failing(count: int) -> list[Figure]:
    """So many models that miss the target of failures, one that reaches it, and all of them together."""
    rates = [("P50", "0.0199"), *((f"M-{number}", f"0.03{number}") for number in range(count))]
    models = [figure("failure", rate, 500, "model", of, target="0.02") for of, rate in rates]
    again = figure("repair-return", "0.01", 500, "model", "P50", target="0.05")
    return [figure("failure", "0.031", 4500, target="0.02"), *models, again]


def test_rates_of_products_stand_beside_their_targets_in_all_and_by_model():
    made = written(report(figures=failing(1)))
    assert section(made, "rates").rows == [
        ["P50", "2.0%", "2.0%", "是", "1.0%", "5.0%", "是", "500"],
        ["M-0", "3.0%", "2.0%", "否", "", "", "", "500"],
    ]
    assert section(made, "summary").rows == [["故障率", "3.1%", "", "2.0%", "否", "4,500"]]


def test_the_models_that_miss_their_target_are_bottlenecks_the_worst_first():
    assert section(written(report(figures=failing(2))), "bottlenecks").rows == [
        ["故障率", "未达目标：3.1%（目标 2.0%）"],
        ["M-1 的故障率", "未达目标：3.1%（目标 2.0%）"],
        ["M-0 的故障率", "未达目标：3.0%（目标 2.0%）"],
    ]
    many = section(written(report(figures=failing(8)), "en"), "bottlenecks").rows
    assert [row[0] for row in many[1:]] == [
        *(f"failure rate of M-{number}" for number in (7, 6, 5, 4, 3)),
        "failure rate",
    ]
    assert many[-1][1] == "3 more models miss it"


def test_times_are_told_by_severity_and_by_channel():
    told = [*FIGURES, figure("resolution", "90", 20, "channel", "phone"), figure("nps", "0", 2, "channel", "phone")]
    assert section(written(report(figures=told), "en"), "speed").rows == [
        ["severity", "urgent", "", "", "20.0 h", "200"],
        ["channel", "phone", "", "", "90 min", "20"],
    ]


def test_the_commonest_cause_of_low_scores_comes_first():
    told = [figure("low-scores", "1", 6, "cause", "attitude"), figure("low-scores", "5", 6, "cause", "skill")]
    assert [row[0] for row in section(written(report(figures=told), "en"), "causes").rows] == [
        "technical skill",
        "attitude",
    ]


def test_as_many_who_would_recommend_as_not_is_zero_without_a_sign():
    told = [figure("nps", "0", 2), figure("nps", "-0.3", 300, "channel", "phone")]
    assert section(written(report(figures=told)), "summary").rows == [["净推荐值 NPS", "0", "", "", "", "2"]]


def test_a_short_table_stands_on_one_page():
    """By kind, by channel and so on: with more figures before it, each would be broken at some place."""
    for before in range(8, 20):
        some = [figure("compliance", "0.5", 3, "clock", f"clock-{number}") for number in range(before)]
        scores = [figure("score", "4", 3, "question", f"question-{number}") for number in range(9)]
        found = pages(pdf(written(report("2024-05", figures=[*FIGURES[:8], *some, *scores]), "en")))
        assert sum("question-" in page for page in found) == 1, before


def test_a_thousand_rows_have_their_headings_on_every_page():
    many = [figure("compliance", "0.5", 3, "clock", f"clock-{number:04}") for number in range(1_000)]
    found = pages(pdf(written(report("2024-05", figures=[*FIGURES, *many]))))
    listing = [page for page in found if "clock-0" in page]
    assert len(listing) > 10
    assert all("达成率" in page and "基数" in page for page in listing)
    assert sum(page.count("clock-0") for page in found) == 1_000


def appraised(taken_in: int, resolution: str, fixed: str) -> list[Appraised]:
    share, goal = Decimal(fixed), Decimal("0.9")
    return [
        Appraised("taken-in", Decimal(taken_in), taken_in),
        Appraised("resolution", Decimal(resolution), 20),
        Appraised("first-time-fix", share, 20, goal, share >= goal),
    ]


def appraisal(**more: Any) -> ToldAppraisal:
    joined = StaffJoined(name="张建国", office="张工", since=date(2024, 1, 1))
    solved: datetime = at("15:10", "2024-05-02")
    case = {
        "number": "202405-00123",
        "reported": at("09:30"),
        "first_solved": solved,
        "setbacks": 1,
        "scores": {"skill": 4},
    }
    told = ToldAppraisal(
        number="e-003",
        name="*张工（e-003）",
        staff=after(Staff(number="e-003"), joined),
        period=Period.named("2024-05"),
        over=True,
        own=appraised(91, "900", "0.95"),
        team=appraised(300, "1000", "0.9"),
        all=appraised(412, "1500", "0.88"),
        inspections=[Inspected("Q2024-0003", "202405-00123", 92, 80, "passed")],
        cases=[case],
        stands=at("09:00", "2024-06-03"),
    )
    return replace(told, **more)


def test_an_appraisal_puts_a_persons_figures_beside_the_teams_and_the_departments():
    printing = Printing("s-001", at("09:00", "2024-06-03"), "zh")
    made = Printer().of_person(appraisal(), printing)
    assert section(made, "figures").rows == [
        ["受理工单数", "91", "300", "412", "", "", ""],
        ["平均解决时间", "15.0 小时", "16.7 小时", "25.0 小时", "", "", "20"],
        ["一次性解决率", "95.0%", "90.0%", "88.0%", "90.0%", "是", "20"],
    ]
    assert section(made, "inspections").rows == [["Q2024-0003", "202405-00123", "92", "80", "合格"]]
    assert section(made, "cases").rows == [
        ["202405-00123", "2024-05-01 09:30", "2024-05-02 15:10", "1 天 5 小时", "1", "4.0"]
    ]
    assert "202405-00123" in text(pdf(made))
    alone = Printer().of_person(appraisal(team=None), printing)
    assert section(alone, "figures").rows[0][2] == "无班组"
