"""Composed reads about people, for pages, the API and exports."""

from .audience import Reader, users_who_can, who_can_see
from .directory import directory
from .headcount import Count, headcount
from .history import Fact, Row, Section
from .lines import chain_above, manager_of, reports_of
from .pay import PayLine, pay_of
from .profile import (
    Profile,
    number_of_account,
    number_of_paper,
    profile,
    section,
    special_answers,
)
from .timeline import Moment, timeline

__all__ = [
    "Count",
    "Fact",
    "Moment",
    "PayLine",
    "Profile",
    "Reader",
    "Row",
    "Section",
    "chain_above",
    "directory",
    "headcount",
    "manager_of",
    "number_of_account",
    "number_of_paper",
    "pay_of",
    "profile",
    "reports_of",
    "section",
    "special_answers",
    "timeline",
    "users_who_can",
    "who_can_see",
]
