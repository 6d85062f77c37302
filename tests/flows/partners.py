"""Many partners, each with a complete request of their own that nobody could take for another's."""

from datetime import UTC, datetime
from email.message import EmailMessage

from tests.peers.smtp import letter

MUSTER = "muster@facility.example"
OLGA = "olga@facility.example"
YEAR = datetime.now(UTC).year
FORM = """\
Institution: {institution}
Country: {country}
Contact person: Partner {number}
Title: {title}
Areas of assistance: social pensions
Background: The pension of district {number} reaches few people over 70. We do not know who is paid late.
Preferred dates: 8-26 March {year}
Duration: 5 days
Working languages: English
"""
PLACES = ("Aneho", "Bassar", "Cinkasse", "Dapaong", "Elavagnon", "Fazao", "Guerin", "Hahotoe", "Ifle", "Kara")
COUNTRIES = (
    "Togo",
    "Ghana",
    "Peru",
    "Bolivia",
    "Angola",
    "Mozambique",
    "Zambia",
    "Kenya",
    "Vietnam",
    "Nepal",
)
TOPICS = (
    "Disability benefits", "Family allowances", "Health insurance", "Old age pensions", "Payment of wages",
    "Labour inspection", "Maternity leave", "Social registers", "School meals", "Cash transfers",
    "Mobile payments", "Actuarial studies", "Communication plan", "Complaints and appeals", "Audit of funds",
    "Fishing crews", "Domestic workers", "Seasonal migrants", "Survivors", "Training of clerks",
)  # fmt: skip
MOST = len(PLACES) * len(TOPICS)


def partner(number: int) -> str:
    """The address of a partner."""
    return f"partner{number:04}@ministry.example"


def request_mail(number: int) -> EmailMessage:
    """The complete request of one partner; the first `MOST` differ in topic or country."""
    topic, place = number // len(PLACES) % len(TOPICS), number % len(PLACES)
    title = f"{TOPICS[topic]} in {PLACES[place]}"
    words = {
        "title": title,
        "country": COUNTRIES[place],
        "institution": f"{TOPICS[topic]} office of {PLACES[place]}",
    }
    return letter(
        sender=partner(number),
        to=MUSTER,
        subject=title,
        text=FORM.format(number=number, year=YEAR + 1, **words),
        message_id=f"{number:04}.request@ministry.example",
    )
