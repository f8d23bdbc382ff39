"""Takes pictures of the pages, with a made-up month behind them.

``python -m docs.images.console.make [HOME [NAME …]]``: with a HOME, of a month made already; with names, these alone.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from docs.images.console.doing import Known
from docs.images.console.knowing import known_of
from docs.images.console.providing import provided_by
from docs.images.console.shots import FIRST, PROVIDED, SHOTS, Shot
from tests.accounts.issuer import issuing
from tests.console.browser.conftest import FLAGS
from tests.console.browser.visiting import DESKTOP, PHONE, sign_in

HERE = Path(__file__).parent
LARGEST = 100_000
"""Bytes of a picture."""
QUALITIES = (85, 70, 50)
FIRST_LINK = re.compile(r"http\S+/desk/link/\S+")
DEMO = ("demo", "--months", "1", "--tickets-per-day", "6", "--seed", "7")


def main() -> None:
    _require_chinese()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        with _running(home) as run:
            if len(sys.argv) == 1:
                _program(home, *DEMO).wait()
            if first := FIRST_LINK.search(_said(home, "up").read_text()):
                _take(run, FIRST, first[0])
            _take(run, SHOTS)
        with issuing() as issuer, _running(home, **provided_by(issuer)) as run:
            _take(run, PROVIDED)


def _require_chinese() -> None:
    """End where no font here has Chinese signs: every picture would show boxes in their place, and none would fail."""
    fonts = shutil.which("fc-list")
    found = subprocess.run([fonts, ":lang=zh"], capture_output=True, check=True).stdout if fonts else b"?"  # noqa: S603
    if not found:
        sys.exit(
            "no font with Chinese signs is installed, of which these pictures are full: apt install fonts-noto-cjk"
        )


@contextmanager
def _running(home: Path, **more: str) -> Iterator[dict[str, Any]]:
    program = _program(home, "up", **more)
    try:
        yield _ready(home, program)
    finally:
        program.terminate()
        program.wait()


def _program(home: Path, *words: str, **more: str) -> "subprocess.Popen[bytes]":
    ours = {"GONGDAN_HOME": str(home), "GONGDAN_API_PORT": "0", "GONGDAN_NATS_PORT": "0", **more}
    command = [sys.executable, "-m", "docs.images.console.standing", *words]
    home.mkdir(parents=True, exist_ok=True)
    with _said(home, words[0]).open("wb") as said:
        return subprocess.Popen(command, env={**os.environ, **ours}, stdout=said)  # noqa: S603 -- ourselves


def _said(home: Path, program: str) -> Path:
    """What a program said in the terminal."""
    return home / f"{program}.said"


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


def _take(run: dict[str, Any], shots: Sequence[Shot], first: str = "") -> None:
    """``first`` is the address of the first administrator's link, where nobody has an account yet."""
    chosen = sys.argv[2:]
    with sync_playwright() as playwright:
        for language, tag in (("zh", "zh-CN"), ("en", "en-GB")):
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[*FLAGS, f"--lang={tag}"],
                env={**os.environ, "LANGUAGE": tag},
            )
            known = None if first else known_of(run)
            for shot in shots:
                if chosen and shot.name not in chosen:
                    continue
                content = _picture(browser, run, shot, tag, known, first)
                (HERE / f"{shot.name}.{language}.webp").write_bytes(content)
            browser.close()


def _picture(browser: Browser, run: dict[str, Any], shot: Shot, tag: str, known: Known | None, first: str) -> bytes:
    width, height = PHONE if shot.phone else DESKTOP
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=tag,
        color_scheme=shot.scheme,
        timezone_id="Asia/Shanghai",
    )
    if shot.acting:
        sign_in(context, run["api"], run["token"], _named(shot.acting, known))
    page = context.new_page()
    page.set_default_timeout(60_000)
    address = first if shot.address == "FIRST" else _named(shot.address, known)
    if not address.startswith("http"):
        address = f"{run['api']}{'' if address.startswith('/') else '/desk/'}{address}"
    page.goto(address)
    if shot.paper:
        page.emulate_media(media="print")
    if shot.do is not None:
        shot.do(page, known)
    content = _webp(page)
    context.close()
    return content


def _named(text: str, known: Known | None) -> str:
    """With what is known in place of the words for it."""
    if known is None:
        return text
    words = {
        "NEWEST": known.newest,
        "LONG": known.long,
        "ENGINEER": known.engineer,
        "PERSON": known.person.number,
        "LINK": known.link,
    }
    for word, said in words.items():
        text = text.replace(word, said)
    return text


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
