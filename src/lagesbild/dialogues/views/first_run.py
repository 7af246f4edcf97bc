# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest, HttpResponse



def first_run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")
