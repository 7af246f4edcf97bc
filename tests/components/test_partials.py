# SPDX-License-Identifier: EUPL-1.2
"""Every partial renders from its example, keeps its promises to the ear, and holds no inline style or script."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

import lagesbild.components
from lagesbild.components import examples, shapes
from lagesbild.components.shapes import (
    Badge,
    CardAction,
    FactCard,
    FactMark,
    Link,
    SourceMark,
)

FOLDER = Path(lagesbild.components.__file__).parent / "templates/components"
SHEET = examples.sheet("p", "light", "Ljust")
PAGE_PARTS = {"base.html", "building_blocks_page.html"}


def partial(name: str, /, **context: object) -> str:
    return render_to_string(f"components/_{name}.html", context)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def whole_sheet() -> str:
    request = RequestFactory().get("/hjalp/byggstenar/")
    request.htmx = False
    template = Template('{% include "components/_sheet.html" %}')
    return template.render(Context({"sheet": SHEET, "request": request, "example_found": SHEET["found"]}))


# ------------------------------------------------------------------ the whole set


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda p: p.name)
def test_every_template_says_at_the_top_what_it_takes(path):
    head = path.read_text("utf-8").split("{% endcomment %}")[0]
    if path.name == "building_blocks_page.html":
        assert "extends" in head
    else:
        assert head.startswith("{% comment %}")
        assert path.name == "base.html" or "Takes" in head


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda p: p.name)
def test_no_template_has_inline_style_or_script(path):
    """A content security policy of 'self' would silently drop them."""
    text = path.read_text("utf-8")
    assert not re.search(r"<[^>]*\s(style|on[a-z]+|hx-on[^=]*)=", text)
    assert "<style" not in text
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_page_of_building_blocks_shows_every_partial():
    code = Path(lagesbild.components.__file__).parent
    shown = "".join(p.read_text("utf-8") for p in [*FOLDER.glob("*.html"), *code.rglob("*.py")])
    partials = {p.name for p in FOLDER.glob("_*.html")}
    assert {name for name in partials if f"components/{name}" not in shown} == set()


class Tags(HTMLParser):
    """Checks that what is opened is closed, in order."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "circle", "polyline", "line"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_sheet_is_well_formed_and_its_ids_are_its_own():
    tags = Tags()
    tags.feed(whole_sheet())
    assert tags.wrong == []
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))


def test_every_reference_to_an_id_is_answered():
    html = whole_sheet()
    tags = Tags()
    tags.feed(html)
    named = re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', html)
    assert named
    assert {i for value in named for i in value.split()} <= set(tags.ids)


# --------------------------------------------------------------------- one by one


def test_a_source_opens_its_sentence_with_the_words_marked():
    source = SourceMark(
        label="Almgårdarna",
        before="Nu är ",
        quote="41 varslade",
        after=" i länet.",
        url="/x/#m2",
    )
    html = partial("source_mark", source=source)
    assert "<details" in html
    assert "Nu är <mark>41 varslade</mark> i länet." in html
    assert 'href="/x/#m2"' in html


def test_a_source_without_a_sentence_is_a_link_and_a_withheld_one_leads_nowhere():
    assert '<a class="source" href="/x/"' in partial("source_mark", source=SourceMark(label="X", url="/x/"))
    withheld = SourceMark(label="Källan är inte offentlig", withheld=True, quote="hemligt", url="/x/")
    html = partial("source_mark", source=withheld)
    assert "hemligt" not in html
    assert "/x/" not in html


def test_text_from_a_report_is_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    source = SourceMark(label=evil, before=evil, quote=evil, after=evil, note=evil)
    html = partial("source_mark", source=source)
    html += partial("voice", voice=shapes.Voice(quote=evil, source=source, note=evil))
    html += partial(
        "change",
        change=shapes.Change(value=evil, title=evil, hedge=evil, delta=evil, source=source),
    )
    html += partial(
        "fact_card",
        card=FactCard(id="k", kind="quantity", value=evil, hedge=evil, rest=evil, note=evil),
    )
    html += Template("{% load building_blocks %}{% fact_mark m %}").render(
        Context({"m": FactMark(text=evil, kind="date")})
    )
    html += Template(
        "{% load building_blocks %}{% section id='s' heading=e lead=e %}{{ e }}{% endsection %}"
    ).render(Context({"e": evil}))
    assert "<script" not in html


def test_a_change_tells_value_hedge_delta_and_source():
    change = shapes.Change(
        value="300", hedge="drygt", unit="%", title="I korttidsarbete", delta="−120", since="sedan 12 mars",
        points=[3, 2, 1], preliminary=True, source=SourceMark(label="Klustret", url="/k/"),
    )  # fmt: skip
    html = partial("change", change=change)
    assert '<em class="hedge">drygt</em> 300' in html
    assert "−120" in text_of(html)
    assert 'class="hollow"' in html
    assert 'href="/k/"' in html


def test_a_forecast_has_a_dashed_step_and_no_filled_dot():
    html = partial(
        "change",
        change=shapes.Change(value="5", title="X", points=[1, 2, 5], forecast=True),
    )
    assert 'class="forecast"' in html
    assert 'class="dot"' not in html


def test_numbers_in_drawings_never_get_a_swedish_comma():
    html = partial("change", change=shapes.Change(value="5", title="X", points=[1, 2.5, 5]))
    places = re.findall(r'(?:points|cx|cy|x1|y1)="([^"]+)"', html)
    assert places
    assert all(re.fullmatch(r"[\d.]+(,[\d.]+)?( [\d.]+,[\d.]+)*", place) for place in places)


