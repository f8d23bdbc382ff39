"""Templates say the same whether what they call is called at once or by way of the page that they are part of."""

from enum import StrEnum
from gettext import NullTranslations

import pytest
from jinja2 import UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gongdan.console.shell.environment import environment


class Shouted(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.replace("of", "OF")


def said(template: str, **named: object) -> str:
    return environment("gongdan.console", Shouted()).from_string(template).render(named)


def test_a_sentence_is_told_in_the_readers_language():
    assert said('{{ _("100%% of <b>") }}') == "100% OF <b>"


def test_what_fills_a_gap_is_escaped():
    assert said('{{ _("%%d of %(who)s", who=who) }}', who="<i>") == "%d OF &lt;i&gt;"


def test_a_plural_is_told_by_its_number():
    assert said("{% trans n=2 %}one{% pluralize %}{{ n }} of them{% endtrans %}") == "2 of them"


def test_what_a_function_says_is_escaped_and_what_it_marks_as_html_is_not():
    words = {"plain": lambda: "<b>", "marked": lambda: Markup("<b>"), "cut": "xx<b>".removeprefix}
    assert said('{{ plain() }}{{ marked() }}{{ cut("xx") }}', **words) == "&lt;b&gt;<b>&lt;b&gt;"


def test_who_asks_for_the_page_still_gets_it():
    @pass_context
    def page_of(context: Context, what: str) -> str:
        return f"{what} {context['row']}"

    template = '{% for each in rows %}{% set row = each %}{{ page_of("of") }};{% endfor %}{{ page_of("of") }}'
    assert said(template, page_of=page_of, rows=(1, 2), row=0) == "of 1;of 2;of 0"


def test_a_macro_is_called_as_ever():
    assert said("{% macro a(x, y=2) %}<i>{{ x }}{{ y }}</i>{% endmacro %}{{ a('&') }}") == "<i>&amp;2</i>"


class Coded(StrEnum):
    ANGLE = "<a>"


def test_what_is_put_is_escaped_once_however_it_comes_there():
    text, escaped = "<x>&'\"", "&lt;x&gt;&amp;&#39;&#34;"
    kept = "{% set kept %}{{ text }}{% endset %}{{ kept }}{{ kept ~ text }}"
    kept += "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(text) }}"
    assert said("{{ text }}{{ [text] | join('<') }}", text=text) == escaped * 2
    assert said(kept, text=text) == escaped * 4
    assert said("{{ marked }}{{ 3 }}{{ nothing }}{{ code }}", marked=Markup("<b>"), nothing=None, code=Coded.ANGLE) == (
        "<b>3None&lt;a&gt;"
    )


def test_what_is_not_there_is_no_page():
    with pytest.raises(UndefinedError):
        said("{{ missing }}")
