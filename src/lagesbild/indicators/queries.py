# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of indicators and their observations."""

from __future__ import annotations

from lagesbild.indicators.models import Binding, IndicatorVersion
from lagesbild.indicators.rules import Terms, candidates, terms_from
from lagesbild.organisations.models import Organisation


def current_versions() -> dict[str, IndicatorVersion]:
    """The newest version of each indicator, by code."""
    newest: dict[str, IndicatorVersion] = {}
    for version in IndicatorVersion.objects.select_related("indicator").order_by("number"):
        newest[version.indicator.code] = version
    return newest


class Proposer:
    """Proposes indicators for one organisation's figures; the definitions are read once."""

    def __init__(self) -> None:
        self.versions = current_versions()
        self._terms: list[Terms] = [terms_from(code, v.terms) for code, v in self.versions.items()]
        #: Levels that stand today and speak of a period to come, such as bookings: no forecasts.
        self.about_what_comes = {code for code, v in self.versions.items() if v.terms.get("about_what_comes")}
        self._bound: dict[tuple[int, str, str], str] = {
            (b.organisation_id, b.of, b.unit): b.indicator.code for b in Binding.objects.select_related("indicator")
        }

    def propose(self, of: str, unit: str, organisation: Organisation | None) -> list[str]:
        """Codes that fit; what the same words of this organisation were bound to before goes first and alone."""
        if organisation is not None:
            bound = self._bound.get((organisation.pk, of.casefold()[:120], unit))
            if bound is not None:
                return [bound]
        return candidates(of, unit, organisation.name if organisation else "", self._terms)
