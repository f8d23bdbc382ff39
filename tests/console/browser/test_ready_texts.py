"""Ready texts and files in a real browser: copied by one button, usable without script, looked at in place."""

import pytest
from playwright.sync_api import expect

from tests.console.browser.department import opened, shown, told
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_ready_text_is_copied_by_one_button_and_recorded_by_another(visits: Visits, desk: Service):
    number = opened(desk)
    agent = visits.come("a-001:agent")
    agent.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = agent.open(f"tickets/{number}/write?as=chat")
    page.get_by_role("button", name="复制").first.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert number in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="已告知，记入工单").first.click()
    page.wait_for_url(f"**/tickets/{number}#*")
    assert told(desk, number)[-1] == "communication-logged"


@pytest.mark.slow
def test_without_script_the_text_is_selected_by_hand(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("a-001:agent", script=False, phone=True).open(f"tickets/{number}/write")
    expect(page.locator("#text-received")).to_be_editable()
    expect(page.locator(".copy").first).to_be_hidden()


def test_a_picture_is_chosen_sent_and_looked_at(visits: Visits, desk: Service):
    number = opened(desk)
    shown(desk, number)
    page = visits.come("a-001:agent").open(f"tickets/{number}")
    page.locator("#add-files summary").click()
    page.locator("#f-file").set_input_files(
        [{"name": "运行.log", "mimeType": "text/x-log", "buffer": "10:00 停机\n".encode()}]
    )
    page.locator("#add-files button").click()
    page.wait_for_url(f"**/tickets/{number}#files")
    expect(page.locator(".attached")).to_contain_text("运行.log")
    expect(page.locator(".attached img")).to_have_count(1)


@pytest.mark.slow
def test_a_file_is_sent_without_script(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("a-001:agent", script=False, phone=True).open(f"tickets/{number}/attach")
    page.locator("#f-file").set_input_files([{"name": "a.zip", "mimeType": "", "buffer": b"PK\x03\x04" + bytes(99)}])
    page.locator("main button.primary").click()
    expect(page.locator("#f-file-wrong")).to_be_visible()
    page.locator("#f-file").set_input_files([{"name": "a.log", "mimeType": "", "buffer": b"10:00 E-002\n"}])
    page.locator("main button.primary").click()
    expect(page.locator(".attached")).to_contain_text("a.log")
