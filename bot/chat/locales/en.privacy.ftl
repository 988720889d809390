# What is kept of a person: the file of it, taking it back, and having all of it forgotten.

export-caption =
    Your settings in one file: { $filters ->
        [one] { $filters } filter
       *[other] { $filters } filters
    }, saved cards: { $saved }, quiet hours, pace and all the rest. /import takes it back, here or in another account.
import-ask = Send me the file that /export gave you, or paste its text. You will see what it would change before anything is changed.
import-unread = I could not read this file. It has to be the one of /export: text, at most { $limit } KB. Please send it again.
import-wrong = Nothing was changed, for this is wrong in the file:
import-large = it is too large: { $limit } thousand characters are the most
import-format = it is no file of /export
import-version = it has version { $version }, which I do not know
import-unknown = there is no field { $field }
import-missing = { $field } is missing
import-value = { $field } has a value that cannot be
import-title = From the file
import-filters =
    { $count ->
        [one] { $count } filter
       *[other] { $count } filters
    }
import-cards = Saved cards: { $saved }, reminders: { $coming }
import-zone = Time zone: { $zone }
import-how = <b>Replace</b>: everything becomes as in the file. <b>Add</b>: its filters, cards and reminders come beside yours, your settings stay.
import-done =
    { $count ->
        [one] Done. You have { $count } filter now.
       *[other] Done. You have { $count } filters now.
    }
import-cancelled = Nothing was changed.
button-import-replace = Replace everything
button-import-add = Add to what I have
button-import-cancel = Cancel

menu-export = All your settings as a file
menu-import = Take settings from a file

forget-ask =
    <b>Shall I forget you?</b> Everything goes: filters ({ $filters }), saved cards ({ $saved }), reminders, what I learnt from your presses, your language and times. Nothing of it can be brought back. /export gives you a file of it first.
forget-really = <b>Really?</b> This is the last question. The messages in this chat stay with you; all that I hold of you goes.
forget-done =
    Forgotten. Your settings are gone now; what else names you goes from all stores within a few minutes, and from the journals of the last days by itself, at the latest in a month.
    /start begins anew, as if we had never met.
forget-kept = Nothing was deleted.
forget-nobody = I hold no settings of you. /start begins anew.
button-forget-sure = Yes, forget me
button-forget-keep = No, keep everything
button-forget-now = Delete everything now

menu-delete = Forget everything about me
