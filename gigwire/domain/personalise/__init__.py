"""Who is told what, and when: once per person and cluster, in their hours, within their cap.

Owns the rows `Pacing` and `Taste`, the three decisions (match, tick, feedback), the identity of
what is due, and the safety argument below. Owns no clock (`now` is the event time of the record or
tick), no table, no sending, and no text of a message.

Why nothing is told twice or lost though a row and its outputs are not written atomically:

 1. A card's id is `notification_id(user, cluster, "instant", 0)` whatever the step; an edit's is
    (user, cluster, "change" or "close", revision). The ledger lets each id through once.
 2. A row remembers which step told a cluster. The same step again gives the same output again
    (row written, output lost: the repeat heals it; both written: the ledger drops it). Any other
    step of a told cluster never makes a card. What a row has forgotten lies before its horizon,
    and a record from before the horizon (a replay) is never told.
 3. A digest takes three moves. One tick *seals* the held items into the row, with an id made of
    their cluster ids, and says nothing. A later tick *sends* what is sealed; one later still
    forgets it. So no digest leaves before a row holds its exact items, and until its tick is
    done the row can repeat it word for word. Sealing other items after a crash is harmless: the
    first seal was lost with its row, so nothing of it had left. What leaves the waiting list untold
    (pushed out, hidden, given up) is decided the same way: noted in the row, decided by a tick.
 4. What a shell owes: before a tick is handled, the rows and outputs of this partition's earlier
    inputs are acknowledged; offsets are committed only after both. If it also has a row
    acknowledged before the outputs decided with it leave, a card and a digest of the same cluster
    cannot both arise even when settings change between a crash and the repeat.

 5. Settings are the newest at the time of the decision, so a repeat may meet other filters than
    the first try. What was told is told again all the same, under its id, only without the reasons
    of filters that have gone; `filter_gone` is said only of what the row does not know as told.
 6. A weekly report is named by the local day it was promised for, so that a week has one. The tick
    that makes it keeps it in the row and repeats it word for word; the next one forgets it.

Percentiles, caps by client and counts of the week change only together with what a row remembers as
told or held, so a repeat of a record does not count twice (`muted` alone may).

Everything matched ends in a decision: instant; held, and later digested; edited; or suppressed with
a reason.
"""

from gigwire.domain.personalise.digests import decide_tick, next_due
from gigwire.domain.personalise.feedback import FeedbackOutcome, decide_feedback
from gigwire.domain.personalise.fits import Fit, Subjects, fits_of
from gigwire.domain.personalise.matches import decide_match
from gigwire.domain.personalise.rows import Held, Outcome, Pacing, Sealed, Told
from gigwire.domain.taste import Taste

__all__ = [
    "FeedbackOutcome",
    "Fit",
    "Held",
    "Outcome",
    "Pacing",
    "Sealed",
    "Subjects",
    "Taste",
    "Told",
    "decide_feedback",
    "decide_match",
    "decide_tick",
    "fits_of",
    "next_due",
]
