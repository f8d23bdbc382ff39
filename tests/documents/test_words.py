"""The words on documents: every one in both languages, and none that no document uses."""

import re
from pathlib import Path

import pytest

import gongdan.documents
from domain.ticket.dossier import HEADINGS
from gongdan.documents.typesetting import TEMPLATES
from gongdan.documents.wording import words

HAN = re.compile("[\u4e00-\u9fff]")
SOURCE = "\n".join(path.read_text() for path in Path(gongdan.documents.__path__[0]).rglob("*.py"))


@pytest.mark.parametrize("part", words())
def test_every_word_is_in_both_languages_with_the_same_facts(part: str):
    for key, (chinese, english) in words()[part].items():
        assert HAN.search(chinese) or key in ("solved-box", "unsolved-box"), key
        assert english, key
        assert not HAN.search(english), key
        assert sorted(re.findall(r"\{\w+\}", chinese)) == sorted(re.findall(r"\{\w+\}", english)), key


@pytest.mark.parametrize("part", sorted(set(words()) - {"title"}))
def test_no_word_is_left_that_nothing_prints(part: str):
    headings = HEADINGS if part == "section" else ()
    unused = [key for key in words()[part] if f'"{key}"' not in SOURCE and key not in headings]
    assert unused == []


def test_every_document_has_a_title_and_a_template():
    titles = set(words()["title"])
    assert titles == {path.stem for path in TEMPLATES.glob("*.typ")} - {"frame"}
    assert len(titles) == 10


def test_a_template_puts_only_sections_that_have_a_title():
    for template in TEMPLATES.glob("*.typ"):
        named = re.findall(r'put\("([a-z-]+)"', template.read_text())
        listed = re.findall(r"for key in \((.*?)\)", template.read_text())
        keys = {*named, *(key for each in listed for key in re.findall(r'"([a-z-]+)"', each))}
        assert keys <= set(words()["section"]), template.name
