# SPDX-License-Identifier: EUPL-1.2
"""An edition's document inside a page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lagesbild.publishing.edition import Edition, Part
from lagesbild.publishing.formats.html import html_block

register = template.Library()


@register.simple_tag
def minutes_document(edition: Edition) -> SafeString:
    """The edition's parts as HTML; every word is escaped."""
    return format_html_join("", "{}", ((_part(part),) for part in edition.parts))


def _part(part: Part) -> SafeString:
    blocks = mark_safe("".join(map(html_block, part.blocks)))
    heading = f"h{min(part.level + 1, 6)}"
    return format_html(
        "<section><{}>{}</{}>{}{}</section>",
        heading,
        part.heading,
        heading,
        format_html('<p class="quiet">{}</p>', part.note) if part.note else "",
        blocks,
    )
