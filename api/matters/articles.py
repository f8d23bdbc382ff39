"""Articles of the knowledge base over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.articles.decide import ARTICLE

_NOUNS: Final = {
    "revise-article": "revision",
    "review-article": "review",
    "publish-article": "publication",
    "withdraw-article": "withdrawal",
    "count-help": "help",
}
_TEXT: Final[Example] = {
    "title": "空调不制冷怎么办",
    "body": "先查滤网，再看室外机是否结霜；仍不制冷请报修。",
    "title_en": "The air conditioner does not cool",
    "body_en": "Check the filter, then the outdoor unit for frost; if it still does not cool, report it.",
    "product": "智能空调",
    "error_code": "E-05",
}
_EXAMPLES: Final[dict[str, Example]] = {
    "draft-article": {"ticket": "202405-00123", **_TEXT},
    "revise-article": {**_TEXT, "model": "KFR-35"},
    "review-article": {"verdict": "approved", "words": "与维修手册一致"},
    "publish-article": {},
    "withdraw-article": {"reason": "该型号已停产，内容不再适用"},
    "count-help": {"ticket": "202405-00123"},
}

ARTICLES: Final = Offered(ARTICLE, "articles", "draft", _NOUNS, _EXAMPLES)
