"""Groups, channels and forums as readers: joined, configured by admins, lost, found again, moved.

Owns who may configure, the commands of a group, its greeting, its topics, and what notify reports
of it. Owns no screen of filters or settings (those of `chat` serve groups, too), no pacing and no
call of the Bot API. Decision 19.
"""
