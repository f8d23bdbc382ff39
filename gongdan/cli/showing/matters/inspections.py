"""The words of quality inspections."""

from typing import Final

from domain.matters.inspections.forms import FORMS
from domain.wording import Words

FIELDS: Final[Words] = {
    "ticket-sampled.form": ("评分表", "form"),
    "ticket-sampled.about": ("被检人", "whose work"),
    "ticket-sampled.reason": ("抽检原因", "reason"),
    "ticket-scored.form": ("评分表", "form"),
    "ticket-scored.weights": ("权重", "weights"),
    "ticket-scored.most": ("满分", "the most"),
    "ticket-scored.weight": ("权重", "weight"),
    "ticket-scored.scores": ("评分", "scores"),
    "ticket-scored.item": ("项目", "item"),
    "ticket-scored.points": ("得分", "points"),
    "ticket-scored.words": ("说明", "in words"),
    "ticket-scored.total": ("总分", "total"),
    "ticket-scored.pass_mark": ("合格线", "pass mark"),
    "ticket-scored.passed": ("合格", "passed"),
    "ticket-scored.answer_by": ("答复期限", "to be answered by"),
    "finding-answered.agrees": ("认可", "agrees"),
    "finding-answered.words": ("答复", "answer"),
    "finding-answer-accepted.words": ("采纳理由", "in words"),
    "finding-upheld.measure": ("措施", "measure"),
    "inspection.form": ("评分表", "form"),
    "inspection.total": ("总分", "total"),
    "inspection.pass_mark": ("合格线", "pass mark"),
    "inspection.agrees": ("本人认可", "agrees"),
}

CODES: Final[dict[str, Words]] = {
    "ticket-scored.item": {item.item: (item.zh, item.en) for form in FORMS.values() for item in form.items},
    "ticket-sampled.form": {code: (form.zh, form.en) for code, form in FORMS.items()},
}
