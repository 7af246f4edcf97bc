# SPDX-License-Identifier: EUPL-1.2
"""Settings of the Django project; what differs between installations comes from ``env``."""

from __future__ import annotations

import os
from datetime import timedelta

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from lagesbild import env

DATA = env.data_folder()
INSTALLATION = env.read_installation(DATA)
_keys = env.secret_keys(DATA)
SECRET_KEY, SECRET_KEY_FALLBACKS = _keys[0], _keys[1:]
DEBUG = os.environ.get("LAGESBILD_DEBUG") == "1"
ALLOWED_HOSTS = list(INSTALLATION.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "lagesbild.components",
    "lagesbild.audit",
    "lagesbild.accounts",
    "lagesbild.jobs",
    "lagesbild.mail",
    "lagesbild.organisations",
    "lagesbild.sources",
    "lagesbild.indicators",
    "lagesbild.measures",
    "lagesbild.followup",
    "lagesbild.library",
    "lagesbild.dialogues",
    "lagesbild.reporting",
    "lagesbild.invitations",
    "lagesbild.meetings",
    "lagesbild.minutes",
    "lagesbild.publishing",
    "lagesbild.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lagesbild.accounts.middleware.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lagesbild.accounts.middleware.limit_bodies",
    # Every page asks for a login unless its view says that it is public on purpose.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: a guesser is turned away before any password is tried
    "django.contrib.auth.backends.ModelBackend",
]

ROOT_URLCONF = "lagesbild.urls"
WSGI_APPLICATION = "lagesbild.wsgi.application"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lagesbild.pages.navigation.navigation",
            ],
        },
    }
]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 200},  # a picture each; every process keeps its own
    }
}

DATABASES = {"default": env.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("svenska"))]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lagesbild.accounts.passwords.NotLikeThePerson"},
    {"NAME": "lagesbild.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "lagesbild.accounts.passwords.NotCommon"},
]

# Who guesses waits; nobody can keep somebody else out, since an address and a machine count together.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "lagesbild.accounts.ways_in.login_name"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who logs in when is nobody's business
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "lagesbild.accounts.ways_in.client_address"
AXES_LOCKOUT_CALLABLE = "lagesbild.accounts.views.told_to_wait"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.https
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if INSTALLATION.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.https else None

# Twenty files of old minutes in one form; each file has its own limit in the intake.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

_mail = INSTALLATION.mail
EMAIL_BACKEND = "lagesbild.mail.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.smtp_host, _mail.smtp_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.smtp_user, _mail.smtp_password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.smtp_security == "starttls", _mail.smtp_security == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = _mail.function_address or "lagesbild@localhost"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
