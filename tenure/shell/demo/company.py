"""The invented employer: entities, places, units and the jobs in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    code: str
    name: str
    country: str
    currency: str
    language: str
    registration: str


@dataclass(frozen=True)
class Site:
    code: str
    name: str
    country: str
    subdivision: str
    locality: str
    zone: str
    entity: str


@dataclass(frozen=True)
class Part:
    """A unit, under another; ``was`` holds the name and parent it had before the reorganisation."""

    code: str
    name: str
    parent: str
    kind: str
    was: tuple[str, str] | None = None


@dataclass(frozen=True)
class Work:
    """A job: its family and level, its occupation, and what it pays a year in the US (dollars)."""

    code: str
    title: str
    family: str
    level: str
    soc: str
    isco: str
    pay: int


@dataclass(frozen=True)
class Team:
    """Who works in a unit at a site: the lead's job, then how many of which job.

    The lead reports to the chief of the division, or to the seat ``under``.
    """

    unit: str
    site: str
    lead: str
    members: tuple[tuple[str, int], ...]
    under: str = ""


ENTITIES = (
    Entity("AIN-US", "Alderbrook Instruments, Inc.", "US", "USD", "en-US", "Delaware file 5521907"),
    Entity("AIN-GB", "Alderbrook Instruments Limited", "GB", "GBP", "en-GB", "Company no. 07719925"),
    Entity("AIN-DE", "Alderbrook Messtechnik GmbH", "DE", "EUR", "de-DE", "HRB 221904, Amtsgericht München"),
)

SITES = (
    Site("BOS", "Boston", "US", "MA", "Boston", "America/New_York", "AIN-US"),
    Site("SFO", "Oakland", "US", "CA", "Oakland", "America/Los_Angeles", "AIN-US"),
    Site("CAM", "Cambridge", "GB", "ENG", "Cambridge", "Europe/London", "AIN-GB"),
    Site("EDI", "Edinburgh", "GB", "SCT", "Edinburgh", "Europe/London", "AIN-GB"),
    Site("MUC", "Munich", "DE", "BY", "München", "Europe/Berlin", "AIN-DE"),
    Site("BER", "Berlin", "DE", "BE", "Berlin", "Europe/Berlin", "AIN-DE"),
)

PARTS = (
    Part("AIN", "Alderbrook Instruments", "", "division"),
    Part("ENG", "Product and engineering", "AIN", "division"),
    Part("OPS", "Operations", "AIN", "division"),
    Part("COM", "Commercial", "AIN", "division"),
    Part("COR", "Corporate", "AIN", "division"),
    Part("ENG-HW", "Hardware", "ENG", "department"),
    Part("ENG-FW", "Firmware", "ENG", "department"),
    Part("ENG-SW", "Software", "ENG", "department"),
    Part("ENG-QA", "Quality", "ENG", "department", was=("Test laboratory", "OPS")),
    Part("OPS-MFG", "Manufacturing", "OPS", "department"),
    Part("OPS-SUP", "Supply chain", "OPS", "department"),
    Part("COM-SAL", "Sales", "COM", "department"),
    Part("COM-MKT", "Marketing", "COM", "department"),
    Part("COM-SVC", "Customer success", "COM", "department", was=("Field service", "OPS")),
    Part("COR-FIN", "Finance", "COR", "department"),
    Part("COR-PPL", "People", "COR", "department"),
    Part("COR-IT", "Information technology", "COR", "department"),
)

FAMILIES = {
    "EXE": "Executive",
    "ENG": "Engineering",
    "OPS": "Operations",
    "COM": "Commercial",
    "COR": "Corporate services",
}

LEVELS = ("Associate", "Professional", "Senior", "Lead", "Director", "Executive")

WORKS = (
    Work("CEO", "Chief Executive Officer", "EXE", "Executive", "11-1011", "1120", 345_000),
    Work("CTO", "Chief Technology Officer", "EXE", "Executive", "11-9041", "1223", 290_000),
    Work("COO", "Chief Operating Officer", "EXE", "Executive", "11-1021", "1120", 285_000),
    Work("CCO", "Chief Commercial Officer", "EXE", "Executive", "11-2022", "1221", 280_000),
    Work("CFO", "Chief Financial Officer", "EXE", "Executive", "11-3031", "1211", 285_000),
    Work("HWE", "Hardware Engineer", "ENG", "Professional", "17-2061", "2152", 108_000),
    Work("HWE-S", "Senior Hardware Engineer", "ENG", "Senior", "17-2061", "2152", 138_000),
    Work("FWE", "Firmware Engineer", "ENG", "Professional", "15-1252", "2512", 112_000),
    Work("FWE-S", "Senior Firmware Engineer", "ENG", "Senior", "15-1252", "2512", 142_000),
    Work("SWE", "Software Engineer", "ENG", "Professional", "15-1252", "2512", 118_000),
    Work("SWE-S", "Senior Software Engineer", "ENG", "Senior", "15-1252", "2512", 150_000),
    Work("QAE", "Quality Engineer", "ENG", "Professional", "15-1253", "2519", 94_000),
    Work("QAE-S", "Senior Quality Engineer", "ENG", "Senior", "15-1253", "2519", 118_000),
    Work("ENM", "Engineering Manager", "ENG", "Lead", "11-9041", "1223", 178_000),
    Work("TEC", "Assembly Technician", "OPS", "Associate", "51-2028", "8212", 52_000),
    Work("TEC-S", "Senior Assembly Technician", "OPS", "Professional", "51-2028", "8212", 63_000),
    Work("BUY", "Buyer", "OPS", "Professional", "13-1023", "3323", 74_000),
    Work("OPM", "Operations Manager", "OPS", "Lead", "11-3051", "1321", 128_000),
    Work("AE", "Account Executive", "COM", "Professional", "41-4011", "2433", 92_000),
    Work("AE-S", "Senior Account Executive", "COM", "Senior", "41-4011", "2433", 121_000),
    Work("MKS", "Marketing Specialist", "COM", "Professional", "13-1161", "2431", 81_000),
    Work("CSE", "Customer Success Engineer", "COM", "Professional", "41-9031", "2434", 86_000),
    Work("CSE-S", "Senior Customer Success Engineer", "COM", "Senior", "41-9031", "2434", 109_000),
    Work("COM-M", "Commercial Manager", "COM", "Lead", "11-2022", "1221", 149_000),
    Work("ACC", "Accountant", "COR", "Professional", "13-2011", "2411", 83_000),
    Work("PAY", "Payroll Specialist", "COR", "Professional", "43-3051", "4313", 71_000),
    Work("HRG", "HR Generalist", "COR", "Professional", "13-1071", "2423", 82_000),
    Work("HRG-S", "Senior HR Generalist", "COR", "Senior", "13-1071", "2423", 104_000),
    Work("ITS", "IT Systems Administrator", "COR", "Professional", "15-1244", "2522", 91_000),
    Work("COR-M", "Corporate Services Manager", "COR", "Lead", "11-3012", "1219", 139_000),
    Work("HRM", "Head of People", "COR", "Director", "11-3121", "1212", 172_000),
)

TEAMS = (
    Team("ENG-HW", "BOS", "ENM", (("HWE", 6), ("HWE-S", 5))),
    Team("ENG-HW", "MUC", "ENM", (("HWE", 5), ("HWE-S", 4))),
    Team("ENG-FW", "CAM", "ENM", (("FWE", 7), ("FWE-S", 5))),
    Team("ENG-SW", "SFO", "ENM", (("SWE", 8), ("SWE-S", 6))),
    Team("ENG-SW", "BER", "ENM", (("SWE", 6), ("SWE-S", 4))),
    Team("ENG-QA", "EDI", "ENM", (("QAE", 6), ("QAE-S", 4))),
    Team("OPS-MFG", "BOS", "OPM", (("TEC", 24), ("TEC-S", 9))),
    Team("OPS-MFG", "MUC", "OPM", (("TEC", 16), ("TEC-S", 6))),
    Team("OPS-SUP", "CAM", "OPM", (("BUY", 7),)),
    Team("COM-SAL", "BOS", "COM-M", (("AE", 9), ("AE-S", 5))),
    Team("COM-SAL", "CAM", "COM-M", (("AE", 8), ("AE-S", 4))),
    Team("COM-MKT", "BOS", "COM-M", (("MKS", 7),)),
    Team("COM-SVC", "EDI", "COM-M", (("CSE", 10), ("CSE-S", 5))),
    Team("COM-SVC", "BER", "COM-M", (("CSE", 6), ("CSE-S", 3))),
    Team("COR-FIN", "BOS", "COR-M", (("ACC", 6), ("PAY", 2))),
    Team("COR-FIN", "CAM", "COR-M", (("ACC", 3), ("PAY", 1))),
    Team("COR-PPL", "CAM", "HRM", (("HRG", 2),)),
    Team("COR-PPL", "BOS", "HRG-S", (("HRG", 1),), under="COR-PPL-CAM-01"),
    Team("COR-PPL", "MUC", "HRG-S", (), under="COR-PPL-CAM-01"),
    Team("COR-IT", "BOS", "COR-M", (("ITS", 5),)),
)

CHIEFS = (
    ("AIN", "CEO", "BOS"),
    ("ENG", "CTO", "BOS"),
    ("OPS", "COO", "MUC"),
    ("COM", "CCO", "CAM"),
    ("COR", "CFO", "BOS"),
)

# What the same work pays elsewhere, against the US figure in dollars, in the currency of the country.
PAY_FACTOR = {"US": 1.0, "GB": 0.56, "DE": 0.68}
PROMOTIONS = {
    "HWE": "HWE-S",
    "FWE": "FWE-S",
    "SWE": "SWE-S",
    "QAE": "QAE-S",
    "TEC": "TEC-S",
    "AE": "AE-S",
    "CSE": "CSE-S",
}

PATTERNS = (
    ("FT40", "Full time, 40 hours", 480, 5),
    ("FT375", "Full time, 37.5 hours", 450, 5),
    ("PT4", "Four days of eight hours", 480, 4),
)

COST_CENTRES = (
    ("US-100", "AIN-US", "Engineering, US"),
    ("US-200", "AIN-US", "Operations, US"),
    ("US-300", "AIN-US", "Commercial and corporate, US"),
    ("GB-100", "AIN-GB", "Engineering, UK"),
    ("GB-200", "AIN-GB", "Operations, UK"),
    ("GB-300", "AIN-GB", "Commercial and corporate, UK"),
    ("DE-100", "AIN-DE", "Engineering, Germany"),
    ("DE-200", "AIN-DE", "Operations, Germany"),
    ("DE-300", "AIN-DE", "Commercial and corporate, Germany"),
)

# The ending of the cost centre that each division is booked on.
BOOKED = {"ENG": "-100", "OPS": "-200", "COM": "-300", "COR": "-300"}
