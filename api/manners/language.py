"""Which language a client wants to read: Chinese unless it prefers English."""

from starlette.requests import HTTPConnection

from domain.refusals import Language


def language_of(request: HTTPConnection) -> Language:
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> Language:
    """The better weighted of Chinese and English in an Accept-Language header; Chinese where neither is named."""
    weights = dict.fromkeys(("zh", "en"), 0.0)
    for part in accepted.split(","):
        name, _, weight = part.strip().partition(";q=")
        code = name.lower().partition("-")[0]
        if code in weights:
            weights[code] = max(weights[code], _number(weight))
    return "en" if weights["en"] > weights["zh"] else "zh"


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
