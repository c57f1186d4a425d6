"""Invented people: given and family names in use where the demo company works."""

import unicodedata
from dataclasses import dataclass
from random import Random

_GIVEN = {
    "US": (
        "Olivia Emma Ava Sophia Isabella Mia Amelia Harper Camila Gianna Abigail Luna Ella Elena Aaliyah Naomi "
        "Ruth Priya Mei Keisha",
        "Liam Noah Oliver Elijah James William Benjamin Lucas Henry Alexander Mason Ethan Daniel Jacob Logan "
        "Jackson Mateo Darnell Wei Arjun",
    ),
    "GB": (
        "Isla Freya Poppy Grace Florence Evie Charlotte Rosie Alice Daisy Imogen Niamh Siobhán Ffion Eilidh "
        "Aisha Zainab Ngozi Anjali Beatrice",
        "George Harry Arthur Oscar Theo Archie Freddie Leo Alfie Rhys Callum Hamish Owen Cillian Mohammed "
        "Imran Chukwudi Rohan Edward Hugh",
    ),
    "DE": (
        "Hannah Lena Leonie Clara Greta Frieda Ida Mathilda Johanna Antonia Paula Jördis Zoë Elif Katarzyna "
        "Franziska Annegret Svenja Ulrike Özlem",
        "Felix Jonas Maximilian Paul Anton Emil Moritz Jakob Konstantin Jürgen Björn Götz Matthias Emre "
        "Wojciech Henning Thorsten Ruprecht Lorenz Sören",
    ),
}
_FAMILY = {
    "US": (
        "Smith Johnson Williams Brown Garcia Miller Davis Rodríguez Martinez Hernandez Lopez Wilson Anderson "
        "Thomas Taylor Moore Jackson Nguyen Lee Patel Kim Washington O'Brien Kowalski Rossi Cohen Begay"
    ),
    "GB": (
        "Jones Taylor Davies Evans Thomas Roberts Walker Wright Robinson Thompson White Hughes Edwards Green "
        "Wood MacDonald Campbell Okafor Khan Begum Singh O'Sullivan Llewellyn Ashworth Featherstonehaugh Baptiste"
    ),
    "DE": (
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter "
        "Klein Wolf Schröder Neumann Schwarz Zimmermann Yılmaz Nowak Großmann Brunnhuber Freiherr-von-Lichtenfels"
    ),
}


@dataclass(frozen=True)
class Called:
    """A name and what is said of it; whoever has one name only has no family name."""

    given: str
    family: str
    sex: str
    pronouns: str = ""
    pronunciation: str = ""
    preferred: str = ""

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def address(self) -> str:
        """The name as the first half of an e-mail address: ASCII, no blanks."""
        parts = (self.given.split()[0], *self.family.split()[:1])
        return ".".join(_plain(part) for part in parts)


_SAID = {
    "Siobhán": "shih-VAWN",
    "Niamh": "NEEV",
    "Eilidh": "AY-lee",
    "Ffion": "FEE-on",
    "Featherstonehaugh": "FAN-shaw",
    "Cillian": "KILL-ee-an",
    "Ngozi": "n-GO-zee",
    "Jördis": "YUR-dis",
    "Wojciech": "VOY-chekh",
    "Yılmaz": "YUHL-mahz",
}


_LETTERS = str.maketrans({"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "ö": "oe", "ü": "ue", "ä": "ae", "'": ""})


def _plain(name: str) -> str:
    lower = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()


def invent(country: str, random: Random) -> Called:
    """Invent a person as common in a country."""
    female = random.random() < 0.47
    given = random.choice(_GIVEN[country][0 if female else 1].split())
    family = random.choice(_FAMILY[country].split())
    own = ("she/her" if female else "he/him") if random.random() < 0.35 else ""
    pronouns = "they/them" if random.random() < 0.02 else own
    said = " ".join(_SAID[part] for part in (given, family) if part in _SAID)
    return Called(given, family, "female" if female else "male", pronouns, said)
