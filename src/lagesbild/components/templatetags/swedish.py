# SPDX-License-Identifier: EUPL-1.2
"""Filters for numbers and days: `{% load swedish %}`. The rules live in `lagesbild.lib.swedish`.

No filter knows today: the day or the year comes in as an argument, a date or a number.
A missing value gives "", so that a template needs no `if` around every figure.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from lagesbild.lib import swedish

register = template.Library()


def _year(reference: date | int | None) -> int | None:
    return reference.year if isinstance(reference, date) else reference


def _local(when: date | datetime) -> date:
    """A moment with a zone is shown in the zone of the installation."""
    if isinstance(when, datetime):
        return timezone.localtime(when) if timezone.is_aware(when) else when
    return when


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """`{{ 1234.5|number }}` gives "1 234,5"; `{{ x|number:1 }}` rounds."""
    return "" if value is None else swedish.number(value, decimals=decimals)


@register.filter
def signed(value: float | Decimal | None) -> str:
    """`{{ -38|signed }}` gives "−38"."""
    return "" if value is None else swedish.signed(value)


@register.filter
def with_unit(value: float | Decimal | None, unit: str) -> str:
    """`{{ 5000000|with_unit:"SEK" }}` gives "5 mkr"."""
    return "" if value is None else swedish.with_unit(value, unit)


@register.filter
def counted(count: int, nouns: str) -> str:
    """`{{ n|counted:"uppgift,uppgifter" }}` gives "3 uppgifter"."""
    one, many = nouns.split(",")
    return swedish.counted(count, one, many)


@register.filter
def spelled(count: int, nouns: str) -> str:
    """`{{ n|spelled:"ett löfte,löften" }}` gives "tre löften"; for headings."""
    one, many = nouns.split(",")
    return swedish.spelled(count, one, many)


@register.filter
def listed(items: list[str]) -> str:
    """`{{ names|listed }}` gives "a, b och c"."""
    return swedish.listed([str(item) for item in items])


@register.filter
def day(when: date | None, reference: date | int | None = None) -> str:
    """`{{ d|day:today }}` gives "tisdag 16 juni", with the year when it is another."""
    return "" if when is None else swedish.day(_local(when), year=_year(reference))


@register.filter
def day_short(when: date | None, reference: date | int | None = None) -> str:
    """`{{ d|day_short:today }}` gives "16 juni"."""
    return "" if when is None else swedish.day_short(_local(when), year=_year(reference))


@register.filter
def moment(when: datetime | None, reference: date | int | None = None) -> str:
    """`{{ t|moment:today }}` gives "tisdag 16 juni kl. 14.20", in local time."""
    local = _local(when) if when is not None else None
    return swedish.moment(local, year=_year(reference)) if isinstance(local, datetime) else ""


@register.filter
def clock(when: datetime | None) -> str:
    """`{{ t|clock }}` gives "14.20", in local time."""
    local = _local(when) if when is not None else None
    return swedish.clock(local) if isinstance(local, datetime) else ""


@register.filter
def in_days(when: date | None, today: date) -> str:
    """`{{ d|in_days:today }}` gives "om 17 dagar"."""
    if when is None:
        return ""
    local = _local(when)
    as_day = local.date() if isinstance(local, datetime) else local
    return swedish.in_days(as_day, today=today)


@register.simple_tag
def period(
    starts: date | None,
    ends: date | None,
    reference: date | int | None = None,
    mod: str | None = None,
    weeks: bool = False,
) -> str:
    """`{% period f t today %}` gives "11 juni–10 september"; both ends belong to it."""
    return swedish.period(starts, ends, year=_year(reference), mod=mod, weeks=weeks)


@register.simple_tag
def interval(low: Any, high: Any, unit: str = "count", strict: bool = False) -> str:
    """`{% interval 1 7 %}` gives "1–7", `{% interval None 1000 %}` "högst 1 000"."""
    return "" if low is None and high is None else swedish.interval(low, high, unit=unit, strict=strict)


@register.filter
def hedged(written: str, hedge: str) -> SafeString | str:
    """`{{ "1 100"|hedged:"drygt" }}`: the hedge in italics before the value."""
    if not hedge:
        return conditional_escape(written)
    rest = swedish.hedged(written, hedge).removeprefix(f"{hedge}{swedish.NBSP}")
    return format_html('<em class="hedge">{}</em>{}{}', hedge, swedish.NBSP, rest)
