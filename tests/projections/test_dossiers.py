"""The archive, on both databases: found by customer, product, cause, result and time; what was corrected; what lacked."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

import pytest

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel, Kind
from projections import customers, dossiers, register
from projections.dossiers import DossierFilter
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at

Found = Callable[..., Awaitable[list[Row]]]

FIRST, SECOND = "202405-00001", "202405-00002"
COOLER = e.TicketOpened(
    channel=Channel.PHONE,
    kind=Kind.FAULT,
    customer_name="远山科技有限公司",
    company=True,
    product=e.Product(name="智能空调", model="KFR-35"),
)
ARCHIVED = e.TicketArchived(
    fault_type="hardware", category="电源", cause="电源板受潮", closed_as="satisfied", closed=at("18:00")
)
ASKED = e.TicketOpened(channel=Channel.PHONE, kind=Kind.CONSULTATION, customer_name="李娜")
ALL = DossierFilter()
ANSWERED = e.TicketArchived(cause="不熟悉菜单", closed_as="supervisor", closed=at("09:00", "2024-05-09"))


def keeps(closed: datetime, policy: str | None) -> date:
    return closed.date().replace(year=closed.year + 3)


@pytest.fixture
def found(log: ListLog, store: ReadStore, running: Running) -> Found:
    """The rows that are left by a filter, once all of the log is shown."""

    async def find(only: DossierFilter = ALL) -> list[Row]:
        async with running(
            log, store, projections=[dossiers.PROJECTION, register.PROJECTION, customers.PROJECTION]
        ) as runner:
            assert await runner.wait_for(len(log.events), 5)
        with store.read() as connection:
            page = dossiers.page(connection, only, keeps, sort="number")
            assert dossiers.count(connection, only) == len(page.rows)
        return page.rows

    return find


@pytest.fixture
def two(log: ListLog) -> ListLog:
    """A repair and a consultation, both put away; a third one was closed and is not yet."""
    log.happen(FIRST, COOLER)
    log.happen(FIRST, e.ServiceRecordCompleted(gaps=("serial", "feedback")))
    log.happen(FIRST, ARCHIVED, at("10:00", "2024-05-10"), by="c-001", role="clerk")
    log.happen(SECOND, ASKED)
    log.happen(SECOND, ANSWERED, at("11:00", "2024-05-10"), by="c-001", role="clerk")
    log.happen("202405-00003", ASKED)
    log.happen("202405-00003", e.ServiceRecordCompleted(gaps=()))
    return log


WANTED = [
    (DossierFilter(), [FIRST, SECOND]),
    (DossierFilter(text="远山"), [FIRST]),
    (DossierFilter(text="受潮"), [FIRST]),
    (DossierFilter(text="00002"), [SECOND]),
    (DossierFilter(text="%"), []),
    (DossierFilter(text="\0"), []),
    (DossierFilter(product="空调"), [FIRST]),
    (DossierFilter(model="kfr"), [FIRST]),
    (DossierFilter(fault_types=["hardware"]), [FIRST]),
    (DossierFilter(closed_as=["supervisor", "unanswered"]), [SECOND]),
    (DossierFilter(since=at("00:00", "2024-05-09")), [SECOND]),
    (DossierFilter(until=at("00:00", "2024-05-09")), [FIRST]),
]


@pytest.mark.parametrize(("only", "numbers"), WANTED)
async def test_an_archived_dossier_is_found_again(two: ListLog, found: Found, only: DossierFilter, numbers: list[str]):
    assert [row["number"] for row in await found(only)] == numbers


async def test_a_dossier_says_what_it_is_found_by_who_put_it_away_and_what_lacks(two: ListLog, found: Found):
    [row] = await found(DossierFilter(text=FIRST))
    assert (row["customer_name"], row["product"], row["closed_as"]) == ("远山科技有限公司", "智能空调", "satisfied")
    assert (row["archived_by"], row["gaps"], row["kept_until"]) == ("c-001", ["serial", "feedback"], date(2027, 5, 1))


async def test_what_is_corrected_of_the_ticket_or_of_its_archive_is_found_by_what_is_right(two: ListLog, found: Found):
    two.happen(FIRST, e.CorrectionRecorded(version=3, field="cause", right="进水", reason="写错"))
    two.happen(FIRST, e.CorrectionRecorded(version=1, field="product.model", right="KFR-50", reason="听错"))
    two.happen(FIRST, e.CorrectionRecorded(version=3, field="fault_type", right="no such type", reason="写错"))
    two.happen(FIRST, e.CorrectionRecorded(version=3, field="category", right="主板", reason="写错"))
    [row] = await found(DossierFilter(model="KFR-50", text="进水"))
    assert (row["cause"], row["fault_type"], row["category"]) == ("进水", "hardware", "主板")


async def test_what_the_archive_repeats_is_as_the_report_has_it_when_that_is_corrected_later(
    two: ListLog, found: Found
):
    number = "202405-00004"
    for event in (COOLER, e.ClosingReportWritten(cause="电源板受潮", handling="更换", lessons="无"), ARCHIVED):
        two.happen(number, event)
    two.happen(number, e.CorrectionRecorded(version=2, field="cause", right="进水", reason="写错"))
    [row] = await found(DossierFilter(text="进水"))
    assert (row["number"], row["cause"], row["fault_type"]) == (number, "进水", "hardware")


async def test_a_ticket_that_another_system_reopened_is_not_in_the_archive(two: ListLog, found: Found):
    two.happen(SECOND, e.TicketReopened(reason="又来电"))
    assert [row["number"] for row in await found()] == [FIRST]


async def test_the_sheet_has_a_line_a_dossier_under_the_departments_headings(
    two: ListLog, found: Found, reader: Reader
):
    rows = await found(DossierFilter(text=FIRST))
    [line] = dossiers.SHEET.texts(rows, reader)
    assert dict(zip(dossiers.SHEET.headings, line, strict=True)) == {
        "工单号": FIRST,
        "客户名称": "远山科技有限公司",
        "产品名称": "智能空调",
        "型号": "KFR-35",
        "诉求类型": "故障",
        "故障类型": "硬件",
        "故障类别": "电源",
        "原因": "电源板受潮",
        "结案方式": "客户满意",
        "结案时间": "2024-05-01 18:00",
        "归档时间": "2024-05-10 10:00",
        "归档人": "c-001",
        "保存至": "2027-05-01",
        "服务记录缺项": "SN码、客户反馈",
    }
