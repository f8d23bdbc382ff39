"""``gongdan up``: run it, and say where it is."""

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from gongdan.cli.showing.said import note, say
from gongdan.service.run_file import RunFile
from gongdan.settings import load_settings

UP_HELP = say(
    "启动全部服务：nats-server、视图、接口（Ctrl-C 停止）。例：GONGDAN_API_PORT=8088 gongdan up",
    "Start everything: nats-server, projections, API (Ctrl-C stops it).\n\nExample: GONGDAN_API_PORT=8088 gongdan up",
)


def up(
    i_accept_data_loss: Annotated[
        bool,
        typer.Option(
            "--i-accept-data-loss",
            help=say(
                "仅测试用：不检查 nats-server 是否同步写盘", "for tests only: do not ask whether nats-server syncs"
            ),
        ),
    ] = False,
) -> None:
    from gongdan.service.up import up as serve  # all routes: whoever asks for help need not wait for them

    serve(load_settings(i_accept_data_loss=i_accept_data_loss), _Announcing())


class _Announcing:
    """On stderr what must not be overlooked, on stdout where the service is."""

    def key_made(self, path: Path) -> None:
        note(
            say(
                f"重要：已生成密钥文件 {path}。请立即备份到别处；没有它，任何个人信息都无法读取。",
                f"IMPORTANT: the key file {path} was made just now. Back it up somewhere else: without it no personal "
                "data can ever be read again.",
            )
        )

    def running(self, run: RunFile, first: str | None) -> None:
        opening = f"{_program()} ticket open channel=phone summary={say('设备无法启动', 'Broken')} --as a-001"
        lines = say(
            f"工单 {run.version} 已启动。\n  页面    {run.api}/\n  接口    {run.api}（文档：{run.api}/docs）\n"
            f"  事件库  {run.nats}\n  在另一终端的同一目录中登记一张工单：\n  {opening}\n按 Ctrl-C 停止。",
            f"Gongdan {run.version} is running.\n  pages   {run.api}/\n"
            f"  API     {run.api} (documentation: {run.api}/docs)\n  events  {run.nats}\n"
            f"  Open a ticket, in another terminal and the same folder:\n  {opening}\nCtrl-C stops it.",
        )
        typer.echo(lines)
        if first:
            typer.echo(
                say(
                    f"还没有账号。首位管理员请在一天内打开此链接（只能用一次）：\n  {first}",
                    f"There is no account yet. The first administrator opens this link, once, within a day:\n  {first}",
                )
            )


def _program() -> str:
    """How this program is called from another terminal, where no variable is set."""
    called = Path(sys.argv[0])
    words = ["gongdan"] if shutil.which("gongdan") else [str(called)]
    if called.name == "__main__.py":
        words = [sys.executable, "-m", "gongdan"]
    home = [f"GONGDAN_HOME={os.environ['GONGDAN_HOME']}"] if os.environ.get("GONGDAN_HOME") else []
    return shlex.join([*home, *words])
