"""What the API's own problems say on pages, whose readers know of no headers, keys and descriptions of an interface."""

from typing import Final

from api.manners.problems import ApiProblem
from domain.refusals import Language

_SAID: Final = {
    "version-changed": (
        "其间有人作了更改：请先看有何变化；如仍要如此，请再按一次。",
        "It was changed meanwhile: look at what is new, and press again if you still mean it.",
    ),
    "key-reused": (
        "此表单已提交过，内容与现在不同；未再作更改，请重新打开表单。",
        "This form was sent before and said something else. Nothing more was changed: open the form anew.",
    ),
    "report-not-found": (
        "没有这一期的报告；已发布的都在“报告”页。",
        "There is no report of that period: those that came out stand under Reports.",
    ),
    "no-route": ("没有这个页面；请核对地址。", "There is no such page: check the address."),
    "wrong-method": ("此地址不能这样打开；请返回上一页。", "This address is not opened like that: go back a page."),
}


def spoken(problem: ApiProblem, language: Language) -> str:
    return spoken_of(problem.code, problem.say(language), language)


def spoken_of(code: str, otherwise: str, language: Language) -> str:
    """Of the problem with this code; ``otherwise`` what the API says."""
    found = _SAID.get(code)
    return found[0 if language == "zh" else 1] if found else otherwise
