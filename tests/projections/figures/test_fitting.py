"""A report of more figures than it may hold keeps those of the most cases, and is not held up."""

from decimal import Decimal

from domain.reports.figure import By, Figure, Measure
from domain.reports.report import MOST, PublishReport
from projections.figures.fitting import fitted
from tests.projections.figures.counting import NOW


def some(measure: Measure, by: By | None, *bases: int) -> list[Figure]:
    return [
        Figure(measure=measure, by=by, of=f"{by}-{place}" if by else None, value=Decimal(0), base=base)
        for place, base in enumerate(bases)
    ]


def test_what_fits_is_left_as_it_is():
    figures = some("failure", "batch", 3, 1, 2)
    assert fitted(figures, 3) == tuple(figures)


def test_the_longest_breakdown_is_cut_to_those_of_the_most_cases_in_their_order():
    alone, products, batches = (
        some("tickets", None, 9),
        some("tickets", "product", 4, 5),
        some("failure", "batch", 3, 1, 2),
    )
    assert fitted([*alone, *products, *batches], 5) == (*alone, *products, batches[0], batches[2])


def test_a_flagged_model_stays_however_few_it_sold():
    models = some("failure", "model", 500, 400, 3)
    assert [figure.of for figure in fitted(models, 2, {"model-2"})] == ["model-0", "model-2"]


def test_a_report_of_three_thousand_batches_comes_out():
    bases = tuple(range(1, 3_001))
    figures = [*some("failure", "batch", *bases), *some("repair-return", "batch", *bases)]
    kept = fitted(figures, MOST)
    assert len(kept) == MOST
    said = PublishReport(period="2024-05", through=1, due=NOW, figures=kept, left_out=len(figures) - len(kept))
    assert said.left_out == 1_000
