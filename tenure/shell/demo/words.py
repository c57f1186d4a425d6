"""What the demo company's people write into staff files."""

HR = (
    "Asked for a certificate of employment for a landlord; sent the same day.",
    "Right-to-work papers seen and copied on the first day.",
    "Prefers letters in English.",
    "Commuting time has doubled since the move; would like to discuss two days at home.",
    "Returns the company laptop with the old charger; replacement ordered.",
    "Spoke about the pension plan; will decide by the end of the quarter.",
)
MANAGER = (
    "Took over the release calendar and keeps it well. Wants more time with customers.",
    "Agreed to mentor the next newcomer from the first week on.",
    "Would like to go to the sensor conference in spring; agreed if the release is out.",
    "Handled the recall of the pressure cells calmly. Thank in the next team meeting.",
    "Has asked for a four-day week from summer on; talk to the team first.",
)
EMPLOYEE = (
    "Thank you for stepping in during the move of the laboratory.",
    "Probation talk held: all goals met. We are glad you are here.",
    "You asked for a desk by the window; facilities will arrange it in May.",
    "Five years with us this month. Congratulations.",
)
