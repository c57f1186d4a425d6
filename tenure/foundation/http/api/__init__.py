"""What all API routes share: pages, filters, problems, entity tags."""

from .etag import PreconditionMissing, Stale, etag, match
from .problems import Problem, problem
from .resource import Resource
from .routes import mount

__all__ = ["PreconditionMissing", "Problem", "Resource", "Stale", "etag", "match", "mount", "problem"]
