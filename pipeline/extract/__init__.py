"""Page -> article version: the only home of trafilatura, and the reading of what changed between two versions."""

from pipeline.extract.article import extract, is_to_be_read, version_of_text
from pipeline.extract.notices import NoticeKind, notice
from pipeline.extract.revisions import (
    Aligned,
    Change,
    ChangeKind,
    alignment,
    changes,
    revision,
    revision_flag_kind,
    substance,
)

__all__ = [
    "Aligned",
    "Change",
    "ChangeKind",
    "NoticeKind",
    "alignment",
    "changes",
    "extract",
    "is_to_be_read",
    "notice",
    "revision",
    "revision_flag_kind",
    "substance",
    "version_of_text",
]
