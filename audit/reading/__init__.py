"""From a file to a `Document`: decode, find the blocks, the sentences and the words.

`sources` lists what there is to audit, without reading it; `read` turns one of them into a
document. Both raise or carry a `ReadError` for anything that is not readable text, so that nothing
is skipped in silence.
"""

from audit.reading.document import Reader, make_reader
from audit.reading.sources import MEDIA_TYPES, Source, list_sources

__all__ = ["MEDIA_TYPES", "Reader", "Source", "list_sources", "make_reader"]
