"""Forms in a real browser: a double click is one deed, nothing typed is lost, and all works without script."""

import pytest
from playwright.sync_api import expect

from tests.console.browser.department import done, opened, told
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_button_that_is_pressed_twice_acts_once(visits: Visits, desk: Service):
    number = opened(desk)
    agent = visits.come("a-001:agent")
    page = agent.open(f"tickets/{number}/note")
    agent.fill(text="客户下午再打来")
    page.locator("main button.primary").dblclick()
    expect(page.locator("main")).to_contain_text("客户下午再打来")
    assert told(desk, number).count("note-added") == 1


def test_a_page_that_is_loaded_anew_after_a_form_acts_no_second_time(visits: Visits, desk: Service):
    number = opened(desk)
    agent = visits.come("a-001:agent", script=False)
    page = agent.act(number, "note", text="一次")
    page.wait_for_load_state()
    page.reload()
    assert agent.where == f"/desk/tickets/{number}"
    assert told(desk, number).count("note-added") == 1


def test_who_comes_second_is_told_what_changed_and_keeps_what_was_typed(visits: Visits, desk: Service):
    number = opened(desk)
    second = visits.come("s-001:supervisor", chinese=False)
    page = second.open(f"tickets/{number}/grade")
    second.fill(severity="urgent", reason="A production line stands still")
    done(desk, "a-001:agent", f"/tickets/{number}/note", text="先到")
    page.locator("main button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#f-reason")).to_have_value("A production line stands still")
    assert told(desk, number)[-1] == "note-added"
    page.locator("main button.primary").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert told(desk, number)[-1] == "ticket-graded"


def test_what_is_missing_is_told_beside_its_field_which_names_it_to_screen_readers(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("s-001:supervisor").send(number, "grade", severity="urgent", reason="")
    field = page.locator("#f-reason")
    expect(field).to_have_attribute("aria-invalid", "true")
    wrong = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(wrong).to_be_visible()
    expect(page.locator("#f-severity")).to_have_value("urgent")


@pytest.mark.slow
def test_whose_session_is_over_signs_in_and_goes_on_where_they_were(visits: Visits, desk: Service):
    number = opened(desk)
    agent = visits.come("a-001:agent", chinese=False)
    agent.open("register?text=E-002")
    agent.page.context.clear_cookies()
    page = agent.open(f"tickets/{number}")
    assert agent.where == "/desk/sign-in"
    page.fill("#token", desk.run["token"])
    page.locator("summary").click()
    page.fill("#acting", "a-001:agent")
    page.locator("main button.primary").click()
    assert agent.where == f"/desk/tickets/{number}"


def test_a_call_is_taken_without_script(visits: Visits, desk: Service):
    agent = visits.come("a-001:agent", script=False, phone=True)
    page = agent.open("intake")
    agent.fill(channel="phone", kind="fault", contact__phone="13611112222", summary="对讲无声")
    page.get_by_role("button", name="登记工单", exact=True).click()
    number = agent.where.rpartition("/")[2]
    assert told(desk, number) == ["ticket-opened"]
    page = agent.act(number, "acknowledge", channel="phone")
    expect(page.locator("main .status").first).to_have_text("已响应")


def test_what_was_typed_into_the_intake_survives_a_lost_page(visits: Visits):
    agent = visits.come("a-001:agent")
    page = agent.open("intake")
    agent.fill(channel="phone", kind="fault", contact__phone="13611112222", summary="对讲无声")
    page.reload()
    expect(page.locator("#f-summary")).to_have_value("对讲无声")
    expect(page.locator("#f-contact-phone")).to_have_value("13611112222")


def test_the_language_is_changed_by_one_button_and_remembered(visits: Visits):
    agent = visits.come("a-001:agent")
    page = agent.open("tasks")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tasks")
    assert agent.open("register").evaluate("document.documentElement.lang") == "en"
