"""docs/metrics.md and docs/metrics.zh.md, made from the catalogue: ``python -m tests.projections.figures.pages``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from domain.reports.figure import BY
from projections.figures.metric import CASE, UNITS, UNKNOWN, Metric
from projections.figures.metrics import METRICS
from tests.projections.figures.of_people import section

DOCS: Final = Path(__file__).parents[3] / "docs"
PAGES: Final = {"en": DOCS / "metrics.md", "zh": DOCS / "metrics.zh.md"}
_GROUPS: Final = {**BY, "team": ("班组", "team"), "clock-severity": ("时限和分级", "clock and severity")}
_WORDS: Final = {
    "en": ("formula", "cases", "unit", "groups", "target", "from", "of tickets, as below", "–"),
    "zh": ("公式", "统计范围", "单位", "分组", "目标", "出处", "按工单，见下", "–"),
}
_HEAD: Final = {
    "en": """\
# Metrics

[中文](metrics.zh.md)

Figures of any time, counted at the moment they are asked for, each by one definition. What stood in a report of a month or quarter
([reports](reports.md)) is counted by the same definitions and stays as it came out; metrics follow what is entered later.

```sh
gongdan metrics --as m-001:manager                                        # this month: every metric, its target, its main groups
gongdan metrics first-response --by engineer --period 2024-05 --as m-001:manager
gongdan metrics tickets --every week --from 2024-04-01 --to 2024-06-30 --channel wechat --as m-001:manager
gongdan metrics first-time-fix --tickets --by engineer --of e-003 --as m-001:manager   # the tickets and events behind a figure
```

`--as-of TIME [--known]` counts them as of a past moment, for who may read the audit: [past.md](past.md).

Over HTTP: `GET /figures` and `GET /figures/tickets`. Parameters: `metric` (all, if left out), `from` and `to` (days of the department's zone, both within; this
month, if left out), `by`, `every` (`day`, `week` from Monday, `month`, `quarter`), and of the tickets `kind`, `fault_type`, `severity`, `channel`, `product`,
`model`, `region`, `team`, `engineer`. One answer holds at most 400 periods and 20,000 figures. Behind a figure, `of` names the group that `by` is about; `page` goes
on with the `next` of the page before (`--page`).

Managers, quality, clerks and auditors see figures of all tickets; supervisors those of their teams, of tickets that are of no team yet, and of their own;
everybody else those of their own: tickets they took in, look after, or were dispatched to.

## What holds for all

- Merged, duplicate and invalid tickets are no cases, and count nowhere, their clocks no more than they. Imported tickets count. A back-dated entry counts when it really happened.
- A correction counts as if it had been said at first, and moves a case to the period and group where it belongs. So does a later grade or dispatch: the group of a ticket is what it is now.
- A ticket is of the team and the engineer who had it last.
- A value without a case is unknown: `value` is null, and `unknown` says why. How many there were is 0 then, not unknown.
- `base` is over how much a value was counted: cases, and where something else is counted, that. Of counts by group it is all that were counted, also those of no group (no team or engineer yet, no region, no cause found), so that `value / base` is the share. Pages and, below the groups of a period, `gongdan metrics` show these as `none`; over HTTP they have no figure: they are `base` less the values of all groups.
- Minutes and points are rounded to one decimal, scores to two, shares to four, from whole milliseconds. Times run on through nights and waits.
- Targets are those of the default pack, on [policy packs](policy.md); `met` says whether the value reaches or keeps them, before it is rounded.
- `from` and `to` are the first and last day of each figure: where the days asked for begin or end within a week, month or quarter, that one is cut.
- A case that was counted shows its own value and the ids of the events behind it, with the corrections of these.

A new metric is one file: [extending](extending.md).
""",
    "zh": """\
# 指标

[English](metrics.md)

任何时间的数字，在查看时统计，每个指标只有一个定义。月度、季度报告（[报告](reports.zh.md)）按同样的定义统计，发布后不再改变；指标则随后来的补录而变。

```sh
gongdan metrics --as m-001:manager                                        # 本月：全部指标、目标及主要分组
gongdan metrics first-response --by engineer --period 2024-05 --as m-001:manager
gongdan metrics tickets --every week --from 2024-04-01 --to 2024-06-30 --channel wechat --as m-001:manager
gongdan metrics first-time-fix --tickets --by engineer --of e-003 --as m-001:manager   # 数字所依据的工单和事件
```

