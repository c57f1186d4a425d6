"""What has happened to people: identifiers and days, for whoever stands above or beside."""

from datetime import date

from tenure.foundation.events import event


@event
class PersonHired:
    """Somebody new has a contract; it may begin later."""

    person_id: int
    employment_id: int
    starts_on: date


@event
class PersonRehired:
    """Somebody who was here before has a contract again."""

    person_id: int
    employment_id: int
    starts_on: date


@event
class PersonChanged:
    """Facts that colleagues see have changed: the name, the pronouns, the contact at work."""

    person_id: int
    fields: tuple[str, ...]


@event
class FileChanged:
    """Private facts or papers of a person have changed; what they say is for those who may read them."""

    person_id: int
    what: str


@event
class AssignmentChanged:
    """Rows about what a person does have changed, from a day on."""

    person_id: int
    employment_id: int
    on: date
    fields: tuple[str, ...]


@event
class ManagersChanged:
    """These people may stand under other managers on some days."""

    person_ids: tuple[int, ...]


@event
class EmploymentEnding:
    """The last day of a contract has been set, or taken back."""

    person_id: int
    employment_id: int
    last_day: date | None


@event
class PayChanged:
    """A person's pay changes from a day on; how much is for those who may read it."""

    person_id: int
    employment_id: int
    on: date


@event
class EmploymentBegan:
    """It is the first day of a contract at the person's place."""

    person_id: int
    employment_id: int
    on: date


@event
class EmploymentEnded:
    """It is the day after the last day of a contract at the person's place."""

    person_id: int
    employment_id: int
    last_day: date


@event
class AssignmentTookEffect:
    """It is the first day of an assignment at the person's place."""

    person_id: int
    assignment_id: int
    on: date


@event
class PaperExpiring:
    """A paper of a person runs out in so many days."""

    person_id: int
    paper_id: int
    expires_on: date
    days: int


@event
class PeopleLoaded:
    """Many people came in or changed in one run of an import."""

    person_ids: tuple[int, ...]


@event
class PersonsMerged:
    """Two records were of one person; the absorbed one is closed, all its rows are the survivor's."""

    survivor_id: int
    absorbed_id: int


@event
class PersonsSplit:
    """A merge was wrong: the other record is open again, and what came from it is its own."""

    person_id: int
    other_id: int


@event
class FindingsMade:
    """A check of the record found what does not fit and was not known before."""

    finding_ids: tuple[int, ...]
    on: date


@event
class ProposalDecided:
    """What somebody proposed to change of their own details was applied, declined or withdrawn."""

    person_id: int
    proposal_id: int
    state: str


@event
class GlassBroken:
    """Somebody opened one file for a stated reason and a few hours."""

    glass_id: int
