"""R08: every message is delivered one to five times, in any order and at the same time."""

from tests.operations.tenure import free_port

from .desk import done, settle
from .post import post
from .scene import Report, Scene, inside
from .trial import company


def run(here: Scene) -> Report:
    """Let papers expire, deliver everything again and again, and count messages and mails."""
    data, report, port = here.migrated("twice"), Report("R08 jobs delivered twice"), free_port()
    person = company(data)["person"]
    inside(data, "bench.faults.workload", person, str(here.size(10, 200)))
    with post(port) as taken:
        mail = {"TENURE_SMTP": f"smtp://127.0.0.1:{port}?plain"}
        told = inside(data, "bench.faults.twice", str(here.seed), **mail)
        found = done(data)
        settle(report, found, taken)
        report.doubled += taken.twice
    report.wrong += list(told["failed"])[:3]
    report.also = f"{told['messages']} messages delivered {told['delivered']} times"
    return report
