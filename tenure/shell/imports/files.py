"""Files that the wizard gives out: templates, mappings, lists of what was found."""

import csv
import io
import json
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tenure.foundation.access import require
from tenure.foundation.exchange import blanks, sheets
from tenure.foundation.exchange.run import IMPORT
from tenure.foundation.exchange.staging import Staging
from tenure.foundation.http.request import Request
from tenure.foundation.lists.export import KINDS, safe
from tenure.foundation.refusal import NotThere

from .reading import staged_of

COLUMNS: Final = {
    "findings": ("weight", "code", "file", "row", "column", "message"),
    "changes": ("what", "act", "which", "from", "fields", "file", "row"),
}


@require_GET
def template(request: Request, kind: str, form: str) -> HttpResponse:
    """Give an empty sheet of a kind."""
    require(request.actor, IMPORT)
    sheet = next((one for one in sheets.sheets() if one.kind == kind), None)
    if sheet is None or form not in KINDS:
        raise NotThere
    body = blanks.blank_xlsx(sheet) if form == "xlsx" else blanks.blank_csv(sheet)
    return _file(body, f"{kind}.{form}", KINDS[form])


@require_GET
def mapping(request: Request, uid: UUID) -> HttpResponse:
    """Give the mapping as the file that the command line takes."""
    body = json.dumps(staged_of(request.actor, uid).mapping, indent=2, ensure_ascii=False)
    return _file(body.encode(), "mapping.json", "application/json")


@require_GET
def outcome(request: Request, uid: UUID, what: str) -> HttpResponse:
    """Give all findings, or all changes, as a file that opens in a spreadsheet."""
    staged = staged_of(request.actor, uid)
    if what not in COLUMNS:
        raise NotThere
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS[what])
    for line in Staging(staged.uid).lines(what):
        writer.writerow([safe(str(line[name] if line[name] is not None else "")) for name in COLUMNS[what]])
    return _file(out.getvalue().encode("utf-8-sig"), f"{what}.csv", KINDS["csv"])


def _file(body: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
