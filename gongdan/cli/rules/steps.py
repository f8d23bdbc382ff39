"""Bringing a rule text into force, step by step, as persons of the roles that may: the same for every kind."""

from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer

from domain.refusals import NotAllowed
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.insisting import insist
from gongdan.cli.rules import helping, telling
from gongdan.cli.rules.kinds import Kind
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import Failure
from gongdan.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]
Name = Annotated[str, typer.Argument(metavar="NAME", help=say("名称", "its name"))]
Version = Annotated[int, typer.Argument(metavar="VERSION", min=1, help=say("版本号", "its version"))]
As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="STAFF:ROLE", help=say("代表某员工，如 m-001:manager", "act as, such as m-001:manager")
    ),
]
Key = Annotated[
    str | None,
    typer.Option("--key", help=say("幂等键：同一键只办理一次", "idempotency key: the same key again is done once")),
]
Reason = Annotated[str, typer.Option("--reason", help=say("原因", "why"))]
OptionalReason = Annotated[str | None, typer.Option("--reason", help=say("说明", "why"))]
Digest = Annotated[
    str | None,
    typer.Option(
        "--sha256", metavar="DIGEST", help=say("只认此内容（sha256 或其开头）", "this very text (or its start)")
    ),
]
_LEAST: Final = 8
"""Signs of a digest that name a text."""


def add_steps(app: typer.Typer, kind: Kind) -> None:
    """``list``, ``propose``, ``approve`` where another has to, ``reject`` and ``publish``."""
    _add_list(app, kind)
    _add_propose(app, kind)
    if not kind.alone:
        _add_approve(app, kind)
    _add_reject(app, kind)
    _add_publish(app, kind)


def _add_list(app: typer.Typer, kind: Kind) -> None:
    @app.command("list", help=helping.list_help(kind))
    def _(in_json: Json = False) -> None:
        with Client(load_settings()) as client:
            found = client.get(kind.path).json()
        as_json(found) if in_json else telling.print_list(kind, found)


def _add_propose(app: typer.Typer, kind: Kind) -> None:
    @app.command("propose", help=helping.propose_help(kind))
    def _(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=say("TOML 文件", "a TOML file"))],
        acting: As = None,
        key: Key = None,
        in_json: Json = False,
    ) -> None:
        done = sent(kind.path, {"text": kind.text_of(file)}, acting, key)
        as_json(done) if in_json else telling.proposed(kind, done)


def _add_approve(app: typer.Typer, kind: Kind) -> None:
    @app.command("approve", help=helping.approve_help(kind))
    def _(
        name: Name,
        version: Version,
        acting: As = None,
        sha256: Digest = None,
        reason: OptionalReason = None,
        key: Key = None,
        in_json: Json = False,
    ) -> None:
        body: dict[str, Any] = {"version": version, "sha256": _digest(kind, name, version, sha256, acting)}
        if reason is not None:
            body["reason"] = reason
        done = sent(f"{place_of(kind, name)}/approval", body, acting, key)
        as_json(done) if in_json else telling.approved(kind, version, done)


def _add_reject(app: typer.Typer, kind: Kind) -> None:
    @app.command("reject", help=helping.reject_help(kind))
    def _(
        name: Name,
        version: Version,
        reason: Reason,
        acting: As = None,
        sha256: Digest = None,
        key: Key = None,
        in_json: Json = False,
    ) -> None:
        body = {"version": version, "sha256": _digest(kind, name, version, sha256, acting), "reason": reason}
        done = sent(f"{place_of(kind, name)}/rejection", body, acting, key)
        as_json(done) if in_json else telling.rejected(version, done)


def _add_publish(app: typer.Typer, kind: Kind) -> None:
    @app.command("publish", help=helping.publish_help(kind))
    def _(name: Name, version: Version, acting: As = None, key: Key = None, in_json: Json = False) -> None:
        done = sent(f"{place_of(kind, name)}/publication", {"version": version}, acting, key)
        if in_json:
            as_json(done)
            return
        telling.published(kind, version, done)
        with Client(load_settings(), acting) as client:
            telling.whether_chosen(client.get(place_of(kind, name)).json())


def sent(
    path: str, body: dict[str, Any], acting: str | None, key: str | None, revision: int | None = None
) -> dict[str, Any]:
    """What came of a step, which is refused where there is more on record than ``revision``."""
    headers = {"Idempotency-Key": key} if key is not None else {}
    if revision is not None:
        headers["If-Match"] = f'"{revision}"'
    return insist(load_settings(), acting, path, body, headers)


def _digest(kind: Kind, name: str, version: int, wanted: str | None, acting: str | None) -> str:
    """Of the text that lies on the table now. Raises NotAllowed where none does, Failure where it is another."""
    with Client(load_settings(), acting) as client:
        found = client.get(kind.path).json()["items"]
    known = next((each for each in found if each["name"] == name), None)
    texts = [*filter(None, [known["proposal"]]), *known["versions"]] if known else []
    text = next((each for each in texts if each["version"] == version), None)
    if text is None:
        raise NotAllowed("nothing-proposed", version=version)
    sha256: str = text["sha256"]
    if wanted is not None and (len(wanted) < _LEAST or not sha256.startswith(wanted.lower())):
        raise Failure("other-text", name=name, version=version, sha256=sha256)
    return sha256


def place_of(kind: Kind, name: str) -> str:
    """Where a text of that name is found over HTTP."""
    return f"{kind.path}/{quote(name, '')}"
