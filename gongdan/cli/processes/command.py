"""``gongdan process map|variants|deviations``: how tickets really went, and where that differs from the process."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.processes.filters import filtered, sendable
from gongdan.cli.processes.showing import show_deviations, show_map, show_variants
from gongdan.cli.showing.exports import exported
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

app: Final = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say(
        "工单实际的处理过程：流程图、走法、与规定流程的偏差。说明见 docs/process-map.zh.md",
        "How tickets really went: the process map, variants, deviations. See docs/process-map.md",
    ),
)
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help=say("最多行数", "rows at most"))]
Coverage = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        help=say(
            "只看最常走的路径，合计占此比例；1 为全部", "the most frequent paths that make up this share; 1 is all"
        ),
    ),
]
Picture = Annotated[
    Path | None,
    typer.Option("--svg", metavar="FILE", help=say("画成图，写入此 SVG 文件", "draw it into this SVG file")),
]


@app.command(
    "map",
    help=say(
        "流程图：步骤、路径、次数与等待时间、瓶颈、返工。"
        "\n\n例：gongdan process map --since 2024-05-01 --as m-001:manager"
        "\n例：gongdan process map --level step --svg 流程图.svg --as m-001:manager",
        "The process map: activities, paths, how often and how long, bottlenecks, rework."
        "\n\nExample: gongdan process map --since 2024-05-01 --as m-001:manager"
        "\nExample: gongdan process map --level step --svg map.svg --as m-001:manager",
    ),
)
@filtered()
def process_map(
    asked: dict[str, Any],
    coverage: Coverage = None,
    svg: Picture = None,
    limit: Limit = 20,
    acting: As = None,
    in_json: Json = False,
) -> None:
    form = "svg" if svg else "json"
    found = _get("map", {**asked, "coverage": coverage, "format": form}, acting)
    if svg is not None:
        exported(svg, found.content)
    elif in_json:
        as_json(found.json())
    else:
        show_map(found.json(), limit)


@app.command(
    "variants",
    help=say(
        "工单的各种走法，最常见的在前。\n\n例：gongdan process variants --product 智能空调 --as m-001:manager",
        "The different ways that tickets went, the most frequent first."
        "\n\nExample: gongdan process variants --product KFR-35 --as m-001:manager",
    ),
)
@filtered()
def process_variants(asked: dict[str, Any], limit: Limit = 10, acting: As = None, in_json: Json = False) -> None:
    found = _get("variants", {**asked, "limit": limit}, acting).json()
    as_json(found) if in_json else show_variants(found)


@app.command(
    "deviations",
    help=say(
        "与规定流程的偏差：未经批准、未经确认、未发调查等，附所在工单与事件。"
        "\n\n例：gongdan process deviations --rule no-survey --as m-001:manager",
        "Where tickets turned from the written process: no approval, no confirmation, no survey and the like, each "
        "with its ticket and events.\n\nExample: gongdan process deviations --rule no-survey --as m-001:manager",
    ),
)
@filtered(without=("level",))
def process_deviations(
    asked: dict[str, Any],
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="RULE", help=say("只看此规则", "of this rule only"))
    ] = None,
    limit: Limit = 20,
    acting: As = None,
    in_json: Json = False,
) -> None:
    found = _get("deviations", {**asked, "rule": rule, "limit": limit}, acting).json()
    as_json(found) if in_json else show_deviations(found)


def _get(what: str, asked: dict[str, Any], acting: str | None) -> Any:
    settings = load_settings()
    with Client(settings, acting) as client:
        return client.get(f"/process/{what}", **sendable(asked, settings.time_zone), after="now")
