"""``gongdan metrics``: figures of any days, in all and by groups and periods, with targets; and what is behind them."""

from typing import Annotated, Any, Final

import typer

from domain.reports.period import Period
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, AsOf, Json, Known
from gongdan.cli.asking.past import past_of
from gongdan.cli.showing import figures
from gongdan.cli.showing.said import as_json, plain, say
from gongdan.failures import Failure
from gongdan.settings import load_settings

HELP: Final = say(
    "查看指标：默认本月全部指标及其目标；可选时间、分组、期间。--tickets 列出数字所依据的工单和事件。"
    "\n\n例：gongdan metrics --as m-001:manager"
    "\n例：gongdan metrics first-response --by engineer --period 2024-05 --as m-001:manager"
    "\n例：gongdan metrics first-time-fix --tickets --by engineer --of e-003 --as m-001:manager",
    "Look at metrics: of this month all of them and their targets, if nothing else is said; of any days, by groups and "
    "periods. --tickets lists the tickets and events that a figure was counted from."
    "\n\nExample: gongdan metrics --as m-001:manager"
    "\nExample: gongdan metrics first-response --by engineer --period 2024-05 --as m-001:manager"
    "\nExample: gongdan metrics first-time-fix --tickets --by engineer --of e-003 --as m-001:manager",
)
Name = Annotated[
    str | None, typer.Argument(metavar="METRIC", help=say("指标，如 first-response", "a metric, as first-response"))
]
PeriodName = Annotated[str | None, typer.Option("--period", help=say("月份或季度", "a month or a quarter: 2024-Q2"))]
First = Annotated[str | None, typer.Option("--from", metavar="DAY", help=say("第一天", "the first day: 2024-05-01"))]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help=say("最后一天", "the last day"))]
By = Annotated[str | None, typer.Option("--by", help=say("按什么分组，如 channel", "what to group by, as channel"))]
Of = Annotated[
    str | None, typer.Option("--of", help=say("与 --tickets 一起：哪一组", "with --tickets: of which group"))
]
Every = Annotated[
    str | None, typer.Option("--every", help=say("day、week、month、quarter", "day, week, month, quarter"))
]
Tickets = Annotated[
    bool, typer.Option("--tickets", help=say("列出所依据的工单", "the tickets that it is counted from"))
]
Page = Annotated[
    str | None,
    typer.Option(
        "--page", help=say("与 --tickets 一起：接着上一页", "with --tickets: go on where the page before ended")
    ),
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help=say("最多行数", "rows at most"))]


def _only(of: str, chinese: str, english: str) -> Any:
    return typer.Option(f"--{of}", help=say(f"只看此{chinese}的工单", f"only tickets of this {english}"))


def metrics(
    metric: Name = None,
    period: PeriodName = None,
    first: First = None,
    last: Last = None,
    by: By = None,
    every: Every = None,
    tickets: Tickets = False,
    of: Of = None,
    kind: Annotated[str | None, _only("kind", "类型", "kind")] = None,
    fault_type: Annotated[str | None, _only("fault-type", "故障类型", "type of fault")] = None,
    severity: Annotated[str | None, _only("severity", "分级", "severity")] = None,
    channel: Annotated[str | None, _only("channel", "渠道", "channel")] = None,
    product: Annotated[str | None, _only("product", "产品", "product")] = None,
    model: Annotated[str | None, _only("model", "型号", "model")] = None,
    region: Annotated[str | None, _only("region", "地区", "region")] = None,
    team: Annotated[str | None, _only("team", "班组", "team")] = None,
    engineer: Annotated[str | None, _only("engineer", "工程师", "engineer")] = None,
    limit: Limit = 50,
    page: Page = None,
    as_of: AsOf = None,
    known: Known = False,
    acting: As = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan metrics``."""
    only = {"kind": kind, "fault_type": fault_type, "severity": severity, "channel": channel, "product": product}
    only |= {"model": model, "region": region, "team": team, "engineer": engineer}
    settings = load_settings()
    asked = {**_days(period, first, last), **only, "by": by, "after": "now", **past_of(as_of, settings, known=known)}
    _require_sense(metric, tickets={"--of": of, "--page": page}, figures={"--every": every}, listing=tickets)
    with Client(settings, acting) as client:
        if tickets:
            found = client.get("/figures/tickets", metric=metric, of=of, limit=limit, page=page, **asked).json()
        else:
            found = client.get("/figures", metric=metric, every=every, **asked).json()
    if in_json:
        as_json(found)
    else:
        figures.cases(found, of) if tickets else figures.overview(found)


def _require_sense(
    metric: str | None, *, tickets: dict[str, str | None], figures: dict[str, str | None], listing: bool
) -> None:
    """Nothing that was said goes unheeded. Raises Failure."""
    if listing and metric is None:
        raise Failure("metric-needed")
    for option, value in (figures if listing else tickets).items():
        if value is not None:
            raise Failure("only-without-tickets" if listing else "only-with-tickets", option=option)


def _days(period: str | None, first: str | None, last: str | None) -> dict[str, str | None]:
    """Of a period by its name, or from one day to another. Raises Failure."""
    if period is None:
        return {"from": first, "to": last}
    for option, value in (("--from", first), ("--to", last)):
        if value is not None:
            raise Failure("period-and-days", option=option)
    try:
        found = Period.named(period)
    except ValueError:
        raise Failure("bad-report-period", value=plain(period[:20]).plain) from None
    return {"from": found.first.isoformat(), "to": found.last.isoformat()}
