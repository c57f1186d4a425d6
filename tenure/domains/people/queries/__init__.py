"""Composed reads about people, for pages, the API and exports."""

from .audience import Reader, users_who_can, who_can_see
from .custom import attach_custom, log_custom
from .directory import directory
from .findings import findings, open_counts, told_of
from .headcount import Count, headcount
from .history import Fact, Row, Section
from .lines import chain_above, manager_of, reports_of
from .numbers import Match, may_find_numbers, whose_number
from .pay import PayLine, pay_of
from .profile import (
    Profile,
    log_form,
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
    "Match",
    "Moment",
    "PayLine",
    "Profile",
    "Reader",
    "Row",
    "Section",
    "attach_custom",
    "chain_above",
    "directory",
    "findings",
    "headcount",
    "log_custom",
    "log_form",
    "manager_of",
    "may_find_numbers",
    "number_of_account",
    "number_of_paper",
    "open_counts",
    "pay_of",
    "profile",
    "reports_of",
    "section",
    "special_answers",
    "timeline",
    "told_of",
    "users_who_can",
    "who_can_see",
    "whose_number",
]
