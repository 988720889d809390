# Screens: first steps, settings, filters. HTML of Telegram's subset; buttons and toasts are plain.

first-title = Welcome
first-intro =
    I watch job boards and tell you within a second when a project fits you.

    <b>What do you do?</b> Tap all that fits, or type it in your own words.
first-skipped = Fine. Whenever you like, send me the words you are looking for: <code>python bot from $500</code>
first-done = Done! I am watching for: { $query }
new-title = New filter
new-intro = <b>What shall it look for?</b> Tap all that fits, or type your own words.
draft-chosen = Chosen: <b>{ $names }</b>
crumb-budget = Budget
budget-ask = The least a project should pay? One that does not tell its budget comes as well.
budget-any = Any
budget-from = from { $amount }
pace-ask = How shall the projects come?

preview-blind = I have just begun to read the boards: how many would come I can tell in a while.
preview-count = In { $span }: <b>{ $count }</b> of { $total } projects fit.
preview-yesterday =
    { $count ->
        [one] Yesterday you would have got <b>{ $count }</b> project. The newest:
       *[other] Yesterday you would have got <b>{ $count }</b> projects. The newest:
    }
span-days =
    { $count ->
        [one] the last day
       *[other] the last { $count } days
    }
span-hours =
    { $count ->
        [one] the last hour
       *[other] the last { $count } hours
    }
span-minutes =
    { $count ->
        [one] the last minute
       *[other] the last { $count } minutes
    }

pace-instant = At once, one by one
pace-hourly = Once an hour, together
pace-daily = Once a day, together
pace-weekly = Once a week, together

settings-title = Settings
settings-language = Language: { $name }
settings-currency = Currency: { $currency }
settings-zone = Time zone: { $place } (it is { $clock } there)
settings-pace = Projects come: { $pace }
settings-quiet = Quiet hours: { $hours }
settings-cap = Single cards a day at most: { $count }
settings-digest = Daily digest at { $clock }
crumb-language = Language
crumb-currency = Currency
crumb-zone = Time zone
crumb-pace = Pace
crumb-quiet = Quiet hours
crumb-cap = Daily limit
crumb-digest = Digest time
crumb-news = News of the bot
crumb-media = Pictures and files
cap-ask = How many single cards a day at most? What is beyond comes in one digest.
digest-ask = When shall the daily digest come, by your clock?
quiet-none = none
quiet-hint = What comes meanwhile waits in one message for the end of it. Typed it can be finer: <code>/quiet Mon-Fri 22-8</code>
quiet-from = from
quiet-to = to
zone-question = <b>What time is it where you are?</b> I ask once, so that quiet hours and digests keep to your clock.
zone-ask = Choose the clock that shows your time, or type the name of your city.
zone-later = All right. You find the time zone in /settings.
zone-unknown = I do not know this place. Type a large city of your time zone, or a name like <code>Europe/London</code>
zone-which = Which of these?

filter-is-paused = This filter is on pause.
edit-ask = Send me the new text. The present one, to copy:
copy-ask = Send me the text of the copy, changed as you like. The present one:
rename-ask = Send me the new name. The present one:
rank-low = Least important
rank-normal = Normal
rank-high = Most important
backtest-days = One bar a day, today is the last.
advice-drop = { $part } takes away { $percent }%: without it { $count } would have come.
advice-none = No condition takes away half or more. Leave it as it is.
share-link =
    Whoever opens this link can take the filter with one tap:
    { $link }
share-text =
    Too long for a link. Send this text to whom you like; typed to me it makes the same filter:
    <code>{ $query }</code>
share-received =
    Somebody shares this filter with you:
    <code>{ $query }</code>
share-wrong = This link is damaged or no longer valid. Ask for a new one.

status-title = Status
status-on =
    { $count ->
        [one] Cards are on: { $count } filter.
       *[other] Cards are on: { $count } filters.
    }
status-off = Cards are off: /resume brings them back.
status-boards = The newest project came { $minutes } min ago.
stats-title = What your filters find
stats-total = In { $span }, of { $total } projects:

button-back = ‹ Back
button-next = Next ›
button-skip = Skip
button-page = More ({ $page }/{ $pages }) ›
button-language = Language
button-currency = Currency: { $currency }
button-settings = Settings
button-this-filter = This filter
button-new = New filter
button-edit = Edit
button-copy = Copy
button-rename = Rename
button-pause = Pause
button-share = Share
button-send = Send to a friend
button-backtest = Back-test
button-advice = Advice
button-remove = Delete
button-drop = Drop { $part }
button-take = Take this filter
toast-set = Done
toast-restored = It is back
toast-enough = { $limit } are enough for one filter.
toast-outdated = That screen was out of date: here it is as it is now.

menu-new = New filter by buttons
menu-settings = Language, currency, time, quiet hours
menu-stats = What your filters find
menu-status = How things stand
