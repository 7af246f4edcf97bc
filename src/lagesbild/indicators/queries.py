# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of indicators and their observations."""

from __future__ import annotations

from collections.abc import Iterable

from lagesbild.indicators.models import Binding, IndicatorVersion
from lagesbild.indicators.rules import Terms, candidates, terms_from
from lagesbild.organisations.models import Organisation


def current_versions() -> dict[str, IndicatorVersion]:
    """The newest version of each indicator, by code."""
    newest: dict[str, IndicatorVersion] = {}
    for version in IndicatorVersion.objects.select_related("indicator").order_by("number"):
        newest[version.indicator.code] = version
    return newest


def comparability_breaks(versions: Iterable[IndicatorVersion]) -> dict[int, int]:
    """By indicator id, the number of the first version that the newest of these can be compared with.

    Indicators whose versions can all be compared are left out.
    """
    newest: dict[int, int] = {}
    for version in versions:
        newest[version.indicator_id] = max(version.number, newest.get(version.indicator_id, 0))
    incomparable = IndicatorVersion.objects.filter(indicator__in=newest, comparable_with_previous=False)
    breaks: dict[int, int] = {}
    for indicator, number in incomparable.values_list("indicator_id", "number"):
        if number <= newest[indicator]:
            breaks[indicator] = max(number, breaks.get(indicator, 0))
    return breaks


class Proposer:
    """Proposes indicators for one organisation's figures; the definitions are read once."""

    def __init__(self) -> None:
        self.versions = current_versions()
        self._terms: list[Terms] = [terms_from(code, v.terms) for code, v in self.versions.items()]
        #: Levels that stand today and speak of a period to come, such as bookings: no forecasts.
        self.about_what_comes = {code for code, v in self.versions.items() if v.terms.get("about_what_comes")}
        self._bound: dict[tuple[int, str, str], str] = {
            (b.organisation_id, b.of, b.unit): b.indicator.code
            for b in Binding.objects.select_related("indicator")
        }

    def remembered(self, of: str, unit: str, organisation: Organisation) -> str | None:
        """The code that a person bound these words of this organisation to, None where nobody has."""
        return self._bound.get((organisation.pk, of.casefold()[:120], unit))

    def propose(self, of: str, unit: str, organisation: Organisation | None) -> list[str]:
        """Codes that fit; what the same words of this organisation were bound to before goes first and alone."""
        if organisation is not None:
            bound = self.remembered(of, unit, organisation)
            if bound is not None:
                return [bound]
        return candidates(of, unit, organisation.name if organisation else "", self._terms)
