"""Takes pictures of the pages, with a made-up month behind them: ``python -m docs.images.console.make [HOME]``."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from tests.console.browser.conftest import FLAGS
from tests.console.browser.visiting import DESKTOP, PHONE, sign_in

HERE = Path(__file__).parent
LARGEST = 100_000
"""Bytes of a picture."""
QUALITIES = (85, 70, 50)
DEMO = ("demo", "--months", "1", "--tickets-per-day", "6", "--seed", "7")
AGENT, SUPERVISOR, MANAGER = "a-001:agent", "s-001:supervisor", "m-001:manager"


@dataclass(frozen=True)
class Shot:
    """A page as somebody sees it; ``TICKET`` is the newest; ``typed`` is sent with its form's first button."""

    name: str
    address: str
    acting: str | None = MANAGER
    scheme: Literal["light", "dark"] = "light"
    phone: bool = False
    paper: bool = False
    typed: tuple[tuple[str, str], ...] | None = None


SHOTS = (
    Shot("sign-in", "sign-in", None),
    Shot("tasks", "tasks?whose=all"),
    Shot("tasks-phone", "tasks?whose=all", phone=True),
    Shot("register", "register"),
    Shot("register-dark", "register", scheme="dark"),
    Shot("register-phone", "register?status=in-progress", phone=True),
    Shot("register-empty", "register?text=没有这样的工单"),
    Shot("register-print", "register?status=in-progress", paper=True),
    Shot("intake", "intake", AGENT),
    Shot("intake-error", "intake", AGENT, typed=(("f-contact-phone", "abc"),)),
    Shot("ticket", "TICKET", AGENT),
    Shot("ticket-phone", "TICKET", AGENT, phone=True),
    Shot("grade", "TICKET/grade", SUPERVISOR),
    Shot("grade-error", "TICKET/grade", SUPERVISOR, typed=(("f-reason", ""),)),
    Shot("no-page", "tickets/202401-99999"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        program = _program(home, "up")
        try:
            run = _ready(home, program)
            if len(sys.argv) == 1:
                _program(home, *DEMO).wait()
            _take(run)
        finally:
            program.terminate()
            program.wait()


def _program(home: Path, *words: str) -> "subprocess.Popen[bytes]":
    ours = {"GONGDAN_HOME": str(home), "GONGDAN_API_PORT": "0", "GONGDAN_NATS_PORT": "0"}
    command = [sys.executable, "-m", "docs.images.console.standing", *words]
    return subprocess.Popen(command, env={**os.environ, **ours}, stdout=subprocess.DEVNULL)  # noqa: S603 -- ourselves


def _ready(home: Path, program: "subprocess.Popen[bytes]") -> dict[str, Any]:
    while program.poll() is None:
        try:
            run = json.loads((home / "run.json").read_text())
            if run["pid"] == program.pid and httpx.get(f"{run['api']}/readyz").is_success:
                return run
        except (OSError, ValueError, httpx.HTTPError):
            pass
        time.sleep(0.2)
    raise SystemExit("the service did not start")


def _take(run: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {run['token']}", "Gongdan-As": MANAGER}
    with httpx.Client(base_url=run["api"], headers=headers, timeout=60) as http:
        rows = http.get("/register", params={"after": "now", "status": "in-progress", "sort": "-reported"}).json()
    newest = f"tickets/{rows['items'][0]['number']}"
    with sync_playwright() as playwright:
        for language, tag in (("zh", "zh-CN"), ("en", "en-GB")):
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[*FLAGS, f"--lang={tag}"],
                env={**os.environ, "LANGUAGE": tag},
            )
            for shot in SHOTS:
                content = _picture(browser, run, shot, tag, shot.address.replace("TICKET", newest))
                (HERE / f"{shot.name}.{language}.webp").write_bytes(content)
            browser.close()


def _picture(browser: Browser, run: dict[str, Any], shot: Shot, tag: str, address: str) -> bytes:
    width, height = PHONE if shot.phone else DESKTOP
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=tag,
        color_scheme=shot.scheme,
        timezone_id="Asia/Shanghai",
    )
    if shot.acting:
        sign_in(context, run["api"], run["token"], shot.acting)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{run['api']}/desk/{address}")
    if shot.paper:
        page.emulate_media(media="print")
    if shot.typed is not None:
        for field, said in shot.typed:
            page.fill(f"#{field}", said)
        page.locator("main button.primary").first.click()
    content = _webp(page)
    context.close()
    return content


def _webp(page: Page) -> bytes:
    """As good as it can be and small."""
    session = page.context.new_cdp_session(page)
    for quality in QUALITIES:
        content = b64decode(session.send("Page.captureScreenshot", {"format": "webp", "quality": quality})["data"])
        if len(content) <= LARGEST:
            return content
    raise SystemExit(f"{page.url} takes more than {LARGEST} bytes")


if __name__ == "__main__":
    main()
