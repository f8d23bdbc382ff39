"""``gongdan audit witness``: cosigns the log's checkpoints as long as it only grows, and says so at once where not."""

import time
from contextlib import closing
from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.asking.options import Json
from gongdan.cli.proving.keys import key_of
from gongdan.cli.proving.looking import archive_of
from gongdan.cli.showing.said import as_json, note, say
from gongdan.proving.opening import public_key
from gongdan.proving.witnessing import cosign_last, open_witness
from gongdan.settings import load_settings

WITNESS_HELP: Final = say(
    "见证：以自己的密钥签署日志的检查点，只在能证明日志只增不改时签署；发现回退或分叉即报错退出。"
    "请以另一个系统用户运行，密钥不要放在日志所在的账号下。\n\n"
    "例：gongdan audit witness --name audit.example.com --key-file ~/witness.key",
    "Be a witness: cosign the log's checkpoints with a key of its own, only where it is proved that the log grew and "
    "nothing else; a rollback or a fork is an error and ends it. Run it as another user, whose key the log's "
    "administrator can't read.\n\nExample: gongdan audit witness --name audit.example.com --key-file ~/witness.key",
)
Name = Annotated[str, typer.Option("--name", metavar="NAME", help=say("见证人的名称", "what the witness is called"))]
File = Annotated[
    Path, typer.Option("--key-file", metavar="FILE", help=say("密钥文件，没有则生成", "its key; made if new"))
]
LogKey = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="KEY",
        help=say("可信的日志公钥，或其文件（log.pub）", "the log's public key that you trust, or its file (log.pub)"),
    ),
]
Once = Annotated[bool, typer.Option("--once", help=say("只签署一次", "once, and then end"))]
Every = Annotated[float, typer.Option("--every", min=1, metavar="SECONDS", help=say("间隔秒数", "how often it looks"))]


def witness(
    name: Name, key_file: File, key: LogKey = None, once: Once = False, every: Every = 60, in_json: Json = False
) -> None:
    settings = load_settings()
    with closing(archive_of(settings)) as archive:
        log = public_key(settings, archive) if key is None else key_of(key)
        sees = open_witness(key_file, name, log, [settings.log_key_file, settings.master_key_file])
        note(say(f"见证人公钥：{sees.key}", f"The witness's public key: {sees.key}"))
        while True:
            made = cosign_last(archive, sees, log)
            if made and in_json:
                as_json(made._asdict())
            elif made:
                typer.echo(say(f"已签署：日志 {made.size} 项", f"Cosigned: the log of {made.size} entries"))
            if once:
                return
            time.sleep(every)
