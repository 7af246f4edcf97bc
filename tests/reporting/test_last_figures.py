# SPDX-License-Identifier: EUPL-1.2
"""The member's figures beside the field are written as they were said, once."""

from __future__ import annotations

from tests.conftest import load_minutes

from lagesbild.reporting.queries import last_figures

MINUTES = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-06-08

Företagarringen
Minst 90 personer är varslade.
"""


def test_a_hedge_stands_once_before_its_figure(dialogue, organisation):
    loaded = load_minutes(dialogue, MINUTES, "2026-06-08.txt", accept_all=True)
    report = loaded.turn.reports.get(organisation=organisation)
    (line,) = [line.replace("\xa0", " ").lower() for line in last_figures(report, year=2026)]
    assert "minst 90" in line
    assert "minst minst" not in line