@pytest.mark.parametrize("tone", ["", "done", "alert", "doubt", "none"])
def test_a_badge_says_its_state_in_words(tone):
    assert text_of(partial("badge", badge=Badge(text="Saknas", tone=tone))) == "Saknas"


def test_the_matrix_has_a_word_for_every_sign():
    html = partial("mood_matrix", matrix=SHEET["mood"])
    cells = re.findall(r"<td class=\"mood-cell m(\d).*?</td>", html)
    assert len(cells) == 30
    assert html.count('class="word"') == len(cells)
    assert html.count('class="sign" aria-hidden="true"') == len(cells)
    assert "Ingen rapport" in html


def test_the_scale_is_five_radio_buttons_with_one_chosen():
    html = partial("mood_scale", name="lage", legend="Läget", chosen=4)
    assert re.findall(r'value="(\d)"( checked)?', html) == [
        ("1", ""),
        ("2", ""),
        ("3", ""),
        ("4", " checked"),
        ("5", ""),
    ]


@pytest.mark.parametrize("kind", shapes.KIND_LABELS)
def test_a_card_names_its_kind_and_the_stylesheet_draws_its_line(kind):
    html = partial("fact_card", card=FactCard(id="k", kind=kind, value="x"))
    assert shapes.KIND_LABELS[kind] in text_of(html)
    css = (FOLDER.parents[1] / "static/components/lagesbild.css").read_text("utf-8")
    if kind != "quantity":  # the plain line is the default of .fact and .card
        assert f".fact--{kind}" in css
        assert f".card--{kind}" in css


@pytest.mark.parametrize(("state", "word"), [*shapes.STATE_LABELS.items()])
def test_a_decided_card_says_what_was_decided_and_keeps_the_way_back(state, word):
    card = FactCard(
        id="k",
        kind="quantity",
        value="41",
        state=state,
        actions=[CardAction(label="Ångra", name="u", value="1")],
    )
    html = partial("fact_card", card=card)
    assert word in text_of(html)
    assert "Ångra" in html
    assert "card-actions" not in html


def test_an_open_card_shows_its_fields_and_sends_its_own_form():
    card = next(card for card in SHEET["cards"] if card.state == "editing")
    html = partial("fact_card", card=card)
    assert html.count("<label") == len(card.fields) == 4
    assert "<form" not in html
    assert '<form method="post" action="/d/">' in partial(
        "fact_card", card=FactCard(id="k", kind="quantity", value="1", post_url="/d/")
    )


def test_a_mark_in_running_text_has_no_space_around_it():
    template = Template("{% load building_blocks %}({% fact_mark m %}).")
    html = template.render(Context({"m": FactMark(text="94 %", kind="quantity", card="k1", clashing=True)}))
    assert re.fullmatch(r'\(<a class="[^"]+" href="#k1">94 %</a>\)\.', html)
    assert "is-clashing" in html


def test_a_field_ties_help_and_error_to_the_input():
    html = partial("field", field=SHEET["form"]["closes"])
    assert 'aria-invalid="true"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    assert f'id="{described[1]}"' in html
    assert "Skriv en dag som finns" in html


def test_a_toast_takes_back_by_post_only():
    html = partial("toast", text="Klart.", undo="/angra/7/")
    assert '<form method="post" action="/angra/7/">' in html
    assert "<form" not in partial("toast", text="Klart.")


def test_messages_are_toasts_with_their_undo_and_errors_are_notices():
    done = Message(25, "Punkten är stängd.", extra_tags="undo:/angra/7/")
    failed = Message(40, "Filen gick inte att läsa.")
    html = partial("messages", messages=[done, failed])
    assert 'action="/angra/7/"' in html
    assert re.search(r'notice--alert"><p><strong>Filen gick', html)
    assert 'role="status"' in html


def test_pagination_keeps_the_other_choices_and_hides_for_one_page():
    request = RequestFactory().get("/sok/?q=el&sida=3")
    html = partial("pagination", page=Paginator(range(95), 10).page(3), request=request)
    assert 'href="?q=el&amp;sida=4"' in html
    assert '<span aria-current="page">' in html
    assert "<nav" not in partial("pagination", page=Paginator(range(5), 10).page(1), request=request)


def test_the_heading_breaks_between_its_clauses():
    html = partial("title_block", block=shapes.TitleBlock(clauses=["Ett,", "två"]))
    assert '<span class="clause">Ett,</span> <span class="clause">två</span>' in html


def test_the_present_step_holds_the_heading():
    steps = [
        shapes.WalkStep(title="A", state="done"),
        shapes.WalkStep(title="B", state="now"),
        shapes.WalkStep(title="C"),
    ]
    html = partial("walk", steps=steps)
    assert html.count("<h1>") == 1
    assert re.search(r'aria-current="step">\s*<h1>B</h1>', html)
    assert "klart" in text_of(html)


def test_an_empty_page_offers_one_button():
    html = partial("empty", empty=SHEET["empty"])
    assert html.count('class="button"') == 1
    assert "”" in html


def test_links_that_look_alike_differ_for_the_ear():
    html = partial(
        "foot_links",
        links=[Link(label="Läs", url="/a/", spoken="rapporten från Almgårdarna")],
    )
    assert '<span class="visually-hidden"> rapporten från Almgårdarna</span>' in html
