"""An archived ticket found again in the register: by a person's full name, by time, product, cause and result (R34)."""

from datetime import UTC, datetime
from typing import Final

from domain.ticket.events import Contact, Product
from projections import register
from projections.register import RegisterFilter
from tests.scenarios.desk.tables import register_of
from tests.scenarios.grammar import Ask, Story, given, opens, scenario
from tests.scenarios.parts import Seen, Step
from tests.scenarios.people import agent, clerk
from tests.scenarios.told.ending.found_again import ARCHIVED
from tests.scenarios.told.taking_in.intake import CALL, FIRST, SECOND

YU_YAN: Final = CALL.model_copy(
    update={
        "customer_name": "余艳",
        "contact": Contact(name="余艳", phone="13812345678"),
        "product": Product(name="柜式空调", model="KFR-72LW", serial="SN20240100042"),
        "summary": "空调不制冷",
    }
)
PUT_AWAY: Final[tuple[Step, ...]] = (opens(agent, YU_YAN), *ARCHIVED[1:])
THEN: Final = "2027-05-01 14:00"
_JUNE: Final = datetime(2024, 5, 31, 16, tzinfo=UTC)


def found(**only: object) -> Ask:
    """The archived tickets of the register, by who may look customers up."""

    def ask(seen: Seen) -> list[tuple[str, str, str]]:
        wanted = RegisterFilter(archived=True, named=True, **only)  # type: ignore[arg-type]
        with register_of(seen) as connection:
            rows = register.page(connection, wanted).rows
        said = [(row["number"], f"{row['number']} {row['customer_name']} {row['product']}") for row in rows]
        return [(number, told, told) for number, told in said] or [("none", "没有找到", "nothing is found")]

    return ask


@scenario(
    "R34",
    zh="三年后按个人全名和工单号、时间、产品、原因、结果在登记表中找到归档的工单；登记表本身不含全名",
    en="Three years on an archived ticket is found in the register by a person's full name and its number, by time, "
    "product, cause and result; the register itself holds no full name",
)
def an_archived_ticket_is_found_again_in_the_register() -> Story:
    return (
        given(*PUT_AWAY, opens(agent, CALL))
        .when(clerk.looks("查找“余艳”和工单号", "looks for 余艳 and the number").on(THEN))
        .then_seen(found(text=f"余艳 {FIRST}"), FIRST)
        .then_seen(found(text=f"余艳 {SECOND}"), "none")
        .when(clerk.looks("查找“余艳艳”", "looks for 余艳艳"))
        .then_seen(found(text="余艳艳"), "none")
        .when(clerk.looks("按产品和两个字的词查找", "looks by product, and for a word of two signs"))
        .then_seen(found(product=("柜式空调",), text="制冷"), FIRST)
        .when(clerk.looks("按故障类型、原因和结案方式查找", "looks by type of fault, cause and result"))
        .then_seen(found(fault_type=("hardware",), closed_as=("satisfied",), text="老化"), FIRST)
        .when(clerk.looks("按 2024 年 6 月查找", "looks among those of June 2024"))
        .then_seen(found(reported_from=_JUNE), "none")
        .then_seen(found(reported_to=_JUNE), FIRST)
    )
