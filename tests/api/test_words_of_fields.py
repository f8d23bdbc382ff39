"""Every kind of mistake that a rule of ours finds in a field is said in words, in both languages."""

import re
from pathlib import Path

from api.manners.validation import word

ROOT = Path(__file__).parents[2]
NAMED = {"name": "x", "most": 1, "expected": "x"}


def test_every_rule_of_ours_has_its_words():
    kinds = {
        kind
        for folder in ("domain", "api", "gongdan")
        for path in (ROOT / folder).rglob("*.py")
        for kind in re.findall(r'PydanticCustomError\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert kinds
    for kind in sorted(kinds):
        said = {"type": kind, "loc": ("body", "terms"), "ctx": NAMED}
        assert word(said, "zh") != "无效", kind
        assert word(said, "en") != "is not valid", kind
