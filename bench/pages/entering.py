"""Opens an account as people do, by one-time links, so that pages are asked for in a session that is looked up."""

import re
from typing import Final

import httpx

from tests.whole.service import Service

_PASSWORD: Final = "a long enough one, of no use elsewhere"  # noqa: S105 -- of an account that lives as long as the run
_LINK: Final = re.compile(r"/desk/link/[\w-]+")
_FIRST: Final = {"number": "m-900", "name": "管理员", "password": _PASSWORD, "again": _PASSWORD}
_SINCE: Final = "2020-01-01"


def session_of(service: Service, who: str) -> str:
    """The cookies of ``STAFF:ROLE``, who signed in by the link that an administrator gave them."""
    number, _, role = who.partition(":")
    with service.http("d-000:administrator") as operator:
        said = {"number": number, "name": "周敏", "office": "主管", "since": _SINCE}
        operator.post("/staff", json=said).raise_for_status()
        operator.post(f"/staff/{number}/role", json={"role": role, "since": _SINCE}).raise_for_status()
        operator.get("/staff", params={"after": "now"}).raise_for_status()
    with _browser(service) as administrator:
        _sent(administrator, _announced(service), _FIRST)
        opened = _sent(administrator, f"/desk/accounts/{number}/opening", {"key": "opening"})
    with _browser(service) as browser:
        _sent(browser, _LINK.findall(opened.text)[0], {"password": _PASSWORD, "again": _PASSWORD})
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def _announced(service: Service) -> str:
    """The link for the first administrator, which the program prints where it starts."""
    printed = (service.home.parent / f"{service.home.name}.out").read_text()
    return _LINK.findall(printed)[-1]


def _browser(service: Service) -> httpx.Client:
    where = service.run["api"]
    return httpx.Client(base_url=where, headers={"Origin": where}, follow_redirects=True, timeout=60)


def _sent(browser: httpx.Client, address: str, typed: dict[str, str]) -> httpx.Response:
    answer = browser.post(address, data=typed)
    assert answer.is_success, (address, answer.text)
    return answer
