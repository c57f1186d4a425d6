"""Two records of one person made one, and a wrong merge taken apart again."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused
from tenure.foundation.search.indexing import index

from ..events import ManagersChanged, PersonsMerged, PersonsSplit
from ..models import Assignment, BankAccount, Finding, Merge, Pay, Person, PersonalDetails, PersonValue
from ._checks import NotValid
from ._jobs import Jobs
from ._lines import Lines
from ._pairs import (
    PERSONAL,
    PUBLIC,
    RIGHTS,
    CannotMerge,
    Overlap,
    Pair,
    Relation,
    TwoRecords,
    YourOwnRecord,
    relations,
    within,
)

SURVIVOR, ABSORBED = "survivor", "absorbed"


class AccountStays(Refused):
    message = _(
        "The record that would be closed has the account. Keep that record, or ask an administrator to move the account."
    )
    status = 409


class Unassigned(Refused):
    message = _("Say for each entry made since the merge to which of the two it belongs.")


@transaction.atomic
def merge_persons(
    survivor_uid: UUID,
    absorbed_uid: UUID,
    *,
    take: Collection[str] = (),
    main_job: str = "",
    why: str = "",
    by: Actor,
) -> Merge:
    """Put one record into another; all that belongs to the one belongs to the other from now on.

    ``take`` names the facts that come from the absorbed record; ``main_job`` says whose job stays the
    main one where both hold one: "survivor" or "absorbed". Number and uid of the absorbed record
    lead to the survivor.
    """
    pair = _pair(survivor_uid, absorbed_uid, by)
    unknown = set(take) - {*PUBLIC, *PERSONAL}
    if unknown or main_job not in ("", SURVIVOR, ABSORBED):
        raise NotValid(errors={one: __("There is no such field.") for one in unknown or {"main_job"}})
    if obstacles := pair.obstacles(main_job=main_job):
        raise CannotMerge(errors=dict.fromkeys(["__all__"], " ".join(obstacles)))
    merge = Merge(survivor=pair.survivor, absorbed=pair.absorbed, merged_on=by.today, why=why)
    merge.kept = {one.name: list(one.of(pair.survivor).values_list("pk", flat=True)) for one in relations()}
    merge.seconded = _second(pair, main_job)
    _move_account(merge, by)
    merge.moved = {one.name: _move(pair, one, by) for one in relations()}
    _take(merge, frozenset(take))
    _close(merge)
    merge.save()
    _follow(pair)
    announce(PersonsMerged(survivor_id=pair.survivor.pk, absorbed_id=pair.absorbed.pk))
    both = [pair.survivor.pk, pair.absorbed.pk]
    fields, number = sorted(take), pair.absorbed.number
    trail.record(
        by, "people.person.merged", pair.survivor, about=both, reason=why, fields=fields, number=number
    )
    return merge


def _pair(survivor: UUID, absorbed: UUID, by: Actor) -> Pair:
    """Lock both records, for those who hold every right that a merge needs over both."""
    if survivor == absorbed:
        raise TwoRecords
    locked = within(by).filter(uid__in=[survivor, absorbed]).order_by("pk")
    list(locked.select_for_update(no_key=True, of=("self",)))
    # Read again: whoever waited for the lock would not see what the other one did.
    found = {one.uid: one for one in within(by).filter(uid__in=[survivor, absorbed])}
    if len(found) < 2:
        raise Person.DoesNotExist
    if by.person_id in {one.pk for one in found.values()}:
        raise YourOwnRecord
    return Pair(found[survivor], found[absorbed])


def _second(pair: Pair, main_job: str) -> list[list[int]]:
    """Let the jobs of one record run beside the other's while both run; give contract and line of each."""
    if not main_job:
        return []
    loser = pair.absorbed if main_job == SURVIVOR else pair.survivor
    seconded = []
    for overlap in pair.overlaps():
        row = overlap.rows[loser.pk]
        _step_aside(row, overlap)
        seconded.append([row.employment_id, row.line])
    return seconded


def _step_aside(row: Assignment, overlap: Overlap) -> None:
    job = Assignment.objects.filter(employment_id=row.employment_id, line=row.line)
    held = job.as_of(overlap.start).get()
    if held.primary:
        acts.change_from(held, overlap.start, primary=False)
    after = job.as_of(overlap.end).filter(primary=False).first() if overlap.end else None
    if after is not None and overlap.end is not None:
        acts.change_from(after, overlap.end, primary=True)


def _move_account(merge: Merge, by: Actor) -> None:
    """Take the account from the closed record; to the other it goes only by who looks after accounts."""
    merge.account = merge.absorbed.user
    if merge.account is None:
        return
    if merge.survivor.user_id is None and not by.holds("identity.manage"):
        raise AccountStays
    merge.absorbed.user = None
    merge.absorbed.save(update_fields=["user"])
    if merge.survivor.user_id is None:
        merge.survivor.user = merge.account
        merge.survivor.save(update_fields=["user"])


