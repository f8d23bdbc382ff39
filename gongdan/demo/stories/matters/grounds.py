"""What a customer complains of, by what happened to them: their words, the facts, and what is done about it."""

from dataclasses import dataclass
from typing import Final

from domain.matters.complaints.vocabulary import Category, Cause
from domain.ticket.vocabulary import Department
from gongdan.demo.stories.case import Case


@dataclass(frozen=True, slots=True)
class Ground:
    """``better`` is what a complex complaint leads to, in which department; ``remedy`` what this customer gets."""

    category: Category
    words: str
    cause: Cause
    measures: str
    remedy: str
    better: str
    department: Department


_GROUNDS: Final = {
    "again": Ground(
        "quality",
        "修了两次才算修好，耽误了好几天",
        "process",
        "首次维修后增加试机时长，班组复盘该故障",
        "赠送一次免费保养",
        "维修后试机不少于二十分钟并拍照存档，低分单每周复盘",
        "process-optimisation",
    ),
    "guided-again": Ground(
        "quality",
        "打了好几次电话才弄好，耽误了工夫",
        "process",
        "首次指导后次日回电确认，班组复盘该问题",
        "资深客服专人跟进并回访一周",
        "远程处理的工单次日自动提醒回电确认",
        "process-optimisation",
    ),
    "moved-by-us": Ground(
        "timeliness",
        "等了一下午，临时说不来了",
        "process",
        "前一单超时即通知后续客户，由主管调派机动人员",
        "向客户致歉并优先安排上门",
        "前一单超时三十分钟自动提示主管改派",
        "process-optimisation",
    ),
    "late-visit": Ground(
        "timeliness",
        "约好的时间没到，也没有提前打电话",
        "process",
        "要求晚到十五分钟以上须提前致电",
        "向客户致歉，客户接受",
        "派单时按路程预留时间，晚到前主动致电",
        "process-optimisation",
    ),
    "part-awaited": Ground(
        "timeliness",
        "等配件等了好几天，没有人主动告诉我进度",
        "part",
        "缺件单每两天向客户同步一次进度",
        "向客户致歉，延长该部件保修三个月",
        "高频备件安全库存由一周提高到两周",
        "logistics",
    ),
    "late-answer": Ground(
        "timeliness",
        "报修以后很久没有人理",
        "person",
        "值班主管每小时检查未响应工单",
        "向客户致歉，客户接受",
        "未响应工单超过十分钟自动提醒值班主管",
        "process-optimisation",
    ),
    "quoted": Ground(
        "fee",
        "报修时没说要收费，检测完才报价",
        "information",
        "受理时核对保修并说明可能的收费",
        "退还检测费",
        "受理页面按保修状态提示收费标准",
        "process-optimisation",
    ),
}
_ILL_TREATED: Final = Ground(
    "attitude",
    "电话里语气不耐烦，问一句答一句",
    "person",
    "调听录音后对当事客服辅导一次",
    "向客户致歉，客户接受",
    "每月抽听录音并在班组分享好的做法",
    "process-optimisation",
)


def ground_of(case: Case) -> tuple[Ground, str]:
    """The gravest that happened, and its facts; of how somebody was spoken to, what the recording says."""
    for fact, ground in _GROUNDS.items():
        if fact in case.facts:
            return ground, f"经核实：{case.facts[fact]}"
    return _ILL_TREATED, "经核实：调听通话录音，客服语速快、未等客户说完即打断"
