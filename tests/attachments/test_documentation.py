"""docs/attachments.md and its Chinese twin name every type, ending, limit and refusal there is, and say the same."""

import re
from pathlib import Path

import pytest

from gongdan.attachments.admitting.limits import KINDS, Limits
from gongdan.attachments.admitting.media import MEDIA
from gongdan.attachments.admitting.names import LONGEST
from gongdan.attachments.refusals import TEXTS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / name).read_text() for name in ("attachments.md", "attachments.zh.md")}


@pytest.mark.parametrize("page", PAGES)
def test_every_type_stands_there_with_its_endings(page: str):
    rows = re.findall(r"^\| `(\w+/\S+)` \| (.+) \| (\S+) \|$", PAGES[page], re.MULTILINE)
    words = {"attachments.zh.md": {"picture": "图片", "video": "视频", "other": "其他"}}.get(page, {})
    expected = [(each.type, " ".join(f"`{end}`" for end in each.endings), each.kind) for each in MEDIA]
    assert rows == [(kind, endings, words.get(group, group)) for kind, endings, group in expected]


@pytest.mark.parametrize("page", PAGES)
def test_every_refusal_and_limit_stands_there(page: str):
    assert re.findall(r"^\| `(attachments?-[a-z-]+)` \|", PAGES[page], re.MULTILINE) == list(TEXTS)
    for kind in KINDS:
        assert f"{Limits().of(kind)} MB" in PAGES[page]
    assert str(LONGEST) in PAGES[page]


def test_both_languages_have_the_same_sections_and_rows():
    english, chinese = (page.splitlines() for page in PAGES.values())
    for mark in ("## ", "| ", "- **"):
        assert sum(line.startswith(mark) for line in chinese) == sum(line.startswith(mark) for line in english), mark


@pytest.mark.parametrize("code", TEXTS)
def test_a_refusal_is_one_sentence_or_two_in_each_language(code: str):
    chinese, english = TEXTS[code]
    assert sorted(re.findall(r"{\w+}", chinese)) == sorted(re.findall(r"{\w+}", english))
    assert chinese.endswith("。")
    assert english.endswith(".")
    assert not re.search(r"[\u4e00-\u9fff]", english)
