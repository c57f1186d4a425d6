"""A list over roles: what is asked is what is answered, and nothing by the back door."""

from datetime import date

import pytest
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import HIDDEN, Actor, Held
from tenure.foundation.identity.models import Role
from tenure.foundation.lists import reading, view, words
from tenure.foundation.lists.actions import NameWanted, choose_columns, drop_view, keep_view
from tenure.foundation.lists.declaration import Column, Listing, register
from tenure.foundation.lists.export import safe
from tenure.foundation.lists.filters import Choice, Dates, Flag, Text
from tenure.foundation.lists.models import SavedView
from tenure.foundation.lists.refusals import BadAsk, BadCursor, BadValue, NotYours
from tenure.foundation.refusal import NotThere

pytestmark = pytest.mark.django_db
NAMES = ["Zoe", "Ása", "ben", "Ben", "Émile", "Ödön", "carl"]

roles = register(
    Listing(
        key="test-roles",
        title=_("Roles"),
        url_name="gallery",
        rows=lambda _ask: Role.objects.filter(code__startswith="t-"),
        columns=(
            Column("name", _("Name"), lambda r: r.name, sort="name", fixed=True),
            Column(
                "purpose",
                _("Purpose"),
                lambda r: r.purpose,
                sort="purpose",
                permission="secrets",
                groups=True,
            ),
            Column("plain", _("Plain"), lambda r: r.code),
        ),
        order="name",
        filters=(
            Choice(
                "kind",
                _("Kind"),
                options=lambda _a: [("a", "A"), ("b", "B")],
                where=lambda k, _a: Q(purpose__in=k),
            ),
            Text("secret", _("Secret"), column="purpose", permission="secrets"),
            Flag("shipped", _("Shipped"), where=lambda yes, _a: Q(shipped=yes)),
            Dates("made", _("Made"), where=lambda _s, _e, _a: Q()),
        ),
        also=("name",),
        suggest="name",
        rights=lambda _ask, _permission: Q(second_factor=True),
    )
)


@pytest.fixture
def actor(django_user_model):
    user = django_user_model.objects.create_user("list@example.org")
    return Actor(user.pk, None, date(2026, 3, 3))


@pytest.fixture
def trusted(actor):
    return Actor(actor.user_id, None, actor.today, held=(Held("secrets", "everyone"),))


@pytest.fixture
def some_roles():
    return [
        Role.objects.create(code=f"t-{n}", name=name, purpose="a" if n % 2 else "b", second_factor=n < 3)
        for n, name in enumerate(NAMES)
    ]


def walk(actor, **params):
    seen, cursor = [], ""
    while True:
        given = {k: [v] for k, v in params.items()} | ({"cursor": [cursor]} if cursor else {})
        page = reading.page(view.read(roles, actor, given))
        seen.append([line.row.name for line in page.lines])
        if page.next is None:
            return seen
        cursor = page.next


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_pages_hold_every_row_once_and_lead_back(actor, some_roles, sort):
    pages = walk(actor, sort=sort, limit="3")
    assert [len(page) for page in pages] == [3, 3, 1]
    flat = [name for page in pages for name in page]
    assert flat == sorted(NAMES, reverse=sort == "-name")
    second = reading.page(view.read(roles, actor, {"sort": [sort], "limit": ["3"]})).next
    there = reading.page(view.read(roles, actor, {"sort": [sort], "limit": ["3"], "cursor": [second]}))
    back = view.read(roles, actor, {"sort": [sort], "limit": ["3"], "cursor": [there.previous]})
    first = reading.page(back)
    assert [line.row.name for line in first.lines] == pages[0]
    assert first.previous is None


def test_equal_keys_are_told_apart(actor, trusted, some_roles):
    pages = walk(trusted, sort="purpose", limit="2")
    assert sorted(name for page in pages for name in page) == sorted(NAMES)


@pytest.mark.parametrize("cursor", ["x", "W10:abc", "\0"])
def test_a_broken_cursor_is_refused(actor, some_roles, cursor):
    with pytest.raises(BadCursor):
        reading.page(view.read(roles, actor, {"cursor": [cursor]}))


