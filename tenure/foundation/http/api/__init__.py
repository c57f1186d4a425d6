"""What all API routes share: pages, filters, problems, entity tags."""

from .etag import PreconditionMissing, Stale, etag, matched
from .problems import Problem, problem
from .resource import Resource
from .routes import mount

__all__ = ["PreconditionMissing", "Problem", "Resource", "Stale", "etag", "matched", "mount", "problem"]
