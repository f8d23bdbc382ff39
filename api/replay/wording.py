"""What is said of replays, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "until-before-since": (
        422,
        "until 须晚于 since；请核对起止时间。",
        "'until' should be later than 'since': check both.",
    ),
    "replay-tickets-needed": (
        422,
        "以明文导出须逐一指定工单（ticket），原因将记录在这些工单上；不指定工单时个人信息一律脱敏。",
        "In the clear only tickets that are named ('ticket') are given out, and the reason is recorded on each. "
        "Without one all is masked.",
    ),
    "too-many-replays": (
        429,
        "正在进行的导出已达上限，以免影响办理工单；请一分钟后再试。",
        "As many replays run as the desk bears beside its work: try again in a minute.",
    ),
    "marks-of-lines": (
        422,
        "marks 只用于 format=jsonl。",
        "'marks' goes with format=jsonl only.",
    ),
}