def test_a_cursor_of_another_order_is_refused(actor, some_roles):
    cursor = reading.page(view.read(roles, actor, {"limit": ["2"]})).next
    with pytest.raises(BadCursor):
        reading.page(view.read(roles, actor, {"sort": ["-name"], "cursor": [cursor]}))


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"nonsense": ["1"]}, BadAsk),
        ({"sort": ["nonsense"]}, BadAsk),
        ({"sort": ["plain"]}, BadValue),
        ({"group": ["name"]}, BadValue),
        ({"kind": ["c"]}, BadValue),
        ({"shipped": ["maybe"]}, BadValue),
        ({"made_from": ["31 March"]}, BadValue),
        ({"made_from": ["2026-03-02"], "made_until": ["2026-03-01"]}, BadValue),
        ({"limit": ["0"]}, BadValue),
        ({"limit": ["1001"]}, BadValue),
        ({"q": ["a\0"]}, BadValue),
        ({"as_of": ["2026-01-01"]}, BadAsk),
        ({"columns": ["nonsense"]}, BadAsk),
        ({"secret": ["a"]}, NotYours),
        ({"sort": ["purpose"]}, NotYours),
        ({"group": ["purpose"]}, NotYours),
    ],
)
def test_what_the_list_does_not_know_is_refused(actor, params, refusal):
    with pytest.raises(refusal):
        view.read(roles, actor, params)


def test_a_guarded_column_is_absent_without_its_permission(actor, trusted):
    assert [c.key for c in view.read(roles, actor, {}).columns] == ["name", "plain"]
    assert [c.key for c in view.read(roles, trusted, {}).columns] == ["name", "purpose", "plain"]


def test_a_guarded_column_is_hidden_outside_its_rows_and_cannot_be_filtered_out(trusted, some_roles):
    page = reading.page(view.read(roles, trusted, {}))
    shown = {line.row.code: line.cells[1] for line in page.lines}
    assert (shown["t-0"], shown["t-6"]) == ("b", HIDDEN)
    found = reading.page(view.read(roles, trusted, {"secret": ["b"]}))
    assert {line.row.code for line in found.lines} == {"t-0", "t-2"}


def test_hidden_values_do_not_show_in_the_order(trusted, some_roles):
    names = [name for page in walk(trusted, sort="purpose") for name in page]
    assert set(names[:4]) == {"Ben", "Émile", "Ödön", "carl"}


def test_groups_stand_together(trusted, some_roles):
    page = reading.page(view.read(roles, trusted, {"group": ["purpose"]}))
    assert [line.group for line in page.lines][4:] == ["a", "b", "b"]


def test_the_count_stops_at_its_cap(actor, some_roles, monkeypatch):
    monkeypatch.setattr(reading, "CAP", 5)
    assert reading.page(view.read(roles, actor, {})).count == reading.Count(5, more=True)
    every = reading.page(view.read(roles, actor, {"count": ("all",)})).count
    assert every == reading.Count(Role.objects.filter(code__startswith="t-").count(), more=False)
    assert every.number > 5


def test_search_offers_what_was_meant(actor, some_roles):
    asked = view.read(roles, actor, {"q": ["emil"]})
    assert reading.page(asked).lines == ()
    assert words.did_you_mean(asked) == ["Émile"]


def test_views_are_kept_replaced_and_dropped_by_their_owner_only(actor):
    keep_view("test-roles", by=actor, name="Mine", query="?sort=-name&cursor=x", shared=True)
    kept = keep_view("test-roles", by=actor, name="Mine", query="sort=name")
    assert list(SavedView.objects.values_list("name", "query", "is_shared")) == [("Mine", "sort=name", False)]
    with pytest.raises(NotThere):
        drop_view(kept.uid, by=Actor(actor.user_id + 1, None, actor.today))
    drop_view(kept.uid, by=actor)
    assert SavedView.objects.count() == 0


def test_a_view_that_cannot_be_read_is_not_kept(actor):
    with pytest.raises(BadAsk):
        keep_view("test-roles", by=actor, name="Bad", query="nonsense=1")
    with pytest.raises(NameWanted):
        keep_view("test-roles", by=actor, name=" ", query="")


def test_liked_columns_are_remembered_once(actor):
    choose_columns("test-roles", by=actor, columns=["name"])
    assert choose_columns("test-roles", by=actor, columns=["plain"]).columns == ["plain"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_sheet_never_reads_text_as_a_formula(text):
    assert safe(text) == f"'{text}"
