# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

VALUES = {
    "d": date(2033, 4, 21),
    "end": date(2033, 5, 10),
    "today": date(2033, 4, 25),
    "t": datetime(2033, 7, 1, 22, 30, tzinfo=UTC),
    "nothing": None,
    "names": ["a", "b", "c"],
    "evil": "<b>",
}


def shown(source: str) -> str:
    html = Template("{% load swedish %}" + source).render(Context(VALUES))
    return html.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 12500|number }}", "12 500"),
        ("{{ 81.55|number:1 }}", "81,6"),
        ("{{ -38|signed }}", "−38"),
        ('{{ 5000000|with_unit:"SEK" }}', "5 mkr"),
        ('{{ 3|counted:"uppgift,uppgifter" }}', "3 uppgifter"),
        ('{{ 1|spelled:"ett löfte,löften"|capfirst }}', "Ett löfte"),
        ("{{ names|listed }}", "a, b och c"),
        ("{{ d|day:today }}", "torsdag 21 april"),
        ("{{ d|day:2032 }}", "torsdag 21 april 2033"),
        ("{{ d|day_short:today }}", "21 april"),
        ("{{ d|in_days:today }}", "för 4 dagar sedan"),
        ("{{ t|moment:today }}", "lördag 2 juli kl. 0.30"),
        ("{{ t|clock }}", "0.30"),
        ("{{ t|in_days:today }}", "om ungefär 10 veckor"),
        ("{% period d end today %}", "21 april–10 maj"),
        ("{% period None end today %}", "senast 10 maj"),
        ("{% interval 1 7 %}", "1–7"),
        ("{% interval None 5 strict=True %}", "färre än 5"),
        ('{{ "1 100"|hedged:"drygt" }}', '<em class="hedge">drygt</em> 1 100'),
        ('{{ "högst 1 000"|hedged:"" }}', "högst 1 000"),
        ("{{ evil|hedged:evil }}", '<em class="hedge">&lt;b&gt;</em> &lt;b&gt;'),
    ],
)
def test_filter(source, text):
    assert shown(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "{{ nothing|number }}",
        "{{ nothing|signed }}",
        "{{ nothing|day }}",
        "{{ nothing|moment }}",
        "{{ nothing|in_days:today }}",
        "{% interval None None %}",
    ],
)
def test_a_missing_value_shows_nothing(source):
    assert shown(source) == ""
