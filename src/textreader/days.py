# SPDX-License-Identifier: EUPL-1.2
"""Arithmetic with days: months, weeks, quarters, seasons, holidays. Spans include both ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Span = tuple[date, date]

MONTHS = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7,
    "augusti": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "måndag": 0, "tisdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lördag": 5, "söndag": 6,
    "mån": 0, "tis": 1, "ons": 2, "tors": 3, "tor": 3, "fre": 4, "lör": 5, "sön": 6,
}  # fmt: skip
SEASONS = {"vår": (3, 5), "sommar": (6, 8), "höst": (9, 11), "vinter": (12, 2)}
FIRST_YEAR, LAST_YEAR = 1000, 2999


def day(year: int, month: int, day_of_month: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_span(year: int, first: int, last: int) -> Span:
    """First day of one month to last day of another, in the next year when it comes before."""
    end_year = year + (last < first)
    return date(year, first, 1), month_span(end_year, last)[1]


def year_span(year: int) -> Span:
    """1 January to 31 December."""
    return date(year, 1, 1), date(year, 12, 31)


def quarter_span(year: int, quarter: int) -> Span:
    """The calendar quarter, 1 to 4."""
    return months_span(year, 3 * quarter - 2, 3 * quarter)


def week_span(year: int, week: int) -> Span | None:
    """Monday to Sunday of an ISO week, None for week 53 of a year that has 52."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def week_of(day_in_it: date) -> Span:
    """Monday to Sunday around a day."""
    monday = day_in_it - timedelta(days=day_in_it.weekday())
    return monday, monday + timedelta(days=6)


def season_span(year: int, season: str) -> Span:
    """The season that begins in that year; winter runs over the turn of the year."""
    first, last = SEASONS[season]
    return months_span(year, first, last)


def add_months(start: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add(start: date, count: int, unit: str) -> date:
    """``count`` days, weeks, months, quarters or years on (back when negative)."""
    count = max(-6000, min(6000, count))
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(start, count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit])


def unit_span(day_in_it: date, unit: str) -> Span:
    """The whole calendar week, month, quarter, half-year or year around a day."""
    if unit == "day":
        return day_in_it, day_in_it
    if unit == "week":
        return week_of(day_in_it)
    if unit == "month":
        return month_span(day_in_it.year, day_in_it.month)
    if unit == "quarter":
        return quarter_span(day_in_it.year, (day_in_it.month + 2) // 3)
    if unit == "half":
        return half_span(day_in_it.year, 1 if day_in_it.month < 7 else 2)
    return year_span(day_in_it.year)


def half_span(year: int, half: int) -> Span:
    """The first or second half of a year."""
    return months_span(year, 1, 6) if half == 1 else months_span(year, 7, 12)


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday, from the list of Swedish holidays."""
    import holidays  # read only when a text speaks of a movable holiday

    named = holidays.country_holidays("SE", years=year, language="sv", include_sundays=False)
    for when, name in named.items():
        if "Påskdagen" in name:
            return date(when.year, when.month, when.day)
    raise ValueError(f"no Easter in {year}")


#: First and last day counted from Easter Sunday.
_BY_EASTER = {
    "påsk": (-2, 1), "påskveckan": (-6, 0), "påsklovet": (1, 7), "pingst": (49, 49),
    "kristi himmelsfärd": (39, 39), "kristi himmelsfärdshelg": (39, 42),
}  # fmt: skip
#: Month and day of the first and the last day.
_SET_DAYS = {
    "jul": ((12, 24), (12, 26)), "valborg": ((4, 30), (4, 30)), "lucia": ((12, 13), (12, 13)),
    "trettond": ((1, 6), (1, 6)), "trettonhelg": ((1, 6), (1, 6)), "trettondagsafton": ((1, 5), (1, 5)),
    "nationaldagen": ((6, 6), (6, 6)),
}  # fmt: skip


def holiday_span(name: str, year: int) -> Span:
    """A Swedish holiday with the days that people count into it."""
    if name in _SET_DAYS:
        first, last = _SET_DAYS[name]
        return date(year, *first), date(year, *last)
    if name in _BY_EASTER:
        sunday = easter(year)
        before, after = _BY_EASTER[name]
        return sunday + timedelta(days=before), sunday + timedelta(days=after)
    if name.startswith("midsommar"):
        friday = next(d for d in (date(year, 6, 19 + n) for n in range(7)) if d.weekday() == 4)
        return friday, friday + timedelta(days=name == "midsommar")
    if name == "nyår":
        return date(year, 12, 31), date(year + 1, 1, 1)
    if name == "höstlovet":  # the same week in the whole country
        return date.fromisocalendar(year, 44, 1), date.fromisocalendar(year, 44, 7)
    saturday = next(d for d in _alla_helgon(year) if d.weekday() == 5)
    return saturday, saturday


def _alla_helgon(year: int) -> list[date]:
    return [date(year, 10, 31) + timedelta(days=n) for n in range(7)]
