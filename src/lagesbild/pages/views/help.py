# SPDX-License-Identifier: EUPL-1.2
"""Help: what one may expect of the software."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lagesbild.pages.reader_quality import reader_quality


# Public on purpose: whoever reads a published figure may ask how it was read. No dialogue's data.
@login_not_required
@require_safe
def reader_quality_page(request: HttpRequest) -> HttpResponse:
    """How well the reader reads, kind by kind."""
    return render(request, "pages/reader_quality_page.html", {"quality": reader_quality()})
