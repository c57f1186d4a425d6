"""Pages, fragments and what htmx is told."""

import json

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from jinja2 import DictLoader, UndefinedError

from tenure.foundation.ui import htmx
from tenure.foundation.ui.render import fragment, render

PAGE = """<ul>{% for name in names %}{% block row scoped %}<li>{{ ui.badge(name) }}{{ _("Yes") }}</li>{% endblock %}{% endfor %}</ul>"""


@pytest.fixture
def request_():
    request = RequestFactory().get("/")
    request._messages = []
    return request


@pytest.fixture(autouse=True)
def page(monkeypatch):
    made = engines["jinja2"].env
    monkeypatch.setattr(made, "loader", DictLoader({"page.html": PAGE, "ui/badge.html": BADGE}))
    monkeypatch.setattr(made, "cache", None)


BADGE = "{% macro badge(label) %}[{{ label }}]{% endmacro %}"


def test_a_page_is_rendered_whole(request_):
    answer = render(request_, "page.html", {"names": ["a", "<b>"]})
    assert answer.content.decode() == "<ul><li>[a]Yes</li><li>[&lt;b&gt;]Yes</li></ul>"


def test_one_row_is_rendered_alone_with_components_and_words(request_):
    answer = fragment(request_, "page.html", "row", {"name": "a"}, status=201)
    assert (answer.status_code, answer.content.decode()) == (201, "<li>[a]Yes</li>")


def test_a_forgotten_value_is_an_error(request_):
    with pytest.raises(UndefinedError):
        fragment(request_, "page.html", "row")


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_a_fragment_is_asked_for_by_htmx_alone(headers, asked):
    assert htmx.is_htmx(RequestFactory().get("/", headers=headers)) is asked


def test_the_browser_is_sent_elsewhere_whichever_way_it_asked():
    plain = htmx.redirect(RequestFactory().post("/"), "/there")
    asked = htmx.redirect(RequestFactory().post("/", headers={"HX-Request": "true"}), "/there")
    assert (plain.status_code, plain["Location"]) == (302, "/there")
    assert (asked.status_code, asked["HX-Redirect"]) == (204, "/there")


def test_events_add_up():
    answer = htmx.close_dialog(htmx.toast(HttpResponse(), "Saved"))
    assert json.loads(answer["HX-Trigger"]) == {
        "tenure:toast": {"text": "Saved", "kind": "success"},
        "tenure:close": {},
    }
