"""Customers, staff, what was found and whom to dispatch, as a person reads them in a terminal."""

from typing import Any, Final, cast

from rich.table import Table

from domain.staff.vocabulary import Role
from domain.wording import ROLES, Words
from gongdan.cli.showing.labels import time, value
from gongdan.cli.showing.of_people import CODES
from gongdan.cli.showing.said import chinese, console, plain, say
from gongdan.language import language

Json = dict[str, Any]

_FIELDS: Final[Words] = {
    "customer": ("客户编号", "customer key"),
    "name": ("名称", "name"),
    "company": ("单位客户", "a company"),
    "tier": ("合同等级", "contract tier"),
    "key_customer": ("重要客户", "a key customer"),
    "dedicated_staff": ("专属服务人员", "dedicated staff"),
    "notices": ("通知方式", "told by"),
    "registered": ("登记时间", "registered"),
    "restricted": ("限制使用", "restricted"),
    "erased": ("已删除", "erased"),
    "version": ("版本", "version"),
    "contacts": ("联系人", "contacts"),
    "products": ("产品", "products"),
    "tickets": ("工单", "tickets"),
    "updated": ("最近更新", "last change"),
    "number": ("工号", "staff number"),
    "office": ("职务", "office"),
    "employed": ("在职", "works here"),
    "roles": ("角色", "roles"),
    "teams": ("班组", "teams"),
    "skills": ("技能", "skills"),
    "duty": ("值班", "duty"),
    "on_leave": ("请假", "on leave"),
    "stands_in_for": ("代班", "stands in for"),
}
_WORDS: Final[Words] = {
    "on": ("值班", "on duty"),
    "off": ("不值班", "off duty"),
    "unknown": ("不详", "unknown"),
    "in": ("在保", "in warranty"),
    "out": ("过保", "out of warranty"),
    "sms": ("短信", "SMS"),
    "phone": ("电话", "phone"),
    "wechat": ("微信", "WeChat"),
    "email": ("邮件", "e-mail"),
    "app": ("APP", "app"),
    "none": ("不通知", "not at all"),
    **{role.value: ROLES[role.value] for role in Role},
}
_PLAIN: Final = ("{}", "{}")
_NAMED: Final[Words] = {
    "person": ("{}.", "{}."),
    "item": ("{}.", "{}."),
    "ticket": ("（见工单 {}）", "(named in ticket {})"),
    "serial": ("SN码 {}", "serial {}"),
    "batch": ("批次 {}", "batch {}"),
    "purchased": ("购于 {}", "purchased {}"),
    "warranty_ends": ("至 {}", "until {}"),
    "certificate": ("证书 {}", "certificate {}"),
    "until": ("至 {}", "until {}"),
}
_LISTED: Final = ("customer", "number", "name", "office", "tier", "roles", "teams", "duty", "tickets")
_OF_A_TICKET: Final = ("number", "status", "severity", "summary")
_YES, _NO = ("是", "yes"), ("否", "no")


def show_one(record: Json) -> None:
    """One record, a fact a line."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, said in record.items():
        if said not in (None, [], ""):
            grid.add_row(_label(name), plain(_text(name, said)))
    console().print(grid)


def show_list(records: list[Json]) -> None:
    """Records, one a line, with what most of them have."""
    if not records:
        console().print(say("没有档案。", "There are none."))
        return
    names = [name for name in _LISTED if name in records[0]]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(_label(name), overflow="fold")
    for record in records:
        table.add_row(*(plain(_text(name, record[name])) for name in names))
    console().print(table)


def show_found(found: Json) -> None:
    """Warnings first: they are what a person must not miss while on the phone."""
    screen = console()
    for flag in [*found["duplicates"], *found["repeats"]]:
        screen.print(plain(f"! {flag['reason']}"), style="yellow")
    if not found["customers"]:
        screen.print(say("没有找到客户。", "Nobody was found."))
    for customer in found["customers"]:
        show_one(customer)
    for ticket in found["open_tickets"]:
        facts = (value(name, ticket[name], language()) for name in _OF_A_TICKET if ticket[name])
        screen.print(plain(say("未结工单：", "open: ") + " ".join(facts)))


def show_candidates(found: Json) -> None:
    """Who may accept the work, the best first, with the reasons and their points; then who could not, and why."""
    if found["candidates"]:
        _show_ranking(found["candidates"])
    else:
        console().print(say("没有可以接单的在册工程师。", "Nobody on record may accept the work."))
    for one in found["not_offered"]:
        reasons = say("；", "; ").join(each["text"] for each in one["reasons"])
        who = f"{one['number']} {one['name']}"
        console().print(plain(say(f"不列为候选：{who}，{reasons}", f"not offered: {who}, who {reasons}")))


def show_roster(found: Json) -> None:
    """A row a person, a column a day: shifts, leave, and for whom they act."""
    if not found["items"]:
        console().print(say("这些日期没有在册人员。", "Nobody is on record on these days."))
        return
    table = Table(title=f"{found['since']} – {found['until']}", box=None, header_style="bold", pad_edge=False)
    table.add_column(say("人员", "who"), overflow="fold")
    for day in found["items"][0]["days"]:
        table.add_column(day["day"][5:], overflow="fold")
    for row in found["items"]:
        who = f"{row['number']} {row['name']}"
        table.add_row(plain(who), *(plain(_on_day(row, day)) for day in row["days"]))
    console().print(table)


def _on_day(row: Json, day: Json) -> str:
    words = {"off": ("休息", "off"), "away": ("休假", "away"), "unknown": ("", ""), "gone": ("不在职", "not here")}
    here = [f"{shift['start']}–{shift['end']}" for shift in day["shifts"]]
    said = here if day["state"] == "on" else [say(*words[day["state"]])]
    acts = [each for each in row["stands_in"] if each["since"] <= day["day"] <= (each["until"] or day["day"])]
    said += [say(f"代 {each['absent']}", f"for {each['absent']}") for each in acts]
    return " ".join(filter(None, said))


def _show_ranking(candidates: list[Json]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in say("工号 姓名 分数 未结工单 理由", "number name points open reasons").split():
        table.add_column(heading, overflow="fold")
    for one in candidates:
        reasons = say("；", "; ").join(f"{each['text']} ({each['points']:+d})" for each in one["reasons"])
        cells = (one["number"], one["name"], one["points"], one["open_tickets"], reasons)
        table.add_row(*(plain(str(cell)) for cell in cells))
    console().print(table)


def _label(name: str) -> str:
    return _word(_FIELDS.get(name, (name, name)))


def _text(name: str, said: Any) -> str:
    match said:
        case None:
            return ""
        case bool():
            return _word(_YES if said else _NO)
        case _ if name in CODES:
            return value(name, said, language())
        case list():
            lines = isinstance(said[0], dict) if said else False
            return ("\n" if lines else say("、", ", ")).join(_entry(each) for each in said)
        case _ if name in ("registered", "updated"):
            return time(str(said))
        case _:
            return _word(_WORDS.get(str(said), (str(said), str(said))))


def _entry(said: Any) -> str:
    """A contact, product or skill as its facts in a row; what alone would say nothing, with its word."""
    if not isinstance(said, dict):
        return _text("", said)
    facts = cast("Json", said).items()
    return " ".join(
        _NAMED.get(name, _PLAIN)[0 if chinese() else 1].format(_text("", each))
        for name, each in facts
        if each is not None
    )


def _word(words: tuple[str, str]) -> str:
    return words[0 if chinese() else 1]
