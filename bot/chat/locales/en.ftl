# Texts of the conversation and of cards. HTML of Telegram's subset; buttons and toasts are plain.

welcome-back =
    { $count ->
        [one] Welcome back! I am watching { $count } filter for you.
       *[other] Welcome back! I am watching { $count } filters for you.
    }
help =
    <b>How to tell me what you want</b>
    <code>python bot</code> – both words, in any form, anywhere
    <code>"telegram bot"</code> – one after the other; <code>=bot</code> – this form only; <code>design*</code> – how it begins
    <code>python, rust (axum | tokio)</code> – a comma or | between what is enough alone
    <code>-wordpress</code> – without this word
    <code>title:bot source:kwork lang:en</code> – where the word stands, which board, which language
    <code>budget&gt;=500usd rate&gt;=25usd/h bids&lt;10</code> – numbers; an unknown one passes, unless you add !

    /filters – your filters
    /new – a filter by buttons; /settings – language, currency, time, pace, quiet hours
    /stats and /status – what your filters find, how things stand
    /schedule – when what comes; /digest – what waits, now; /snooze – quiet for a while
    /why – in answer to a card or with a link: why you got a project, or why not
    /pause and /resume – silence, and cards again
    /quiet 22-8 Europe/London – quiet hours
    /currency – in which currency you see budgets
    /language – my language
    /export, /import and /delete_me – your data: as a file, back from it, forgotten
add-empty = After /add come the words you are looking for, for example <code>/add python bot from $500</code>
unknown-command = I do not know this command. /help shows those I know.
unknown-text = I understand search words rather than sentences. Send for example <code>python bot from $500</code>, or see /help.
unknown-content = I only understand text. Send the words you are looking for, for example <code>logo design</code>
elsewhere = Your searches are with another bot of ours, the one that you wrote to first. Please go on there. If you blocked it, send /start here and I take over.

filters-none =
    You have no filters yet. Send me the words you are looking for:
    <code>python telegram bot from $500</code>
filters-title =
    { $count ->
        [one] <b>Your { $count } filter</b>
       *[other] <b>Your { $count } filters</b>
    }
filters-paused = You are on pause: /resume brings the cards back.
filter-saved =
    Saved: <code>{ $query }</code>
    New projects that fit will come here as soon as a board shows them.
