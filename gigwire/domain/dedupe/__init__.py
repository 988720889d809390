"""The decision of the dedupe stage: which project is a copy of which, over the last seven days.

`ClusterIndex` (index) is what the shell calls; rows are what it stores. Inside: sketch (text to
signature), bands and window (finding candidates), same (is it a copy?), steps (what becomes of a
row). Owns no table and no topic.
"""

from gigwire.domain.dedupe.index import ClusterIndex
from gigwire.domain.dedupe.rows import Applied, ClusterRow, DedupeResult, Member, MemberRow

__all__ = ["Applied", "ClusterIndex", "ClusterRow", "DedupeResult", "Member", "MemberRow"]
