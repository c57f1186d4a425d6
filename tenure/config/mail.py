"""Which mail server takes the mails.

``TENURE_SMTP`` is "smtp://user:password@host:587" (with STARTTLS), "smtps://…:465", or
"smtp://host:25?plain" for a server on a network of one's own. Without it mails are written as
files into the folder ``mail`` of the data.
"""

import os
from typing import Final
from urllib.parse import unquote, urlsplit

from tenure.foundation import postgres

PORTS: Final = {"smtp": 587, "smtps": 465}

_url = urlsplit(os.environ.get("TENURE_SMTP", ""))
_host = urlsplit(os.environ.get("TENURE_URL", "")).hostname or "localhost"

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _url.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = postgres.data_folder() / "mail"
EMAIL_HOST = _url.hostname or ""
EMAIL_PORT = _url.port or PORTS.get(_url.scheme, 587)
EMAIL_HOST_USER = unquote(_url.username or "")
EMAIL_HOST_PASSWORD = unquote(_url.password or "")
EMAIL_USE_SSL = _url.scheme == "smtps"
EMAIL_USE_TLS = _url.scheme == "smtp" and _url.query != "plain"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TENURE_MAIL_FROM", f"Tenure <tenure@{_host}>")
