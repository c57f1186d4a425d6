"""By which words files say what somebody is: in the languages that rosters come in."""

from typing import Final

SEX: Final = {
    "female": (
        "f",
        "w",
        "woman",
        "weiblich",
        "frau",
        "femme",
        "féminin",
        "mujer",
        "femenino",
        "femminile",
        "vrouw",
        "feminino",
    ),
    "male": ("m", "man", "männlich", "mann", "homme", "masculin", "hombre", "masculino", "maschile"),
    "other": ("x", "d", "divers", "non-binary", "nonbinary", "diverse", "autre", "otro"),
}
WORKERS: Final = {
    "employee": (
        "regular", "permanent", "staff", "full time", "part time", "fulltime regular", "parttime regular",
        "full-time", "part-time", "mitarbeiter", "angestellt", "angestellter", "angestellte", "festangestellt",
        "salarié", "employé", "empleado", "empleada", "dipendente", "werknemer", "fte", "full time contract",
    ),
    "contractor": ("contract", "freelancer", "freelance", "freier mitarbeiter", "prestataire", "contratista", "consultant", "1099", "contingent worker", "contingent"),
    "agency": ("temp", "temporary", "agency worker", "leiharbeiter", "leiharbeitnehmer", "zeitarbeit", "intérimaire", "interim", "uitzendkracht", "seasonal"),
    "intern": ("internship", "trainee", "praktikant", "praktikantin", "werkstudent", "stagiaire", "becario", "prácticas", "auszubildender", "apprentice"),
}  # fmt: skip
PERIODS: Final = {
    "year": ("annual", "yearly", "annually", "pa", "per year", "jahr", "jährlich", "annuel", "anual", "yr", "salary", "salaried"),
    "month": ("monthly", "per month", "monat", "monatlich", "mensuel", "mensual", "mth", "mo"),
    "week": ("weekly", "per week", "woche", "wöchentlich", "hebdomadaire", "semanal", "wk"),
    "day": ("daily", "per day", "tag", "täglich"),
    "hour": ("hourly", "per hour", "stunde", "stündlich", "horaire", "por hora", "hr"),
}  # fmt: skip
LEFT: Final = "left"
STATUS: Final = {
    "active": ("a", "aktiv", "actif", "active employee", "activo", "activa", "attivo", "actief", "ativo", "employed", "current", "working", "im dienst", "en poste"),
    "on_leave": ("leave", "l", "on leave", "leave of absence", "loa", "paid leave", "unpaid leave", "beurlaubt", "elternzeit", "mutterschutz", "en congé", "congé", "de baja", "de permiso", "in congedo", "met verlof"),
    "released": ("garden leave", "freigestellt", "dispensé d'activité", "suspended"),
    LEFT: ("t", "terminated", "inactive", "withdrawn", "retired", "deceased", "separated", "voluntarily terminated", "terminated for cause", "ausgetreten", "ausgeschieden", "inaktiv", "gekündigt", "pensioniert", "parti", "partie", "sorti", "inactif", "retraité", "baja", "inactivo", "cesado", "cessato", "uit dienst", "desligado", "terminated with pay", "dienstverhältnis beendet"),
}  # fmt: skip
MARRIED: Final = ("single", "married", "divorced", "widowed", "separated")
