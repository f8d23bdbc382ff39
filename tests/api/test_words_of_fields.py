"""Every kind of mistake that a rule of ours finds in a field is said in words, in both languages."""

import re
from pathlib import Path

import pytest

from api.manners.validation import word

ROOT = Path(__file__).parents[2]
KINDS = sorted(
    {
        kind
        for folder in ("domain", "api", "gongdan")
        for path in (ROOT / folder).rglob("*.py")
        for kind in re.findall(r'PydanticCustomError\(\s*"(\w+)"', path.read_text("utf-8"))
    }
)
NAMED = {"name": "x", "most": 1, "expected": "x"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_of_ours_has_its_words(kind: str):
    said = {"type": kind, "loc": ("body", "terms"), "ctx": NAMED}
    assert word(said, "zh") != "无效"
    assert word(said, "en") != "is not valid"
