"""What is inside a list of an inspection or an article is called by its own words, codes too."""

import pytest

from domain.refusals import Language
from gongdan.cli.showing.labels import facts, value

SCORED = {"weights": [{"item": "diagnosis", "most": 100, "weight": 2}], "scores": [{"item": "diagnosis", "points": 60}]}
STEPS = {"steps": [{"name": "filter", "question": "?", "choices": [{"answer": "否", "conclusion": "清洗滤网"}]}]}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_item_of_a_form_is_a_product(language: Language) -> None:
    told = facts(SCORED, language, of="ticket-scored")
    assert "产品编号" not in told
    assert "punctual" not in told
    assert value("ticket-scored.item", "diagnosis", language) in told
    assert value("ticket-scored.item", "diagnosis", language) != "diagnosis" or language == "en"


def test_weights_and_scores_are_told_in_chinese() -> None:
    assert facts(SCORED, "zh", of="ticket-scored").startswith("权重：[项目：")
    assert "满分：100；权重：2" in facts(SCORED, "zh", of="ticket-scored")
    assert "得分：60" in facts(SCORED, "zh", of="ticket-scored")


def test_guided_steps_are_told_in_chinese() -> None:
    told = facts(STEPS, "zh", of="article-drafted")
    assert told == "自查步骤：[步骤：filter；问题：?；回答：[回答：否；结论：清洗滤网]]"
