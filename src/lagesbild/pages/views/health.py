# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.pages.health import check_all


# Public on purpose: a watchdog has no login. It learns which checks hold and nothing else:
# sentences name folders and versions, and stay with «lagesbild doctor».
@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the installation is sound: 200, or 503 with the checks that failed."""
    checks = check_all(settings.INSTALLATION.data)
    sound = all(check.ok for check in checks)
    body = {"status": "ok" if sound else "fault", "checks": {check.code: check.ok for check in checks}}
    return JsonResponse(body, status=200 if sound else 503)
