"""How the steps of a rule text into force are told: what was done, and what comes next."""

from typing import Any, Final

import typer

from domain.wording import actor
from gongdan.cli.rules.kinds import Kind
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import chinese, console, note, plain, say
from gongdan.policies.files import CHOICE_FILE
from gongdan.policies.library import FOLDER
from gongdan.settings import load_settings

Json = dict[str, Any]
_SHOWN: Final = 12
"""Signs of a digest that people compare."""


def print_list(kind: Kind, found: Json) -> None:
    """A row a name; for packs also which one a ticket gets, and what stands in the way."""
    headings = say("名称 标题 生效 待定 来源 选用", "name title in-force proposed from chosen-by").split()
    columns(headings, [_row(kind, each) for each in found["items"]])
    if choice := found.get("choice"):
        for name in choice["not_in_force"]:
            note(say(f"选用了尚未发布的政策包“{name}”。", f"The pack '{name}' is chosen, but not published."))
    for ref in found.get("unreadable", ()):
        note(
            say(
                f"{ref} 由更新的程序发布，本程序不能读取，其工单不能办理；请升级程序。",
                f"{ref} is a newer program's, so its tickets are refused here: upgrade the program.",
            )
        )


def _row(kind: Kind, each: Json) -> list[str]:
    title, proposal = each["title"]["zh" if chinese() else "en"], each["proposal"]
    newest = f"{each['name']}@{each['newest']}" if each["newest"] else "-"
    source = say("随程序提供", "the program") if each["shipped"] else say("本部门", "the department")
    pending = _pending(kind, proposal) if proposal else "-"
    return [each["name"], title, newest, pending, source, _chosen(each["chosen"])]


def _pending(kind: Kind, proposal: Json) -> str:
    by, who = _who(proposal["approved_by"]), _who(proposal["proposed_by"])
    state = say(f"{by} 已批准", f"approved by {by}") if by else say("待批准", "not approved yet")
    if kind.alone:
        state = say("待发布", "not published yet")
    return say(f"{proposal['ref']}（{who} 提出，{state}）", f"{proposal['ref']} (by {who}, {state})")


def _who(staff: str | None) -> str:
    return actor(staff, chinese=chinese()) if staff else ""


def _chosen(chosen: Json | None) -> str:
    if not chosen:
        return "-"
    said = [say(f"规则 {place}", f"rule {place}") for place in chosen["rules"]]
    return ", ".join([*said, *([say("默认", "default")] if chosen["default"] else [])]) or "-"


def warnings(done: Json) -> None:
    """Rules of routing whose tickets nobody would get."""
    for warning in done.get("warnings", ()):
        note(say(f"注意：{warning['message']}。", f"Note: {warning['message']}."))


def proposed(kind: Kind, done: Json) -> None:
    warnings(done)
    [event] = done["events"] or [None]
    if event is None:
        _nothing_new(done)
        return
    version, sha256 = event["data"]["version"], event["data"]["sha256"][:_SHOWN]
    typer.echo(say(f"已提出 {done['name']}@{version}（sha256 {sha256}…）。", _en(done, version, "proposed", sha256)))
    if kind.alone:
        command = f"gongdan {kind.command} publish {done['name']} {version}{kind.proposer}"
        note(say(f"下一步由主管发布：{command}", f"Next, a supervisor publishes it: {command}"))
        return
    command = f"gongdan {kind.command} approve {done['name']} {version} --as m-001:manager"
    note(say(f"下一步由另一人（总监）批准：{command}", f"Next, another person, a manager, approves it: {command}"))


def approved(kind: Kind, version: int, done: Json) -> None:
    if not done["events"]:
        _nothing_new(done)
        return
    sha256 = done["events"][0]["data"]["sha256"][:_SHOWN]
    typer.echo(say(f"已批准 {done['name']}@{version}（sha256 {sha256}…）。", _en(done, version, "approved", sha256)))
    command = f"gongdan {kind.command} publish {done['name']} {version}"
    note(say(f"下一步由系统管理员发布：{command}", f"Next, an administrator publishes it: {command}"))


def rejected(version: int, done: Json) -> None:
    typer.echo(say(f"已驳回 {done['name']}@{version}。", f"{done['name']}@{version} is rejected."))


def published(kind: Kind, version: int, done: Json) -> None:
    if not done["events"]:
        _nothing_new(done)
        return
    typer.echo(say(f"已发布 {done['name']}@{version}。", f"{done['name']}@{version} is published."))
    if kind.alone:
        note(
            say(
                "此后登记和分级的工单按新规则分流；已由人分流的不变。",
                "Tickets opened or graded from now on are routed by it; those routed by hand stay where they are.",
            )
        )


def whether_chosen(found: Json) -> None:
    """Whether tickets get it, or what is to be done that they do; nothing of calendars."""
    chosen, name = found["chosen"], found["name"]
    if chosen is None:
        return
    if chosen["default"] or chosen["rules"]:
        ref = f"{name}@{found['newest']}"
        note(say(f"此后登记的工单按 {ref} 办理。", f"Tickets that get {name} are opened under {ref} from now on."))
        return
    file = load_settings().home / FOLDER / CHOICE_FILE
    note(
        say(
            f"尚无工单选用它：请在 {file} 中写明，然后重新启动服务（选用规则只在启动时读取）。",
            f"No ticket gets it yet: name it in {file}, then restart the service, which reads that file at its start.",
        )
    )


def _en(done: Json, version: int, what: str, sha256: str) -> str:
    return f"{done['name']}@{version} is {what} (sha256 {sha256}…)."


def _nothing_new(done: Json) -> None:
    name = done["name"]
    typer.echo(plain(say(f"{name}：本来如此，未作更改。", f"{name}: already so, nothing was changed.")).plain)


def print_text(found: Json) -> None:
    """One text on record: what it is, and all that it says."""
    print_heading(found)
    screen = console()
    for section in found["sections"]:
        screen.print(f"\n{section['heading']}", markup=False)
        for line in section["lines"]:
            screen.print(f"  {line}", soft_wrap=True, markup=False)


def print_heading(found: Json) -> None:
    """Which text it is, and whether it is in force."""
    title = found["title"]["zh" if chinese() else "en"]
    state = {
        "in-force": say("生效", "in force"),
        "superseded": say("已被新版本取代", "superseded"),
        "proposed": say("已提出，尚未生效", "proposed, not in force"),
    }[found["state"]]
    console().print(f"{found['ref']} {title} · {state} · sha256 {found['sha256']}", soft_wrap=True, markup=False)