def _move(pair: Pair, relation: Relation, by: Actor) -> list[int]:
    keys = list(pair.movable(relation, by).values_list("pk", flat=True))
    _point(relation, keys, pair.survivor)
    return keys


def _point(relation: Relation, keys: Collection[int], person: Person) -> None:
    """Let rows belong to another person; what lies sealed to the person is sealed anew."""
    rows = relation.model._base_manager.filter(pk__in=keys)
    if relation.model is BankAccount:
        for row in rows.select_related("person"):
            account = row.account
            row.person = person
            row.keep_account(account)
            row.save()
        return
    if relation.model is PersonValue:
        for row in rows.exclude(sealed=None).select_related("person", "field"):
            value = row.plain()
            row.person = person
            row.keep(value)
            row.save()
        rows = rows.filter(sealed=None)
    values: dict[str, Any] = {relation.column: person}
    if any(one.name == "version" for one in relation.model._meta.concrete_fields):
        values["version"] = F("version") + 1
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        words = __("Both records have entries that exclude one another: %(what)s.")
        what = relation.model._meta.verbose_name
        raise CannotMerge(errors={"__all__": words % {"what": what}}) from None


def _take(merge: Merge, take: frozenset[str]) -> None:
    """Write the chosen facts over the survivor's, and remember what stood there."""
    mine, theirs = merge.survivor, merge.absorbed
    _overwrite(merge, "person", mine, theirs, [name for name in PUBLIC if name in take])
    chosen: list[str] = [name for name in PERSONAL if name in take]
    details = {one.person_id: one for one in PersonalDetails.objects.filter(person__in=[mine, theirs])}
    if chosen and theirs.pk in details:
        kept = details.get(mine.pk) or PersonalDetails.objects.create(person=mine)
        _overwrite(merge, "personal", kept, details[theirs.pk], chosen)


def _overwrite(merge: Merge, what: str, mine: Any, theirs: Any, names: list[str]) -> None:
    if not names:
        return
    merge.was[what] = _plain({name: getattr(mine, name) for name in names})
    merge.took[what] = _plain({name: getattr(theirs, name) for name in names})
    if "work_email" in names:  # an address is one record's only
        address, theirs.work_email = theirs.work_email, ""
        theirs.save(update_fields=["work_email"])
        mine.work_email = address
    for name in names:
        if name != "work_email":
            setattr(mine, name, getattr(theirs, name))
    mine.save(update_fields=names)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    encode = DjangoJSONEncoder().default
    return {
        name: value if isinstance(value, str | list | None) else encode(value)
        for name, value in values.items()
    }


def _close(merge: Merge) -> None:
    merge.survivor.former_numbers = [
        *merge.survivor.former_numbers,
        merge.absorbed.number,
        *merge.absorbed.former_numbers,
    ]
    merge.survivor.save(update_fields=["former_numbers"])
    merge.absorbed.merged_into = merge.survivor
    merge.absorbed.save(update_fields=["merged_into"])
    Finding.objects.filter(person=merge.absorbed).delete()
    Finding.objects.filter(other=merge.absorbed).delete()


def _follow(pair: Pair) -> None:
    both = (pair.survivor.pk, pair.absorbed.pk)
    Lines.refresh(both)
    for one in (pair.survivor, pair.absorbed):
        index(one)
    announce(ManagersChanged(person_ids=both))


@transaction.atomic
def split_persons(
    merge_uid: UUID, *, give: Collection[UUID] = (), keep: Collection[UUID] = (), why: str = "", by: Actor
) -> Person:
    """Take a wrong merge apart: what came from the other record goes back to it.

    Each entry made since is named in ``give``, if it is the other person's, or in ``keep``.
    """
    merge = _merge_for(merge_uid, by)
    pair = Pair(merge.survivor, merge.absorbed)
    since = {one.uid: (relation, one) for relation, one in made_since(merge)}
    if set(give) - since.keys() or since.keys() - {*give, *keep}:
        raise Unassigned(
            errors={str(uid): __("To whom does it belong?") for uid in since.keys() - {*give, *keep}}
        )
    pair.absorbed.merged_into = None
    pair.absorbed.save(update_fields=["merged_into"])
    for relation in relations():
        still = relation.of(pair.survivor).filter(pk__in=merge.moved.get(relation.name, []))
        _point(relation, list(still.values_list("pk", flat=True)), pair.absorbed)
    for uid in give:
        relation, row = since[uid]
        _point(relation, [row.pk], pair.absorbed)
    _follow_contracts(pair)
    _give_back(merge)
    _restore_main_jobs(merge)
    merge.split_on = by.today
    merge.save(update_fields=["split_on"])
    _follow(pair)
    _refuse_beyond_reach(pair, by)
    announce(PersonsSplit(person_id=pair.survivor.pk, other_id=pair.absorbed.pk))
    both = [pair.survivor.pk, pair.absorbed.pk]
    trail.record(by, "people.person.split", pair.survivor, about=both, reason=why, given=len(give))
    return pair.absorbed


