"""What a flag rests on, packed so that others can open and check it: a folder, or a WARC file (ISO 28500)."""

from pipeline.evidence.exhibits import Evidence, Exhibit, Seen, flaws
from pipeline.evidence.folder import verify_folder, write_folder
from pipeline.evidence.warc import verify_warc, write_warc

__all__ = [
    "Evidence",
    "Exhibit",
    "Seen",
    "flaws",
    "verify_folder",
    "verify_warc",
    "write_folder",
    "write_warc",
]
