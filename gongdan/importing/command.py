"""``gongdan import``: options in, the answer on stdout, and the exit code."""

import asyncio
import json
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from domain.record.envelope import Actor
from domain.refusals import Language, Refusal, StoreUnavailable
from domain.store import EventStore
from gongdan.importing.maps.finding import load_map
from gongdan.importing.rows.values import Pseudonym
from gongdan.importing.run import LARGEST_EVENT, ImportResult, StrictRefusal, import_file
from gongdan.importing.showing import again, shown_progress, summary
from gongdan.importing.sources import Sources
from gongdan.importing.texts import BadInput
from gongdan.language import Both


@dataclass(frozen=True, slots=True)
class Connected:
    """What an import needs of the running service, given by the composition root."""

    store: EventStore
    pseudonym: Pseudonym
    operator: Actor
    sources: Sources
    roles: Collection[str] = ()
    largest_event: int = LARGEST_EVENT


_AWAY: Final = Both(
    "事件库没有响应，导入中途停止。", "The event store does not answer, so the import stopped on the way."
)
INTERRUPTED: Final = 130
"""The exit code after Ctrl-C, as shells have it."""

Connect = Callable[[], AbstractAsyncContextManager[Connected]]


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, understood."""

    file: Path
    map: str
    quarantine: Path | None = None
    strict: bool = False
    dry_run: bool = False
    json: bool = False


def import_command(connect: Connect, language: Callable[[], Language]) -> Callable[..., None]:
    """The command for the composition root to register under ``import``."""

    def say(chinese: str, english: str) -> str:
        return chinese if language() == "zh" else english

    def command(
        file: Annotated[
            Path,
            typer.Argument(metavar="FILE", help=say("CSV、XLSX 或 XES，均可 .gz", "CSV, XLSX or XES, each also .gz")),
        ],
        map_: Annotated[
            str,
            typer.Option(
                "--map",
                help=say(
                    "映射文件（.toml），或随程序提供的映射名：helpdesk",
                    "a map file (.toml), or the name of a shipped one: helpdesk",
                ),
            ),
        ],
        quarantine: Annotated[
            Path | None,
            typer.Option(
                help=say(
                    "不能导入的行列在何处（默认在文件旁）",
                    "where rows that can't be imported are listed (default: beside FILE)",
                )
            ),
        ] = None,
        strict: Annotated[
            bool,
            typer.Option(
                "--strict",
                help=say("有任何一行不能导入则全部不导入", "import nothing if any row can't be imported"),
            ),
        ] = False,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help=say("只说明将会怎样，不记录", "tell what would happen, store nothing"))
        ] = False,
        as_json: Annotated[
            bool, typer.Option("--json", help=say("最后输出一个 JSON 对象", "end with one JSON object on stdout"))
        ] = False,
    ) -> None:
        options = Options(file, map_, quarantine, strict, dry_run, as_json)
        try:
            code = asyncio.run(bring_in(options, connect, language()))
        except KeyboardInterrupt:
            code = _said(f"{say('已中断。', 'Interrupted.')}{again(language())}", INTERRUPTED)
        raise typer.Exit(code)

    command.__doc__ = say(
        "导入其他系统的日志或登记表；再次运行只增加新的行。映射的写法见 docs/import.zh.md。"
        "\n\n例：gongdan import 登记表.xlsx --map register.toml --dry-run",
        "Bring in another system's log or a register; running it again adds only what is new. "
        "docs/import.md says how to write a map."
        "\n\nExample: gongdan import register.xlsx --map register.toml --dry-run",
    )
    return command


async def bring_in(options: Options, connect: Connect, language: Language) -> int:
    """Run an import and say how it went; the exit code."""
    try:
        result = await _imported(options, connect, language)
    except StrictRefusal as refusal:
        if options.json:
            typer.echo(json.dumps(refusal.result.as_json()))
        return _said(refusal.say(language), 1)
    except BadInput as wrong:
        return _said(wrong.say(language), 2)
    except StoreUnavailable:
        return _said(f"{_AWAY.say(language)}{again(language)}", 3)
    except Refusal as refusal:
        return _said(refusal.say(language), 1)
    typer.echo(json.dumps(result.as_json()) if options.json else summary(result, language, dry_run=options.dry_run))
    return 0


async def _imported(options: Options, connect: Connect, language: Language) -> ImportResult:
    mapping = load_map(options.map)
    if not options.file.is_file():
        raise BadInput("is-folder" if options.file.is_dir() else "no-file", file=options.file)
    async with connect() as connected:
        with shown_progress(language) as report:
            return await import_file(
                options.file,
                mapping,
                store=connected.store,
                operator=connected.operator,
                pseudonym=connected.pseudonym,
                roles=connected.roles,
                largest_event=connected.largest_event,
                sources=connected.sources,
                mapping_name=options.map,
                quarantine_path=options.quarantine,
                progress=report,
                strict=options.strict,
                dry_run=options.dry_run,
                language=language,
            )


def _said(sentence: str, code: int) -> int:
    typer.echo(sentence, err=True)
    return code
