# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest, HttpResponse



def short_rounds(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def short_round(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def rounds_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def round_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def report_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")
