"""Takes pictures of the pages, with a made-up month behind them.

``python -m docs.images.console.make [HOME [NAME …]]``: with a HOME, of a month made already; with names, these alone.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from docs.images.console.shots import AGENT, MANAGER, SHOTS, Known, Shot
from tests.console.browser.conftest import FLAGS
from tests.console.browser.visiting import DESKTOP, PHONE, sign_in

HERE = Path(__file__).parent
LARGEST = 100_000
"""Bytes of a picture."""
QUALITIES = (85, 70, 50)
DEMO = ("demo", "--months", "1", "--tickets-per-day", "6", "--seed", "7")


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
    known, chosen = _known(run), sys.argv[2:]
    with sync_playwright() as playwright:
        for language, tag in (("zh", "zh-CN"), ("en", "en-GB")):
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[*FLAGS, f"--lang={tag}"],
                env={**os.environ, "LANGUAGE": tag},
            )
            for shot in SHOTS:
                if chosen and shot.name not in chosen:
                    continue
                content = _picture(browser, run, shot, tag, known)
                (HERE / f"{shot.name}.{language}.webp").write_bytes(content)
            browser.close()


def _known(run: dict[str, Any]) -> Known:
    headers = {"Authorization": f"Bearer {run['token']}", "Gongdan-As": MANAGER}
    with httpx.Client(base_url=run["api"], headers=headers, timeout=60) as http:

        def answered(address: str, **said: str) -> Any:
            return http.get(address, params=said).raise_for_status().json()

        newest = answered("/register", after="now", status="in-progress", sort="-reported")["items"][0]["number"]
        closed = [each["number"] for each in answered("/register", status="closed", sort="-reported")["items"]]
        long = max(closed, key=lambda number: answered(f"/tickets/{number}")["version"])
        other = next(number for number in closed if number != long)
        http.headers["Gongdan-As"] = "p-001:privacy-officer"
        said = http.post(f"/tickets/{other}/unmasking", json={"reason": "核对序列号"}).raise_for_status().json()
        serial = next(each["value"] for each in said["personal"] if each["field"].endswith("serial"))
        http.headers["Gongdan-As"] = MANAGER
        engineer = next(each["engineer"] for each in answered("/visits")["items"] if each["state"] != "cancelled")
        http.headers["Gongdan-As"] = AGENT
        solved = answered("/register", status="resolved", sort="-reported")["items"][0]["number"]
        codes = [answered(f"/tickets/{number}/follow-code")["code"] for number in (newest, solved)]
        return Known(newest, long, codes[0], serial, engineer, solved, codes[1])


def _picture(browser: Browser, run: dict[str, Any], shot: Shot, tag: str, known: Known) -> bytes:
    width, height = PHONE if shot.phone else DESKTOP
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=tag,
        color_scheme=shot.scheme,
        timezone_id="Asia/Shanghai",
    )
    if shot.acting:
        sign_in(context, run["api"], run["token"], shot.acting.replace("ENGINEER", known.engineer))
    page = context.new_page()
    page.set_default_timeout(60_000)
    address = shot.address.replace("NEWEST", known.newest).replace("LONG", known.long)
    address = address.replace("ENGINEER", known.engineer)
    page.goto(f"{run['api']}{'' if address.startswith('/') else '/desk/'}{address}")
    if shot.paper:
        page.emulate_media(media="print")
    if shot.do is not None:
        shot.do(page, known)
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
