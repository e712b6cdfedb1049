"""Translation engines: by one protocol, whatever runs behind it."""

from audit.backtranslation.engines.base import Engine, Translation
from audit.backtranslation.engines.opening import open_engine
from audit.backtranslation.engines.store import Report, StoredEngine

__all__ = ["Engine", "Report", "StoredEngine", "Translation", "open_engine"]