filter-known = You have this filter already: <code>{ $query }</code>
filter-deleted = Deleted: <code>{ $query }</code> (send it again to bring it back)
filter-example = This works: <code>python "telegram bot" -wordpress from $500</code>
filter-empty = There is no word to look for.
filter-needs-word = No word must occur here, so nearly every project would come. Add a word – or begin with <code>*</code> if you mean everything: <code>* source:kwork</code>
filter-too-many = { $limit } filters are the most one person can have. Delete one first: /filters
filter-too-many-everything = { $limit } filters without a required word are the most one person can have. Add a word, or delete one: /filters
filter-too-many-conditions = A filter can have { $limit } conditions, this one has { $count }. Make two filters of it.
filter-too-deep = Brackets can stand { $limit } deep at most. Make two filters of it.
filter-text-too-long = The text has { $count } characters, { $limit } are the most.
filter-term-too-long = “{ $term }” is too long: a word or phrase can have { $limit } characters.
filter-term-blank = “{ $term }” has neither a letter nor a digit.
filter-quote-open = The quotation mark before “{ $term }” is never closed.
filter-bracket-open = This bracket is never closed: add <code>)</code>
filter-bracket-close = This bracket closes nothing: delete it, or add <code>(</code> before.
filter-star-place = A star stands at the end of a word (<code>design*</code>) or alone at the very beginning. Here it does not: <code>{ $term }</code>
filter-prefix-short = Before a star at least { $limit } characters are needed: <code>{ $term }</code>
filter-nothing-after = Nothing follows <code>{ $term }</code>. Write the word right after it.
filter-field-unknown = There is no field <code>{ $term }</code>. Did you mean <code>{ $example }</code>?
filter-number-expected = <code>{ $field }</code>: a number is expected at { $at }; for instance <code>{ $example }</code>
filter-number-too-large = <code>{ $term }</code>: { $limit } is the most.
filter-unit-unknown = I do not know the unit <code>{ $term }</code> at { $at }; for instance <code>{ $example }</code>
filter-value-unknown = <code>{ $field }</code> has no value “{ $term }”; for instance <code>{ $example }</code>
filter-range-empty = <code>{ $term }</code>: no number is that large and that small. Write the smaller one first.
filter-budget-currency = I have no exchange rate for { $currency }. Name another currency: <code>budget&gt;=500usd</code>
filter-pattern-open = The expression <code>/{ $term }</code> is never closed: it ends with <code>/</code>
filter-pattern-too-long = An expression can have { $limit } characters, this one has { $count }.
filter-pattern-wrong = This is not a valid expression (RE2): <code>{ $term }</code>
filter-pattern-border = Here <code>\b</code> cannot be kept: put it at the very beginning or the very end of the expression.
filter-pattern-costly = This expression would take too long. Use smaller repetitions.
filter-pattern-empty = This expression finds even an empty text, so every project would fit.

language-choose = Which language shall I speak?
currency-choose = In which currency do you want to see budgets?
paused = Paused. Your filters stay; nothing will come until you want it.
resumed =
    { $count ->
        [0] Cards are on again, but you have no filters yet. Send me the words you are looking for.
        [one] Cards are on again: { $count } filter.
       *[other] Cards are on again: { $count } filters.
    }
quiet-on =
    Quiet: { $hours } ({ $zone }). What comes meanwhile waits in one message for the end of it.
    By weekday, in another time zone: <code>/quiet Mon-Fri 22-8, Sat-Sun all day Europe/London</code>. Off: <code>/quiet off</code>
quiet-all-day = all day
quiet-off = No quiet hours. Set them like this: <code>/quiet 22-8 Europe/London</code>
files-on = Pictures and files of projects now come with their cards. /files again turns them off.
files-off = Cards come without pictures and files. /files turns them on.
quiet-wrong = I did not understand these hours. Write them like this: <code>/quiet 22-8 Europe/London</code>, or <code>/quiet off</code>

button-open = Open
button-save = Save
button-saved = ✓ Saved
button-hide = Hide
button-hidden = Hidden · undo
button-undo = Undo
button-filters = My filters
button-resume = Resume
toast-stale = This button is out of date.
toast-saved = Saved
toast-unsaved = No longer saved
toast-hidden = Hidden. You will hear no more of this project.
toast-unhidden = Shown again
toast-filter-gone = This filter is already deleted.
toast-deleted = Deleted

card-budget = Budget: { $amount }
card-budget-converted = Budget: { $amount } ({ $original })
card-budget-unknown = Budget: not stated
card-fixed = { $budget } · fixed price
card-deadline = Deadline: { $when }
card-rating = client ★ { $rating }
card-rating-reviews =
    { $count ->
        [one] client ★ { $rating } ({ $count } review)
       *[other] client ★ { $rating } ({ $count } reviews)
    }
card-verified = verified
card-bids =
    { $count ->
        [0] no bids yet
        [one] { $count } bid
       *[other] { $count } bids
    }
card-also = also on { $places }
card-why = <b>Why:</b> { $reasons }
card-changed = Updated
card-closed = Closed: no more bids
card-untitled = Untitled project
why-filter = filter “{ $name }”
why-budget = budget fits
why-liked = because you liked “{ $words }”
why-everything = fits your filter
money-from = from { $amount }
money-up-to = up to { $amount }
money-hourly = { $amount } per hour
money-monthly = { $amount } per month
age-now = just now
age-minutes = { $count } min ago
age-hours = { $count } h ago
age-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
language-en = English
language-ru = Russian
language-uk = Ukrainian
language-pt = Portuguese
language-es = Spanish

digest-title =
    { $count ->
        [one] { $count } new project for you
       *[other] { $count } new projects for you
    }
digest-more =
    { $count ->
        [one] And { $count } more.
       *[other] And { $count } more.
    }
digest-quiet-hours = Came in during your quiet hours.
digest-daily-cap = Beyond today's limit of single cards.
digest-client-cap = Several projects of one client at once.
digest-less-often = Less often, as you asked.
digest-pace = Collected as you asked.
digest-returned = It is not known whether these reached you.
digest-may-repeat = may have reached you before

report-title = Your week: { $first } – { $last }
report-looked-at = Read on all boards: { $number } projects and changes.
report-silence = Nothing fitted your filters ({ $number } of them). Fewer words or a lower budget find more: /filters
report-paused-filters = On pause: { $number } of your filters.
report-matched = Fitted your filters: { $number }
report-sent = as single cards
report-digested = in digests
report-waiting = waiting for the next digest
report-held = Waited for a digest because of:
report-dropped = Not told to you because:
report-quiet-hours = quiet hours
report-daily-cap = your daily limit of cards
report-client-cap = your daily limit for one client
report-less-often = “less often”
report-pace = your pace
report-overflow = better ones filled the digest
report-muted = muted by you
report-unseen = closed before the digest
report-hidden = hidden by you
report-other = the filter or the chat was off
report-market = What your words were worth
report-word = <b>{ $word }</b>: projects { $number }
report-median = median { $amount }

menu-filters = Your filters
menu-add = Add a filter: words, and a least budget if you like
menu-pause = Silence until /resume
menu-resume = Cards again
menu-quiet = Quiet hours, for example 22-8
menu-files = Pictures and files with cards, on or off
menu-currency = Currency of budgets
menu-language = My language
menu-help = What I understand
