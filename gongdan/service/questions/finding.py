"""The answer to one question, in two languages, with what to do where it is not safe."""

from dataclasses import dataclass

from gongdan.failures import NOT_REACHABLE, REFUSED, Failure


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question."""

    name: str
    safe: bool
    chinese: str
    english: str
    exit_code: int = REFUSED

    def say(self, *, chinese: bool) -> str:
        return self.chinese if chinese else self.english


def unsafe(name: str, failure: Failure) -> Finding:
    code = NOT_REACHABLE if name == "service" else REFUSED
    return Finding(name, False, failure.say("zh"), failure.say("en"), code)
