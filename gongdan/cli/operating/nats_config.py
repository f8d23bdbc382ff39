"""``gongdan nats-config``: configs, users and passwords for nats-servers that run on machines of their own."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.options import Json
from gongdan.cli.showing.said import as_json, note, say
from gongdan.failures import Failure
from gongdan.nats_servers.config import ROUTE, Server, clustered, written
from gongdan.nats_servers.options import MONITOR, STORE, Options, remembered, require_place
from gongdan.nats_servers.passwords import Passwords
from gongdan.nats_servers.users import names
from gongdan.settings import Settings, load_settings
from gongdan.storing.private_file import write_private
from gongdan.system import of_system

HELP: Final = say(
    "为独立运行的 nats-server（一台，或三台、五台组成集群）生成配置、用户和口令。"
    "再次运行时，口令和未再给出的选项不变。\n\n"
    "例：gongdan nats-config --to deploy/nats --server n1=10.0.0.1 --server n2=10.0.0.2 --server n3=10.0.0.3",
    "Write configs, users and passwords for nats-servers of their own: one, or a cluster of three or five. Run again, "
    "it keeps the passwords, and the options that are not given anew.\n\n"
    "Example: gongdan nats-config --to deploy/nats --server n1=10.0.0.1 --server n2=10.0.0.2 --server n3=10.0.0.3",
)
_SERVER: Final = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)=(?P<host>[A-Za-z0-9.-]+)(:(?P<client>\d+)(:(?P<route>\d+))?)?"
)
_COUNTS: Final = (1, 3, 5)
_PREFIX: Final[str] = Settings.model_fields["prefix"].default


To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help=say("写入此目录", "write into this folder"))]
Servers = Annotated[
    list[str],
    typer.Option(
        "--server",
        metavar="NAME=HOST[:PORT[:ROUTE]]",
        help=say("一台服务器；可给出一、三或五次", "a server; given once, three or five times"),
    ),
]
Store = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help=say(
            f"服务器上存放数据的目录；首次默认 {STORE}",
            f"where a server keeps its data, on its machine; at first {STORE}",
        ),
    ),
]
Monitor = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT",
        help=say(f"监控地址；首次默认 {MONITOR}", f"where a server shows how it is; at first {MONITOR}"),
    ),
]
Tls = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help=say(
            "服务器上的证书目录：NAME.crt、NAME.key、ca.crt",
            "the folder of certificates on the servers: NAME.crt, NAME.key, ca.crt",
        ),
    ),
]
NoTls = Annotated[bool, typer.Option("--no-tls", help=say("不再使用 TLS", "no longer with TLS"))]


def nats_config(
    to: To,
    server: Servers,
    store: Store = None,
    monitor: Monitor = None,
    tls: Tls = None,
    no_tls: NoTls = False,
    in_json: Json = False,
) -> None:
    servers = _parsed(server)
    prefix = load_settings().prefix
    chosen = _chosen(to, prefix, servers, Said(store, monitor, tls, no_tls))
    _write(to, prefix, servers, chosen)
    found = _summary(to, prefix, servers, chosen.tls)
    as_json(found) if in_json else typer.echo(_said(found))
    if chosen.tls is None and (open_to := [each.name for each in servers if not _is_loopback(each.host)]):
        _warn_of_the_clear(open_to)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said now of all servers."""

    store: Path | None
    monitor: str | None
    tls: Path | None
    no_tls: bool


def _write(to: Path, prefix: str, servers: list[Server], chosen: Options) -> None:
    """Passwords that are missing, and every server's config. Raises Failure."""
    passwords = Passwords(to / "users")
    try:
        passwords.make([*names(prefix), ROUTE])
        for each in servers:
            config = clustered(
                each, servers, store=chosen.store, monitor=chosen.monitor, tls=chosen.tls, prefix=prefix, to=passwords
            )
            said = written(config, "written by `gongdan nats-config`: run it again instead of editing")
            write_private(to / f"{each.name}.conf", said)
    except OSError as error:
        raise Failure("bad-output", path=to, why=of_system(error)) from None


def _chosen(to: Path, prefix: str, servers: list[Server], said: Said) -> Options:
    """What is said now, else what was said the last time, of which the reader is told. Raises Failure."""
    if said.monitor is not None:
        require_place(said.monitor)
    if said.no_tls and said.tls:
        raise Failure("tls-or-none")
    before = remembered(to, [each.name for each in servers], prefix)
    was = before or Options()
    chosen = Options(said.store or was.store, said.monitor or was.monitor, None if said.no_tls else said.tls or was.tls)
    if before and chosen != Options(said.store or STORE, said.monitor or MONITOR, said.tls):
        note(say(f"沿用上次的选项，现为：{chosen.words()}", f"Options of the last run are kept: {chosen.words()}"))
    return chosen


def _parsed(texts: list[str]) -> list[Server]:
    """As many as a cluster may have, none like another. Raises Failure."""
    servers = [_server(text) for text in texts]
    places = {(each.host, port) for each in servers for port in (each.client_port, each.route_port)}
    alike = len({each.name for each in servers}) < len(servers) or len(places) < 2 * len(servers)
    if len(servers) not in _COUNTS or alike:
        raise Failure("bad-servers", count=len(servers))
    return servers


def _server(text: str) -> Server:
    match = _SERVER.fullmatch(text)
    ports = [int(port) for port in (match["client"], match["route"]) if port] if match else []
    if match is None or any(not 0 < port < 65536 for port in ports):
        raise Failure("bad-server", value=text)
    return Server(match["name"], match["host"], *ports)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warn_of_the_clear(names: list[str]) -> None:
    listed = ", ".join(names)
    note(
        say(
            f"注意：{listed} 不使用 TLS，口令和事件在网络上以明文传输；请加 --tls，或只在可信的专用网络中使用。",
            f"Mind: without TLS the passwords and events of {listed} pass the network in the clear. Add --tls, or use "
            "a network of their own that you trust.",
        )
    )


def _summary(to: Path, prefix: str, servers: list[Server], tls: Path | None) -> dict[str, Any]:
    urls = {each.name: each.url(tls=tls is not None) for each in servers}
    settings = {
        "GONGDAN_NATS_URL": ",".join(urls.values()),
        "GONGDAN_NATS_USERS": str((to / "users").resolve()),
        "GONGDAN_NATS_REPLICAS": str(len(servers)),
        "GONGDAN_SYNC_ALWAYS": "true",
    }
    if prefix != _PREFIX:
        settings |= {"GONGDAN_PREFIX": prefix}
    return {
        "servers": [{"name": name, "config": str(to / f"{name}.conf"), "url": url} for name, url in urls.items()],
        "users": str(to / "users"),
        "settings": settings | ({"GONGDAN_NATS_CA": str(tls / "ca.crt")} if tls else {}),
    }


def _said(found: dict[str, Any]) -> str:
    lines = [say("已写入（均仅本人可读）：", "Written, all readable by their owner only:")]
    for each in found["servers"]:
        lines.append(
            f"  {each['config']}  "
            + say(f"→ 复制到 {each['name']}，运行 nats-server -c", f"→ copy to {each['name']}, run nats-server -c")
        )
    lines.append(f"  {found['users']}/  " + say("→ 每个用户一个口令文件", "→ one password a user"))
    lines.append(say("运行 gongdan 的机器上设置：", "Where gongdan runs, set:"))
    lines += [f"  {name}={value}" for name, value in found["settings"].items()]
    return "\n".join(lines)
