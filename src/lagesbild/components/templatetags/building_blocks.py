# SPDX-License-Identifier: EUPL-1.2
"""Tags that lay out a building block: `{% load building_blocks %}`."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lagesbild.components import shapes, toasts
from lagesbild.components.sparklines import sparkline

register = template.Library()


@register.inclusion_tag("components/_spark.html")
def spark(points: shapes.Spark, preliminary: bool = False, forecast: bool = False) -> dict[str, Any]:
    """`{% spark change.points %}` draws the small line, or nothing below two known values."""
    return {
        "line": sparkline(points, forecast=forecast),
        "hollow": preliminary,
        "forecast": forecast,
    }


@register.simple_tag
def fact_mark(mark: shapes.FactMark | dict[str, Any]) -> SafeString:
    """`{% fact_mark mark %}` without a line end after it: the next character may be a full stop."""
    return mark_safe(render_to_string("components/_fact_mark.html", {"mark": mark}).strip())


@register.simple_block_tag
def section(content: str, id: str, heading: str, lead: str = "", tone: str = "") -> SafeString:
    """`{% section id="oroar" heading="Oroar" %} ... {% endsection %}`: a rule, a heading, the rest.

    ``tone`` is "", "minor" or "alert".
    """
    return format_html(
        '<section class="section{}" aria-labelledby="{}"><h2 id="{}">{}</h2>{}{}</section>',
        f" section--{tone}" if tone else "",
        id,
        id,
        heading,
        format_html('<p class="lead">{}</p>', lead) if lead else "",
        content,
    )


@register.simple_block_tag
def table_wrap(content: str, label: str) -> SafeString:
    """`{% table_wrap label="..." %}<table> ... {% endtable_wrap %}`: a wide table scrolls by itself.

    The frame can take focus, else a keyboard could not scroll it.
    """
    return format_html(
        '<div class="table-wrap" role="region" aria-label="{}" tabindex="0">{}</div>',
        label,
        content,
    )


@register.filter
def kind_label(kind: str) -> str:
    """The Swedish word for a kind of fact."""
    return shapes.KIND_LABELS[kind]


@register.filter
def state_label(state: str) -> str:
    """The Swedish word for a card's state; "" for one that nobody has decided about."""
    return shapes.STATE_LABELS.get(state, "")


@register.filter
def mood_word(level: int) -> str:
    """3 is "Stabilt"."""
    return shapes.MOODS[level][0]


@register.filter
def mood_sign(level: int) -> str:
    """3 is "="."""
    return shapes.MOODS[level][1]


@register.simple_tag
def mood_levels() -> list[int]:
    """The five steps, from svårt to starkt."""
    return [level for level in shapes.MOODS if level > 0]


@register.filter
def undo_url(extra_tags: str) -> str:
    """The address behind "Ångra" in a message made by `add_toast`."""
    return toasts.undo_url_of(extra_tags or "")
