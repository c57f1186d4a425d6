"""Who may reach what of the organisation."""

from tenure.foundation.access import Policy, guard, machinery

from . import models, scopes

PLAN = "organisation.plan"

SHARED_LISTS = (
    models.CostCentre,
    models.Place,
    models.PlaceDay,
    models.WorkPattern,
    models.JobFamily,
    models.Level,
    models.Job,
    models.Unit,
    models.Position,
)

for model in SHARED_LISTS:
    guard(model, Policy(scopes=scopes.shared))

guard(models.LegalEntity, Policy(scopes=scopes.entities))
guard(models.UnitTerm, scopes.dated(scopes.by_unit, plan=PLAN))
guard(models.UnitHead, scopes.dated(scopes.by_unit, plan=PLAN))
guard(models.PositionTerm, scopes.dated(scopes.by_seat, plan=PLAN))
guard(models.PositionPay, scopes.dated(scopes.by_seat, plan=PLAN))
machinery(models.UnitLine)
