"""How one Tenure is set up: everything that differs comes from the environment."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from tenure.config.mail import *  # noqa: F403
from tenure.config.sign_in import *  # noqa: F403
from tenure.foundation import postgres
from tenure.foundation.crypto.secrets import secret
from tenure.foundation.http import logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = postgres.data_folder()
DEBUG = os.environ.get("TENURE_DEBUG") == "1"
TESTING = "PYTEST_VERSION" in os.environ

SECRET_KEY = secret(DATA_DIR, "secret-key")
SIGN_IN_KEY = secret(DATA_DIR, "sign-in-key")
ALLOWED_HOSTS = os.environ.get("TENURE_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
PUBLIC_URL = os.environ.get("TENURE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
SECURE = PUBLIC_URL.startswith("https://")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_vite",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "tenure.foundation.records",
    "tenure.foundation.access",
    "tenure.foundation.identity",
    "tenure.foundation.audit",
    "tenure.foundation.effective",
    "tenure.foundation.events",
    "tenure.foundation.jobs",
    "tenure.foundation.notify",
    "tenure.foundation.search",
    "tenure.foundation.runs",
    "tenure.foundation.bulk",
    "tenure.foundation.exchange",
    "tenure.foundation.settings",
    "tenure.foundation.lists",
    "tenure.foundation.forms",
    "tenure.foundation.states",
    "tenure.foundation.approvals",
    "tenure.foundation.dual_control",
    "tenure.foundation.deadlines",
    "tenure.foundation.money",
    "tenure.foundation.crypto",
    "tenure.foundation.fields",
    "tenure.foundation.http",
    "tenure.foundation.postgres",
    "tenure.foundation.ui",
    "tenure.domains.organisation",
    "tenure.domains.people",
    "tenure.domains.analytics",
    "tenure.domains.change_sets",
    "tenure.shell",
    "tenure.config",
]

MIDDLEWARE = [
    "tenure.foundation.http.seen.Seen",
    "tenure.foundation.http.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenure.shell.middleware.SessionAge",
    "tenure.shell.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tenure.shell.middleware.Acting",
    "tenure.shell.middleware.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "tenure.foundation.http.clean.Clean",
    "tenure.foundation.http.limits.Limits",
    "tenure.foundation.http.repeats.Repeats",
    "tenure.foundation.http.retries.Retries",
    "tenure.foundation.http.refusals.Refusals",
    "tenure.foundation.http.methods.Methods",
]

ROOT_URLCONF = "tenure.config.urls"
TEMPLATE_FOLDERS = [
    BASE_DIR / "shell/templates",
    *sorted(BASE_DIR.glob("foundation/*/templates")),
    *sorted(BASE_DIR.glob("domains/*/templates")),
]
TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": TEMPLATE_FOLDERS,
        "OPTIONS": {
            "environment": "tenure.foundation.ui.jinja.environment",
            "context_processors": ["tenure.shell.context.shell"],
        },
    },
    {  # what Django and allauth bring along: form widgets, and nothing that a person sees
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
WSGI_APPLICATION = "tenure.config.wsgi.application"
DATABASES = {"default": postgres.database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they are built
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+/dist/assets/.+-[A-Za-z0-9_-]{8}\..+$"
GALLERY_OPEN = DEBUG or TESTING or os.environ.get("TENURE_GALLERY") == "1"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": BASE_DIR / "foundation/ui/static/dist/manifest.json",
        "static_url_prefix": "dist",
    }
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
MEDIA_ROOT = DATA_DIR / "files"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = False
X_FRAME_OPTIONS = "DENY"

REFUSAL_TEMPLATE = "shell/error.html"
CSRF_FAILURE_VIEW = "tenure.shell.errors.forged"
LOGGING = logs.django_settings()
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"