`--as-of 时刻 [--known]` 按过去某一时刻统计，供可查审计者使用：见 [past.zh.md](past.zh.md)。

HTTP：`GET /figures` 与 `GET /figures/tickets`。参数：`metric`（不写为全部），`from` 与 `to`（部门所在时区的日期，首尾均含；不写为本月），`by`，`every`（`day`、
`week` 从星期一起、`month`、`quarter`），以及对工单的限定 `kind`、`fault_type`、`severity`、`channel`、`product`、`model`、`region`、`team`、`engineer`。一次最多 400 个期间、
20000 个数字。查看依据时，`of` 指 `by` 分组中的一组；`page` 为上一页的 `next`（命令行 `--page`）。

总监、质检、文员、审计看全部工单的数字；主管看本班组的、尚无班组的和本人的；其他员工看本人的：本人受理、跟进或被派给的工单。

## 通用规则

- 合并、重复、无效的工单不是独立的请求，一概不算，其时限也不算；导入的算；补登的按实际发生的时间。
- 更正视同当初就这样说，工单随之归入应归的期间和组；后来的改级、派单亦然：分组以现在为准。
- 工单归最后负责的班组和工程师。
- 没有可统计的事项时数值为不详：`value` 为空，`unknown` 说明原因。数量则为 0，不是不详。
- `base` 是统计的基数：通常为事项的个数。按组计数时为全部事项，包括不属于任何一组的（尚无班组或工程师、没有地区、原因未查明等），`value / base` 即占比。页面把这些列为“未定”，`gongdan metrics` 则列在期间各组之后；HTTP 不为其单列数字，其数量为 `base` 减去各组之和。
- 分钟和点数保留一位小数，评分两位，比率四位，由整毫秒算出。夜间与等待时间均计入。
- 目标为默认政策包所定（[政策包](policy.zh.md)）；`met` 说明是否达到，以舍入前的数值为准。
- `from` 与 `to` 为每个数字的第一天和最后一天：所查日期从周、月、季中间开始或结束的，该期间不完整。
- 每个被统计的事项都给出其数值和所依据事件的编号，包括对这些事件的更正。

新增指标只需一个文件：[扩展](extending.zh.md)。
""",
}
_TAIL: Final = {
    "en": ("## Each metric", "## Groups", "*Of tickets*: ", "## Why there is no number", "code", "says"),
    "zh": ("## 各指标", "## 分组", "*按工单*：", "## 为何没有数字", "代码", "说明"),
}


def page(language: str) -> str:
    place = 0 if language == "zh" else 1
    each, groups, of_tickets, why, code, says = _TAIL[language]
    glue = "、" if language == "zh" else ", "
    named = glue.join(f"`{by}` {_GROUPS[by][place]}" for by in CASE)
    reasons = [f"| `{name}` | {said[place]} |" for name, said in UNKNOWN.items()]
    parts = [_HEAD[language], f"{each}\n", *(_of(metric, language, place) for metric in METRICS)]
    parts += [
        f"{groups}\n\n{of_tickets}{named}\n",
        section(language),
        f"{why}\n\n| {code} | {says} |\n|---|---|\n" + "\n".join(reasons),
    ]
    return "\n".join(parts) + "\n"


def _of(metric: Metric, language: str, place: int) -> str:
    lines = [f"### `{metric.name}` {metric.title[place]}", "", "| | |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {said} |" for name, said in _rows(metric, language, place))]) + "\n"


def _rows(metric: Metric, language: str, place: int) -> Iterator[tuple[str, str]]:
    formula, cases, unit, groups, target, origin, of_tickets, none = _WORDS[language]
    yield formula, metric.formula[place]
    yield cases, metric.cases[place]
    yield unit, UNITS[metric.unit][place]
    more = [by for by in metric.by if by not in CASE or not set(CASE) <= set(metric.by)]
    names = [*(f"`{by}`" for by in more), *([of_tickets] if set(CASE) <= set(metric.by) else [])]
    yield groups, ("、" if language == "zh" else ", ").join(names)
    yield target, f"`targets.{metric.goal}`" if metric.goal else none
    yield origin, metric.origin


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(page(language))
