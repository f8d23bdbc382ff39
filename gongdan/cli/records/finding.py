"""``gongdan find``: who calls, what they own, what is open, and what may be a duplicate or a repeat."""

from typing import Annotated

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.records.people import show_found
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

HELP = say(
    "按电话、邮箱、SN码或订单号查找客户与产品。\n\n例：gongdan find --phone 13812345678 --as a-001",
    "Find customers and products by phone, e-mail, serial or order number.\n\n"
    "Example: gongdan find --phone 13812345678 --as a-001",
)


def find(
    phone: Annotated[str | None, typer.Option(help=say("电话", "phone number"))] = None,
    email: Annotated[str | None, typer.Option(help=say("电子邮件", "e-mail address"))] = None,
    serial: Annotated[str | None, typer.Option(help=say("SN码", "serial number"))] = None,
    order: Annotated[str | None, typer.Option(help=say("订单号", "order number"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    said = {"phone": phone, "email": email, "serial": serial, "order_number": order}
    with Client(load_settings(), acting) as client:
        body = {name: value for name, value in said.items() if value is not None}
        found = client.post("/intake/lookup?after=now", body)
    as_json(found) if in_json else show_found(found)