def _merge_for(uid: UUID, by: Actor) -> Merge:
    merge: Merge = Merge.objects.allowed(by, "people.edit").get(uid=uid, split_on=None)
    keys = sorted([merge.survivor_id, merge.absorbed_id])
    locked = Person.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    people = {one.pk: one for one in locked}
    if not all(Person.objects.allowed(by, one).filter(pk=merge.survivor_id).exists() for one in RIGHTS):
        raise Merge.DoesNotExist
    if by.person_id in keys:
        raise YourOwnRecord
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk, split_on=None)
    merge.survivor, merge.absorbed = people[merge.survivor_id], people[merge.absorbed_id]
    return merge


def made_since(merge: Merge) -> list[tuple[Relation, Any]]:
    """Give the entries of the survivor that neither record had; jobs and pay follow their contract."""
    found = []
    for relation in relations():
        if relation.model in (Assignment, Pay) and relation.column == "person":
            continue
        known = {*merge.moved.get(relation.name, []), *merge.kept.get(relation.name, [])}
        if relation.column == "person":
            rows = relation.of(merge.survivor).exclude(pk__in=known)
            found += [(relation, row) for row in rows if hasattr(row, "uid")]
    return found


def _follow_contracts(pair: Pair) -> None:
    for model in (Assignment, Pay):
        strays = model.objects.filter(person=pair.survivor, employment__person=pair.absorbed)
        strays.update(person=pair.absorbed, version=F("version") + 1)


def _give_back(merge: Merge) -> None:
    """Put back what gave way, where nobody has changed it since; and number and account."""
    mine, theirs = merge.survivor, merge.absorbed
    details = PersonalDetails.objects.filter(person=mine).first()
    for what, row in (("person", mine), ("personal", details)):
        took, was = merge.took.get(what, {}), merge.was.get(what, {})
        same = [
            name
            for name in took
            if row is not None and _plain({name: getattr(row, name)})[name] == took[name]
        ]
        for name in same:
            setattr(row, name, _value(row, name, was[name]))
        if same and row is not None:
            row.save(update_fields=same)
        if "work_email" in same:
            theirs.work_email = took["work_email"]
            theirs.save(update_fields=["work_email"])
    gone = {theirs.number, *theirs.former_numbers}
    mine.former_numbers = [one for one in mine.former_numbers if one not in gone]
    mine.save(update_fields=["former_numbers"])
    _give_account_back(merge)


def _value(row: Any, name: str, plain: Any) -> Any:
    column: Any = row._meta.get_field(name)
    return column.to_python(plain)


def _give_account_back(merge: Merge) -> None:
    mine, theirs = merge.survivor, merge.absorbed
    if merge.account_id is None:
        return
    if mine.user_id == merge.account_id:
        mine.user = None
        mine.save(update_fields=["user"])
    if not Person.objects.filter(user_id=merge.account_id).exists():
        theirs.user = merge.account
        theirs.save(update_fields=["user"])


def _restore_main_jobs(merge: Merge) -> None:
    """Let the jobs that stepped aside be the main ones again, and join what was cut for that."""
    for employment, line in merge.seconded:
        job = Assignment.objects.filter(employment_id=employment, line=line)
        for row in job.filter(primary=False).in_order():
            if Jobs.is_free(row.person_id, row.valid_from, row.valid_until):
                row.primary = True
                row.save(update_fields=["primary"])
        _join(list(job.in_order()), _cut_by(merge))


def _cut_by(merge: Merge) -> frozenset[int]:
    """Name the jobs that both records had before: all others came of the merge or after it."""
    name = f"{Assignment._meta.label_lower}.person"
    return frozenset([*merge.moved.get(name, []), *merge.kept.get(name, [])])


def _join(rows: list[Assignment], before: frozenset[int]) -> None:
    """Join rows that say the same and follow one another, where the later one was cut off."""
    last: Assignment | None = None
    for row in rows:
        if last is not None and row.pk not in before and _goes_on(last, row):
            row.delete()
            last.valid_until = row.valid_until
            last.save(update_fields=["valid_until"])
        else:
            last = row


def _goes_on(one: Assignment, following: Assignment) -> bool:
    same = all(getattr(one, name) == getattr(following, name) for name in (*one.facts, "reason", "why"))
    return same and one.valid_until == following.valid_from


def _refuse_beyond_reach(pair: Pair, by: Actor) -> None:
    for permission in RIGHTS:
        reached = Person.objects.allowed(by, permission).filter(pk__in=[pair.survivor.pk, pair.absorbed.pk])
        if reached.count() < 2:
            raise Merge.DoesNotExist
