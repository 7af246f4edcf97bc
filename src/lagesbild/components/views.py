# SPDX-License-Identifier: EUPL-1.2
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lagesbild.components import examples


# Public on purpose: the page holds no data, only examples from a county that does not exist.
@login_not_required
@require_safe
def building_blocks(request: HttpRequest) -> HttpResponse:
    """Every partial in light and dark; the browser tests photograph it."""
    sheets = [
        examples.sheet("ljus", "light", "Ljust"),
        examples.sheet("mork", "dark", "Mörkt"),
    ]
    return render(
        request,
        "components/building_blocks_page.html",
        {"intro": examples.INTRO, "sheets": sheets},
    )
