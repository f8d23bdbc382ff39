"""Customers, staff and intake from the command line, against the whole program."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gongdan.failures import REFUSED, WRONG_USAGE
from tests.whole.service import Service, start

PHONE, SERIAL = "13812345678", "202403A0001"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("people"))
    yield running
    running.stop()


def said(service: Service, *words: str, lang: str = "en") -> str:
    done = service.command(*words, lang=lang)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answered(service: Service, *words: str) -> Any:
    return json.loads(said(service, *words, "--json"))


@pytest.fixture(scope="module")
def customer(service: Service) -> str:
    """Zhang, with an air conditioner and an open ticket."""
    words = ("customer", "register", "name=张伟", "contact.name=张伟", f"contact.phone={PHONE}", "--as", "a-001")
    number = answered(service, *words)["number"]
    product = ("product.name=智能空调", f"product.serial={SERIAL}", "product.purchased=2024-03")
    said(service, "customer", "do", number, "register-product", *product, "--as", "a-001")
    about = ("channel=phone", "summary=不制冷", f"customer=customer-{number}", f"product.serial={SERIAL}")
    said(service, "ticket", "open", *about, "--as", "a-001")
    return number


@pytest.mark.parametrize(
    ("lang", "warned", "owned"), [("en", "may be the same report", "202403*****"), ("zh", "重复报修", "过保")]
)
def test_a_caller_is_found_with_what_they_own_and_what_is_open(
    service: Service, customer: str, lang: str, warned: str, owned: str
) -> None:
    shown = said(service, "find", "--phone", "138 1234 5678", "--as", "a-001", lang=lang)
    assert warned in shown
    assert owned in shown
    assert "138****5678" in shown
    assert PHONE not in shown


def test_nobody_is_found_by_what_nobody_has(service: Service) -> None:
    assert "Nobody was found." in said(service, "find", "--serial", "XX-0000-YY", "--as", "a-001")


def test_a_search_needs_exactly_one_value(service: Service) -> None:
    refused = service.command("find", "--as", "a-001")
    assert refused.returncode in (REFUSED, WRONG_USAGE)
    assert "exactly one" in refused.stderr


def test_a_customer_is_shown_with_history_and_in_the_list(service: Service, customer: str) -> None:
    assert "张*" in said(service, "customer", "show", customer, "--as", "a-001", lang="zh")
    assert "customer registered" in said(service, "customer", "history", customer, "--as", "a-001")
    assert f"customer-{customer}" in said(service, "customer", "list", "--as", "a-001")


def test_no_byte_of_the_read_models_holds_the_phone_or_serial_number(service: Service, customer: str) -> None:
    files = [path for path in service.home.glob("projections.db*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert not any(secret.encode() in content for secret in (PHONE, SERIAL, "张伟"))


def test_staff_are_entered_and_ranked_for_a_ticket(service: Service, customer: str) -> None:
    administrator, supervisor = ("--as", "adm:administrator"), ("--as", "s-001:supervisor")
    said(service, "staff", "join", "number=003", "name=张工", "office=技术员", "since=2020-01-01", *administrator)
    said(service, "staff", "do", "003", "grant-role", "role=engineer", "since=2020-01-01", *administrator)
    said(service, "staff", "do", "003", "certify-skill", "skill=空调", "since=2020-01-01", *supervisor)
    shifts = json.dumps([{"day": "2024-05-01", "start": "08:00", "end": "17:00"}])
    roster = ("since=2024-05-01", "until=2024-05-02", f"shifts={shifts}")
    said(service, "staff", "do", "003", "set-roster", *roster, *supervisor)
    assert "engineer" in said(service, "staff", "show", "003", *supervisor)
    assert "工程师" in said(service, "staff", "list", *supervisor, lang="zh")
    opened = ("channel=phone", "summary=x", "product.name=智能空调", "--as", "a-001")
    number = answered(service, "ticket", "open", *opened)["number"]
    assert "knows 空调 (+30)" in said(service, "staff", "candidates", number, *supervisor)
    assert "会修“空调” (+30)" in said(service, "staff", "candidates", number, *supervisor, lang="zh")


def test_the_roster_is_shown_day_by_day(service: Service) -> None:
    supervisor, away = ("--as", "s-001:supervisor"), ("since=2024-05-07", "until=2024-05-07", "kind=annual")
    said(
        service,
        "staff",
        "join",
        "number=007",
        "name=王工",
        "office=技术员",
        "since=2020-01-01",
        "--as",
        "adm:administrator",
    )
    said(service, "staff", "do", "007", "take-leave", *away, *supervisor)
    asked = ("staff", "roster", "--from", "2024-05-06", "--days", "2", *supervisor)
    assert "away" in said(service, *asked)
    assert "休假" in said(service, *asked, lang="zh")
    rows = {row["number"]: row for row in answered(service, *asked)["items"]}
    assert [day["state"] for day in rows["007"]["days"]] == ["unknown", "away"]


def test_an_action_that_is_none_is_told_what_was_meant(service: Service) -> None:
    refused = service.command("customer", "do", "C1", "renam", "name=x")
    assert refused.returncode == WRONG_USAGE
    assert "rename" in refused.stderr


def test_a_field_that_is_none_is_told_with_an_example(service: Service) -> None:
    refused = service.command("staff", "do", "003", "grant-role", "rol=engineer")
    assert refused.returncode == WRONG_USAGE
    assert "role" in refused.stderr
