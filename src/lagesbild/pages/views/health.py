# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.jobs.queries import last_worked
from lagesbild.lib.clock import now
from lagesbild.pages.health import check_all


# Public on purpose: a watchdog has no login. It learns which checks hold, and when each job last
# worked; sentences name folders, versions and servers, and stay with «lagesbild doctor».
@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the installation is sound: 200, or 503 with the checks that failed."""
    at = now()
    checks = check_all(settings.INSTALLATION.data, at=at)
    sound = all(check.ok for check in checks)
    body = {
        "status": "ok" if sound else "fault",
        "checks": {check.code: check.ok for check in checks},
        "last_worked": last_worked() if any(check.code.startswith("job:") for check in checks) else {},
    }
    return JsonResponse(body, status=200 if sound else 503)
