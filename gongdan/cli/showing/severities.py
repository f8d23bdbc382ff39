"""What a department's own policy pack calls its severities, which the program has no words for."""

from typing import Any

from domain.policy.in_force import shipped
from domain.wording import Words
from gongdan.cli.asking.client import Client, Refused
from gongdan.cli.showing.said import chinese

Json = dict[str, Any]


class Severities:
    """Puts words in the place of codes; asks for each pack once, and leaves codes where its text may not be read."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, Words] = {pack.ref: {} for pack in shipped().packs}

    def told(self, said: Json, policy: str | None) -> None:
        """The severity in ``said`` by its word in that pack, ``our-desk@2``."""
        code = said.get("severity")
        if code is not None and policy is not None:
            said["severity"] = self._of(policy).get(code, (code, code))[0 if chinese() else 1]

    def _of(self, policy: str) -> Words:
        if policy not in self._known:
            self._known[policy] = self._asked(policy)
        return self._known[policy]

    def _asked(self, policy: str) -> Words:
        name, _, version = policy.partition("@")
        try:
            says = self._client.get(f"/policies/{name}", version=version).json()["says"]
        except Refused:
            return {}
        return {each["code"]: (each["zh"], each["en"]) for each in says["severities"]} if says else {}
