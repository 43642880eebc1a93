"""Settings of an installation.  What differs between installations comes from `home`."""

from __future__ import annotations

import os

from csp.constants import NONCE, NONE, SELF

from xuequ.site import home

home.settle()
HOME = home.folder()
# Where compiled functions are kept; a package on the machine may be read only.
os.environ.setdefault("NUMBA_CACHE_DIR", str(HOME / "cache" / "compiled"))
SECRET_KEY = home.key("secret")
RECORD_KEY = home.key("record")
VAULT_FOLDER = HOME / "keys"  # keys of the encrypted columns, made at first use
VAULT_CIPHER = os.environ.get("XUEQU_CIPHER", "aes")  # of keys made from now on: aes or sm4
VAULT_DIGEST_KEY = RECORD_KEY  # the record's digests of encrypted values last as long as it
VAULT_FILES = HOME / "files"  # private files, each content once under its digest
VAULT_MEGABYTES = {"image": 20, "document": 20, "sound": 100, "video": 100}  # of one file
VAULT_ENTRY_FILES, VAULT_ENTRY_MEGABYTES = 9, 100  # of one entry, and so of one request
VAULT_AUTHORITY_GIGABYTES = home.whole_number("XUEQU_QUOTA", 50)
PAPER_FONTS = os.environ.get("XUEQU_FONTS", "")  # a folder with 小标宋, 仿宋, 楷体 for PDFs
VAULT_SCAN = os.environ.get("XUEQU_SCAN", "")  # a command that is asked about every file
VAULT_SCAN_SECONDS = 60
DEBUG = os.environ.get("XUEQU_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("XUEQU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [each for each in os.environ.get("XUEQU_ORIGINS", "").split(",") if each]
SECURE = os.environ.get("XUEQU_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "xuequ.web",
    "xuequ.vault",
    "xuequ.record",
    "xuequ.directory",
    "xuequ.runs",
    "xuequ.upkeep",
    "xuequ.ledger",
    "xuequ.papers",
    "xuequ.cases",
    "xuequ.surveys",
    "xuequ.intake",
    "xuequ.governance",
    "xuequ.enrolment",
    "xuequ.board",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xuequ.upkeep.middleware.Watch",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "xuequ.upkeep.waiting.WaitingRoom",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "xuequ.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xuequ.directory.views.security.guard.Guard",
    "xuequ.web.middleware.Standpoint",
]
ROOT_URLCONF = "xuequ.site.urls"
WSGI_APPLICATION = "xuequ.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "xuequ.web.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "xuequ.web.forms.Renderer"

DATABASES = {"default": home.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "xuequ.directory.queries.backend.HoldersOnly",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "xuequ.directory.queries.password_rules.LongEnough",
        "xuequ.directory.queries.password_rules.VariedEnough",
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
    )
]
# The table of failed attempts keeps a digest of the name, how many, and when: nothing else.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "xuequ.directory.queries.sign_in.attempts_key"
AXES_CLIENT_IP_CALLABLE = "xuequ.directory.queries.sign_in.no_address"
AXES_FAILURE_LIMIT = "xuequ.directory.queries.sign_in.failure_limit"
AXES_COOLOFF_TIME = "xuequ.directory.queries.sign_in.lock_span"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
SILENCED_SYSTEM_CHECKS = [
    "files.E001",  # the folder of uploads is made where it is needed
    "axes.W002",  # its middleware answers; our sign-in page answers in words
    "axes.W006",  # addresses are not kept; names are what is locked
]
XUEQU_SIGN_ON = home.providers()  # of outside log-ins; empty when there are none
LOGIN_URL = "directory:log_in"
XUEQU_ACCESS = "xuequ.directory.queries.access.actor_of"  # who is asking, for `web.pages`
XUEQU_TOKENS = "xuequ.directory.services.tokens.admit"  # whom a token stands for, for `api`
XUEQU_NOTICE = "xuequ.directory.queries.access.notice"  # what the frame shows on every page
XUEQU_TELL = "xuequ.ledger.services.notices.tell"  # how somebody learns that a run is over
XUEQU_UNREAD = "xuequ.ledger.queries.notices.unread"  # how many notices the reader has not read

MAIL = home.mail()  # none: no e-mail is sent
XUEQU_URL = home.url()  # how pages are named in e-mails and calendars
XUEQU_MAILS = MAIL is not None and XUEQU_URL != ""
if MAIL is None:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.host, MAIL.port, 15
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_ssl, MAIL.is_tls
    DEFAULT_FROM_EMAIL = MAIL.sender

XUEQU_TASKS = home.task_queue()  # database, celery, or immediate: at once in the same process
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "")
TASKS = {
    "default": {
        "BACKEND": {
            "database": "django_tasks_db.DatabaseBackend",
            "celery": "xuequ.site.celery.CeleryOutboxBackend",
            "immediate": "django_tasks.backends.immediate.ImmediateBackend",
        }[XUEQU_TASKS],
        "QUEUES": [],  # any
    }
}

PUBLIC_INDEXED = os.environ.get("XUEQU_INDEXED") == "1"  # may search engines list public pages?

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # no collectstatic: vendor files are compressed when they are built
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 86400

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics/$"]  # asked inside, in front of the proxy
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["xuequ.vault.uploads.Spool"]
FILE_UPLOAD_TEMP_DIR = VAULT_FILES / "uploads"
DATA_UPLOAD_MAX_NUMBER_FILES = 50
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
LEAST_FREE_MEGABYTES = home.whole_number("XUEQU_FREE", 500)  # of the disk, to be ready
XUEQU_WAITING = home.waiting()  # auto: families wait while more come than the machine carries
XUEQU_CROWDED = {"application.report"}  # what pages need in front of which they wait
XUEQU_THREADS = home.whole_number("XUEQU_THREADS", 4)  # that answer in each process
BACKUP_HOURS = 30  # after which a backup is called old
METRICS_TOKEN = os.environ.get("XUEQU_METRICS_TOKEN", "")  # else only this machine may ask
LOG_FORMAT = home.log_format()
LOG_LINE = "xuequ.upkeep.logs.JsonLines" if LOG_FORMAT == "json" else "xuequ.upkeep.logs.Plain"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": LOG_LINE}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "xuequ.request": {
            "handlers": ["console"],
            "level": "WARNING" if LOG_FORMAT == "quiet" else "INFO",
            "propagate": False,
        },
        "django": {"handlers": [], "level": "WARNING"},  # its own handler writes addresses
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.NotReceived": {"level": "CRITICAL"},  # the reader is told, that is all
        "axes": {"level": "ERROR"},  # failed attempts stand in the record
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
