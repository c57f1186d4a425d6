"""How gunicorn serves Tenure; read by ``tenure run`` and by anybody who starts gunicorn alone."""

import gc
import os
import signal
import sys
from pathlib import Path

from tenure.config.supervisor import die_with_parent

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 — only the workers' heartbeat, which must not wait for a disk

wsgi_app = "tenure.config.wsgi:application"
bind = f"{os.environ.get('TENURE_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("TENURE_WEB_WORKERS") or min(max(os.cpu_count() or 1, 2), 8))
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
forwarded_allow_ips = os.environ.get("TENURE_PROXIES", "127.0.0.1")
proc_name = "tenure-web"
loglevel = "warning"
errorlog = "-"
accesslog = None
control_socket_disable = True
worker_tmp_dir = str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK) else None


def on_starting(_server: object) -> None:
    """Begin only with the keys of this database; a database that is away is waited for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenure.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError, connection

    from tenure.foundation.crypto import proof
    from tenure.foundation.refusal import Refused

    try:
        proof.prove()
    except Refused as refusal:
        print(refusal, file=sys.stderr, flush=True)
        sys.exit(1)
    except DatabaseError:
        pass  # away for now or not migrated: what seals or opens tries its key anyway
    finally:
        connection.close()


def post_fork(_server: object, _worker: object) -> None:
    """Let a worker go down with its master at once, so that the next one finds the port free."""
    die_with_parent(signal.SIGKILL)


def post_worker_init(_worker: object) -> None:
    """Keep what was loaded once out of every later search for garbage: long answers come a quarter faster."""
    gc.collect()
    gc.freeze()
