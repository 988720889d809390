"""Which filters fit a project, why, and how well: the exact rule, the index, and the reasons.

Owns evaluation (`verdict`, `explain`, `reasons`), the score (`score`) and the index that answers
for a million filters at once (`filter_index` over a `dictionary`). Owns neither the language that
people type (`gigwire.domain.filters`) nor whether and when somebody is told
(`gigwire.domain.personalise`).
"""
