# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest, HttpResponse



def review_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def decide(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def add(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def accept_all(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def accept_report(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")
