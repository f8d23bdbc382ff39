"""The pages about matters and their formats are those that the code writes."""

import pytest

from domain.refusals import Language
from tests.golden import matters_of_page
from tests.matters.page import PAGES, page


@pytest.mark.parametrize("language", PAGES)
def test_the_page_about_matters_is_the_one_the_tables_write(language: Language) -> None:
    """Out of step, it is written anew by ``python -m tests.matters.page``."""
    assert PAGES[language].read_text() == page(language)


def test_the_formats_of_matters_are_those_of_the_code() -> None:
    """Out of step, they are written anew by ``python -m tests.golden.matters_of_page``."""
    assert matters_of_page.PAGE.read_text() == matters_of_page.rewritten(matters_of_page.PAGE.read_text())
