"""nats-server's configuration as Gongdan needs it: fsync always, users with the least rights, alone or a cluster."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gongdan.nats_servers.partners import listed
from gongdan.nats_servers.passwords import Passwords
from gongdan.nats_servers.users import accounts, names

ROUTE: Final = "route"
"""The user by which the servers of a cluster know each other; its password is in their configs only."""
_SYNC: Final = "always"
_ALL_THERE_IS: Final = 2**60
"""Bytes for the streams: the disk is the limit. By default it is three quarters of what is free at nats-server's start:
one that started on a nearly full disk went on refusing ("insufficient resources") though there was room again."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server of a cluster, as the others and its clients reach it."""

    name: str
    host: str
    client_port: int = 4222
    route_port: int = 6222

    def url(self, *, tls: bool) -> str:
        return f"{'tls' if tls else 'nats'}://{self.host}:{self.client_port}"


def embedded(folder: Path, listen: str, monitor: str, name: str, sync: str, prefix: str) -> dict[str, Any]:
    """Of the child process: everything in one folder, loopback only."""
    folder = folder.resolve()
    return {
        "server_name": name,
        "listen": listen,
        "http": monitor,
        "ports_file_dir": str(folder),
        "pid_file": str(folder / "nats.pid"),
        "logfile": str(folder / "nats.log"),
        "logfile_size_limit": 20_000_000,
        "logfile_max_num": 5,
        "jetstream": _jetstream(folder, sync),
        "accounts": _accounts(prefix, Passwords(folder / "users")),
    }


def clustered(
    server: Server,
    servers: Sequence[Server],
    *,
    store: Path,
    monitor: str,
    tls: Path | None,
    prefix: str,
    to: Passwords,
) -> dict[str, Any]:
    """Of one server that stands by itself, or of one of several that hold replicas of the streams.

    It listens where it is told to be and nowhere else on its machine.
    """
    config: dict[str, Any] = {
        "server_name": server.name,
        "listen": f"{server.host}:{server.client_port}",
        "http": monitor,
        "jetstream": _jetstream(store / server.name, _SYNC),
        "accounts": _accounts(prefix, to),
    }
    if tls:
        config["tls"] = _tls(tls, server, mutual=False)
    if len(servers) > 1:
        config["cluster"] = _cluster(server, servers, tls, prefix, to.of(ROUTE))
    return config


def written(config: dict[str, Any], said: str) -> str:
    """The config file's text: JSON, which nats-server reads, below a line for whoever opens it."""
    return f"# {said}\n{json.dumps(config, indent=2, ensure_ascii=False)}\n"


def _jetstream(store: Path, sync: str) -> dict[str, Any]:
    return {"store_dir": str(store), "sync_interval": sync, "max_file_store": _ALL_THERE_IS}


def _accounts(prefix: str, to: Passwords) -> dict[str, Any]:
    grantees = listed(to)
    known = [*names(prefix), *(each.user for each in grantees)]
    to.make(known)
    return accounts(prefix, to.hashes(known), grantees)


def _cluster(server: Server, servers: Sequence[Server], tls: Path | None, prefix: str, password: str) -> dict[str, Any]:
    routes = [f"nats-route://{ROUTE}:{password}@{other.host}:{other.route_port}" for other in servers]
    cluster: dict[str, Any] = {
        "name": prefix,
        "listen": f"{server.host}:{server.route_port}",
        "authorization": {"user": ROUTE, "password": password},
        "routes": routes,
    }
    return cluster | ({"tls": _tls(tls, server, mutual=True)} if tls else {})


def _tls(folder: Path, server: Server, *, mutual: bool) -> dict[str, Any]:
    files = {"cert_file": folder / f"{server.name}.crt", "key_file": folder / f"{server.name}.key"}
    return {name: str(path) for name, path in {**files, "ca_file": folder / "ca.crt"}.items()} | {"verify": mutual}
