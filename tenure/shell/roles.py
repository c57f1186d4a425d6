"""The roles that ship with Tenure, and what each may do over what."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.roles import GRANTED, ShippedRole, over, ships

# Accounts that are nobody of the staff decide too, by the roles they were given.
DECIDES = over("own", "approvals.view", "approvals.decide")
SEES_PEOPLE = ("people.directory", "people.view")
HR = (
    "people.directory",
    "people.view",
    "people.view_personal",
    "people.view_identity",
    "people.plan",
    "people.edit",
    "people.edit_contact",
    "people.edit_personal",
    "people.edit_identity",
    "people.import",
    "people.export",
    "notes.view_hr",
    "notes.view_manager",
    "notes.view_employee",
    "notes.write",
    "pay.view",
    "pay.edit",
    "organisation.edit",
    "organisation.plan",
    "audit.view",
    "change_sets.prepare",
)


def ship_roles() -> None:
    """Declare every role that ships."""
    _ship_implied()
    _ship_hr()
    _ship_specialists()
    _ship_overseers()


def _ship_implied() -> None:
    ships(
        ShippedRole(
            "employee",
            _("Employee"),
            _("Everybody who works here: the directory, and one's own record."),
            implied=True,
            lines=[
                *over("everyone", "organisation.view"),
                *over("colleagues", "people.directory"),
                *DECIDES,
                *over(
                    "own",
                    "people.view",
                    "people.view_personal",
                    "people.view_identity",
                    "people.view_bank",
                    "people.view_special",
                    "people.edit_special",
                    "people.edit_contact",
                    "people.propose",
                    "pay.view",
                    "notes.view_employee",
                    "audit.view_reads",
                ),
            ],
        )
    )
    ships(
        ShippedRole(
            "manager",
            _("Manager"),
            _(
                "Everybody with people below them in the reporting line: work facts and manager notes of these."
            ),
            implied=True,
            lines=over("reports", "people.view", "notes.view_manager", "notes.view_employee", "notes.write"),
        )
    )


def _ship_hr() -> None:
    ships(
        ShippedRole(
            "hr_generalist",
            _("HR generalist"),
            _("Keeps the records of the people in some legal entities, units or places."),
            second_factor=True,
            lines=[*DECIDES, *over("everyone", "organisation.view"), *over(GRANTED, *HR)],
        )
    )
    ships(
        ShippedRole(
            "hr_manager",
            _("HR manager"),
            _("Leads the HR function: as a generalist, with figures, the reading log and giving roles."),
            second_factor=True,
            lines=[
                *DECIDES,
                *over("everyone", "organisation.view"),
                *over(
                    GRANTED, *HR, "insights.view", "audit.view_reads", "identity.grant", "approvals.configure"
                ),
                *over("everyone", "fields.configure", "access.break_glass"),
                *over(GRANTED, "change_sets.approve"),
            ],
        )
    )


def _ship_specialists() -> None:
    ships(
        ShippedRole(
            "payroll",
            _("Payroll"),
            _("Prepares pay: amounts, bank details and tax numbers."),
            second_factor=True,
            lines=[
                *DECIDES,
                *over(
                    GRANTED,
                    *SEES_PEOPLE,
                    "people.view_identity",
                    "people.view_bank",
                    "people.edit_bank",
                    "people.export",
                    "pay.view",
                ),
            ],
        )
    )
    ships(
        ShippedRole(
            "compensation",
            _("Compensation specialist"),
            _("Looks after pay and its bands."),
            second_factor=True,
            lines=[*DECIDES, *over(GRANTED, *SEES_PEOPLE, "pay.view", "pay.edit", "insights.view")],
        )
    )
    ships(
        ShippedRole(
            "benefits_admin",
            _("Benefits administrator"),
            _("Looks after benefits and those they cover."),
            second_factor=True,
            lines=over(GRANTED, *SEES_PEOPLE, "people.view_personal"),
        )
    )
    for code, name, purpose in (
        ("leave_admin", _("Leave administrator"), _("Handles long absences and their papers.")),
        ("recruiter", _("Recruiter"), _("Fills open seats.")),
        ("learning_manager", _("Learning manager"), _("Plans and follows learning.")),
        ("investigator", _("Employee-relations investigator"), _("Works on cases they were let in to.")),
        ("er_gate", _("Employee-relations gate"), _("Answers whether a planned measure may proceed.")),
        ("compliance_officer", _("Compliance officer"), _("Watches over filings, trainings and papers.")),
    ):
        ships(ShippedRole(code, name, purpose, second_factor=True, lines=over(GRANTED, *SEES_PEOPLE)))


def _ship_overseers() -> None:
    ships(
        ShippedRole(
            "executive",
            _("Executive"),
            _("Sees figures about groups, never about one person."),
            lines=over("everyone", "insights.view", "organisation.view"),
        )
    )
    ships(
        ShippedRole(
            "auditor",
            _("Auditor"),
            _("Reads the trail and who looked at what; changes nothing."),
            second_factor=True,
            lines=over("everyone", "audit.view", "audit.view_reads", "people.directory", "organisation.view"),
        )
    )
    ships(
        ShippedRole(
            "administrator",
            _("System administrator"),
            _("Sets Tenure up, manages accounts and roles; sees no personal data."),
            second_factor=True,
            lines=[
                *over(
                    GRANTED, "identity.manage", "identity.grant", "system.configure", "approvals.configure"
                ),
                *over("everyone", "organisation.view", "fields.configure"),
                *over("own", "access.break_glass"),
                *DECIDES,
            ],
        )
    )
