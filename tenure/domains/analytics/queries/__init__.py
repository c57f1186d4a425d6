"""Figures about the workforce on any period, with the rows behind them."""

from .asking import EMPLOYEES, POPULATIONS, SEES, PeriodAhead, PeriodReversed, PeriodTooLong, Question
from .definitions import DEFINITIONS, Definition
from .figures import Figure, Line, NoSuchPart, figure, figures, people, people_behind

__all__ = [
    "DEFINITIONS",
    "EMPLOYEES",
    "POPULATIONS",
    "SEES",
    "Definition",
    "Figure",
    "Line",
    "NoSuchPart",
    "PeriodAhead",
    "PeriodReversed",
    "PeriodTooLong",
    "Question",
    "figure",
    "figures",
    "people",
    "people_behind",
]
