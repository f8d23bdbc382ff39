"""``gongdan audit``: what auditors do, beside looking at any past moment: samples that can be repeated, and proofs."""

from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.proving import checking, evidence, witnessing
from gongdan.cli.showing.labels import time, value
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import as_json, chinese, note, say
from gongdan.language import language
from gongdan.settings import load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say(
        "审计：抽取可重复的样本；证据包、核验、检查点、见证",
        "What auditors do: samples that can be repeated, bundles of evidence, checks, checkpoints, a witness",
    ),
)
_HEADINGS: Final = ("工单 反馈时间 诉求类型 问题分级 处理状态", "ticket reported kind severity status")


app.command("bundle", help=evidence.BUNDLE_HELP)(evidence.bundle)
app.command("verify", help=checking.VERIFY_HELP)(checking.verify)
app.command("checkpoints", help=evidence.CHECKPOINTS_HELP)(evidence.checkpoints)
app.command("witness", help=witnessing.WITNESS_HELP)(witnessing.witness)


@app.command(
    help=say(
        "抽取一段时间内反馈的工单作为审计样本；种子相同则样本相同，抽取记录在案。\n\n"
        "例：gongdan audit sample --from 2024-05-01 --to 2024-05-31 --size 25 --seed 2024-Q2 --as x-001:auditor",
        "Draw a sample of the tickets that were reported in a period: the same again for the same seed. "
        "That it was drawn is put on record.\n\n"
        "Example: gongdan audit sample --from 2024-05-01 --to 2024-05-31 --size 25 --seed 2024-Q2 --as x-001:auditor",
    )
)
def sample(
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help=say("起始日（含）", "reported on this day or later"))
    ],
    last: Annotated[
        str, typer.Option("--to", metavar="DAY", help=say("截止日（含）", "reported on this day or before"))
    ],
    seed: Annotated[str, typer.Option(help=say("种子：任意字母数字", "any word; the same draws the same"))],
    size: Annotated[int, typer.Option("--size", "-n", min=1, max=1000, help=say("抽取件数", "how many"))] = 25,
    acting: As = None,
    in_json: Json = False,
) -> None:
    asked = {"from": first, "to": last, "size": size, "seed": seed}
    with Client(load_settings(), acting) as client:
        found = client.post("/audit/samples", asked, {})
    as_json(found) if in_json else _show(found)


def _show(found: dict[str, Any]) -> None:
    drawn, of = len(found["tickets"]), found["of"]
    note(
        say(
            f"{found['from']} 至 {found['to']} 共 {of} 件，抽取 {drawn} 件，种子 {found['seed']}；"
            f"样本编号 {found['id']}。",
            f"{drawn} of {of} from {found['from']} to {found['to']}, seed {found['seed']}; sample {found['id']}.",
        )
    )
    columns(say(*_HEADINGS).split(), [_row(each) for each in found["tickets"]])
    last = found["draws"][0]
    if last["came"] or last["went"]:
        note(
            say(
                f"与此前抽取相比：新增 {'、'.join(last['came']) or '无'}；减少 {'、'.join(last['went']) or '无'}。",
                f"Since it was drawn before: came {', '.join(last['came']) or 'none'}; "
                f"went {', '.join(last['went']) or 'none'}.",
            )
        )


def _row(ticket: dict[str, Any]) -> list[str]:
    severity = ticket["severity_zh" if chinese() else "severity_en"] or ticket["severity"] or ""
    said = [value(name, ticket[name], language()) if ticket[name] else "" for name in ("kind", "status")]
    return [ticket["number"], time(ticket["reported"] or ""), said[0], severity, said[1]]
