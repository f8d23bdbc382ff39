"""平均评分: mean score."""

import json
from decimal import Decimal
from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfSurvey
from projections.figures.valuing import mean, rounded
from projections.sql.rows import Row


def _each(row: Row) -> Decimal:
    """The mean of its questions."""
    scores = json.loads(row["scores"]).values()
    return rounded(sum(scores) / len(scores), 4)


METRIC: Final = Metric(
    name="score",
    title=("平均评分", "mean score"),
    unit="score",
    source=OfSurvey(),
    value=mean("score"),
    each=_each,
    formula=(
        "评分之和 ÷ 评分的个数",
        "sum of the scores ÷ number of scores",
    ),
    cases=(
        "期内最后一次答复的调查；未打分的问题不算；各单的值为其各问题的平均",
        (
            "surveys last answered in the period; a question left out is none; the value of one ticket is "
            "the mean of its questions"
        ),
    ),
    origin="R41",
    by=("question",),
    shown_by=("question",),
    moments=("answered",),
)
