"""``gongdan token``: lets a member of staff in from elsewhere."""

from typing import Annotated, Final

import typer

from domain.record.identity import is_customer_key
from domain.wording import ROLES
from gongdan.access.acting import OPERATOR, is_staff
from gongdan.access.tokens import TokenSigner
from gongdan.cli.asking.client import hint
from gongdan.cli.showing.said import say
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.service import home
from gongdan.settings import load_settings

HELP: Final = say(
    "为员工签发令牌。例：gongdan token e-003 --role engineer --days 30",
    "Make a token for a member of staff.\n\nExample: gongdan token e-003 --role engineer --days 30",
)
_DAY: Final = 86_400


def token(
    staff: Annotated[str, typer.Argument(metavar="STAFF", help=say("工号", "staff number"))],
    role: Annotated[list[str], typer.Option("--role", help=say("角色，可多次给出", "a role; may be given repeatedly"))],
    days: Annotated[int, typer.Option(min=1, max=366, help=say("有效天数", "days that it is valid"))] = 30,
) -> None:
    if not is_staff(staff) or staff == OPERATOR:
        raise Failure("bad-staff", value=staff)
    for each in role:
        if each not in ROLES:
            raise Failure("bad-role", value=each, hint=hint(closest(each, ROLES)), allowed=", ".join(ROLES))
    if ("customer" in role or staff.startswith("customer-")) and not is_customer_key(staff):
        raise Failure("customer-key-with-number", value=staff)
    settings = load_settings()
    home.prepare(settings.home)
    typer.echo(TokenSigner.open(settings.home).mint(staff, role, days * _DAY))
