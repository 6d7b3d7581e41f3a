"""Puts a network component written in Python under the tests of Custody: see README.md beside this package."""

from .adapter import Adapter, serve
from .fibres import Promise
from .party import Party, Results, Unsupported
from .resources import Resource, Revoked, View
from .wire import Want

__all__ = [
    "Adapter",
    "Party",
    "Promise",
    "Resource",
    "Results",
    "Revoked",
    "Unsupported",
    "View",
    "Want",
    "serve",
]
__version__ = "0.1.0"
