"""What the register shows of a ticket's opening: masked as its pack says, and right once it was corrected."""

import pytest

from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.rulebook.reading import read
from domain.ticket.events import Contact, CorrectionRecorded, Problem, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from projections import register
from projections.lookups.packs import PackWords
from projections.sql.rows import Row
from tests.projections.every_event import SAID
from tests.projections.examples import OUR_PACK
from tests.projections.logs import ListLog

HANDBOOK, OURS = PackWords.of(shipped().newest("handbook")), PackWords.of(read(OUR_PACK, Pack))


def corrected(opened: TicketOpened, *right: tuple[str, str | None], pack: PackWords = HANDBOOK, of: int = 1) -> Row:
    """The row after the fields were corrected, one after another."""
    log = ListLog()
    log.happen("1", opened)
    for field, text in right:
        log.happen("1", CorrectionRecorded(version=of, field=field, right=text, reason="听错"))
    row = None
    for event in log.events:
        row = register.project(row, event, pack)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("field", "right", "column", "shown"),
    [
        ("customer_name", "李娜", "customer_name", "李*"),
        ("contact.name", "李娜", "contact", "李*"),
        ("contact.phone", "13900005678", "contact_detail", "139****5678"),
        ("contact.phone", "13900005678", "fault_contact_detail", "139****5678"),
        ("contact.salutation", "女士", "fault_customer", "*女士"),
        ("summary", "屏幕失灵", "summary", "屏幕失灵"),
        ("problem.phenomenon", "屏幕闪烁", "fault", "屏幕闪烁"),
        ("description", "屏幕闪烁", "fault", "屏幕闪烁"),
        ("product.name", "智能手机", "product", "智能手机"),
        ("product.model", "P50", "model", "P50"),
        ("product.serial", "202404B0002", "serial", "202404*****"),
        ("product.purchased", "2024-04", "purchased", "2024-04"),
        ("channel", "wechat", "channel", "wechat"),
        ("kind", "consultation", "kind", "consultation"),
    ],
)
def test_a_corrected_fact_is_shown_right_and_masked(field: str, right: str, column: str, shown: str):
    row = corrected(SAID, (field, right))
    assert (row[column], row["corrections"]) == (shown, 1)
    assert shown in (right, f"*{right}") or right not in str(row)


def test_a_fact_that_a_better_one_hides_stays_hidden_when_it_is_corrected():
    row = corrected(SAID, ("contact.email", "lina@example.com"), ("contact.salutation", "女士"), ("description", "甲"))
    assert (row["contact_detail"], row["contact"], row["summary"]) == ("138****5678", "张*", "无法启动")


def test_what_was_never_so_gives_way_to_the_next_best():
    row = corrected(SAID, ("contact.phone", None), ("contact.name", None), ("product.model", None))
    assert (row["contact_detail"], row["contact"], row["model"]) == ("z***@example.com", "*先生", None)


def test_a_better_fact_takes_the_place_of_the_one_shown():
    opened = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, contact=Contact(salutation="先生", wechat="zhang"))
    row = corrected(opened, ("contact.phone", "13900005678"), ("contact.name", "李娜"), ("contact.wechat", "li"))
    assert (row["contact_detail"], row["contact"]) == ("139****5678", "李*")


def test_a_correction_corrected_shows_the_last():
    row = corrected(SAID, ("summary", "屏幕失灵"), ("summary", "无法启动"))
    assert (row["summary"], row["corrections"]) == ("无法启动", 2)


def test_a_correction_of_another_event_leaves_the_opening_as_it_is():
    assert corrected(SAID, ("summary", "屏幕失灵"), of=2)["summary"] == "无法启动"


def test_what_was_taken_for_a_company_is_masked_once_it_is_a_person():
    company = SAID.model_copy(update={"company": True, "customer_name": "王伟"})
    assert corrected(company)["customer_name"] == "王伟"
    row = corrected(company, ("company", "false"), ("customer_name", "李娜"))
    assert (row["customer_name"], row["fault_customer"]) == ("李*", "李*")
    assert "王伟" not in str(row)


def test_the_masks_are_the_packs_own():
    row = corrected(SAID, pack=OURS)
    assert (row["contact_detail"], row["fault_contact_detail"]) == ("138****5678", "z***@example.com")
    assert row["fault_customer"] == "王*"
    assert corrected(SAID)["fault_customer"] == "*先生"


@pytest.mark.parametrize(
    ("name", "salutation", "shown"),
    [
        ("王伟", "女士", "*女士"),
        ("王先生", None, "*先生"),
        ("王伟", None, "王*"),
        ("先生", None, "*先生"),
        (None, None, None),
    ],
)
def test_a_customer_is_shown_by_salutation_where_one_is_known(
    name: str | None, salutation: str | None, shown: str | None
):
    opened = TicketOpened(
        channel=Channel.PHONE, kind=Kind.FAULT, customer_name=name, contact=Contact(salutation=salutation)
    )
    assert corrected(opened)["fault_customer"] == shown


def test_a_fault_is_told_by_the_fullest_text_there_is():
    opened = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="甲")
    problem = Problem(phenomenon="乙")
    assert corrected(opened)["fault"] == "甲"
    assert corrected(opened.model_copy(update={"problem": problem}))["fault"] == "乙"
    said = corrected(opened.model_copy(update={"problem": problem, "description": "坏" * 400}))
    assert said["fault"] == "坏" * 299 + "…"
