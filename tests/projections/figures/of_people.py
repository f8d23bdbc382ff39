"""The part of docs/metrics.md about appraisals, made from what stands in them."""

from typing import Final

from projections.appraisals.measures import APPRAISED, MEASURES, OF_WORK, WORK

_HEAD: Final = {
    "en": (
        "## In an appraisal",
        "An appraisal ([documents](documents.md)) and the figures by engineer of reports measure who acted, not who had the "
        "ticket last. *Own* is counted of the\nperson, *team* of all who were in one of the person's teams on the first or "
        "the last day of the period, together, *department* of everybody, whoever acted.",
        ("figure", "metric", "counted of"),
    ),
    "zh": (
        "## 个人考核",
        "个人考核（[单据](documents.zh.md)）及报告中按工程师的首次响应和工时，按谁做的统计，而不是按工单最后归谁。“本人”只统计其本人；“班组”合计期间第一天或最后一天\n"
        "与其同班组的所有人；“部门”统计全部，不论谁做。",
        ("数字", "指标", "统计对象"),
    ),
}


def section(language: str) -> str:
    place = 0 if language == "zh" else 1
    title, said, headings = _HEAD[language]
    rows = [(each.measure, each.metric, each.means) for each in APPRAISED] + [(WORK, WORK, OF_WORK)]
    lines = [
        f"| `{measure}` {MEASURES[measure][place]} | `{metric}` | {means[place]} |" for measure, metric, means in rows
    ]
    return "\n".join([title, "", said, "", f"| {' | '.join(headings)} |", "|---|---|---|", *lines]) + "\n"
