# Floods, bans, the note of an incident, and what those who run the bot see.

slow-down = Slow down a little, please: I can only follow so much at once. What you sent just now was not read; in a minute I am with you again.
toast-slow-down = Slow down a little, please: this press was not counted. Try again in a moment.
banned = This bot is closed for you. Your settings are kept, and nothing will be sent to you. They remain yours: /export gives you a file of them, /delete_me deletes them.
forget-done-banned =
    Forgotten. Your settings are gone now; what else names you goes from all stores within a few minutes, and from the journals of the last days by itself, at the latest in a month.
    Until then one note remains: that this bot is closed for you.
note-banner = ⚠️ <b>We know of a problem:</b> { $text }
admin-title = <b>Gigwire</b>
admin-reading = Figures are being read. Press “Refresh” in a moment.
admin-as-of = As of { $time } UTC ({ $seconds } s ago)
admin-away = Analytics does not answer: people, boards and outcomes are not known.
admin-away-since = Analytics does not answer: people, boards and outcomes are those of { $time } UTC.
admin-people = People: { $active } active, { $paused } paused, { $blocked } blocked (of them { $banned } banned), { $new } new today
admin-boards = Boards in the last hour:
admin-board = { $polls } polls, { $bad } failed, { $projects } new projects
admin-outcomes = Outcomes of the last hour: { $told }
admin-latency = Board to chat in the last hour: half of the cards within { $half } s, 99 % within { $most } s
admin-letters = Dead letters in the last hour: { $count }
admin-waiting = Records that wait, and how long the oldest has:
admin-waiting-unknown = Kafka did not answer in time: what waits is not known.
admin-note-by = Note by { $by } at { $time } UTC
admin-wrong = I did not understand “{ $part }”.
admin-help =
    <code>/admin</code> shows how things are.
    <code>/admin ban 123</code>, <code>/admin unban 123</code>: nothing is sent to this person; their settings stay.
    <code>/admin limits 123 filters:3 cards:10</code>, <code>/admin limits 123 off</code>
    <code>/admin note FL.ru answers slowly</code>, <code>/admin note off</code>: everybody sees it.
admin-noted = Everybody sees the note from now on.
admin-note-off = The note is gone.
admin-not-yours = Your role does not allow this.
admin-staff = Whoever has a role here cannot be banned.
admin-unknown = I do not know { $user }.
admin-as-before = Nothing to change for { $user }.
admin-banned = { $user } is banned.
admin-unbanned = { $user } is no longer banned.
admin-limited = Limits of { $user }: filters { $filters }, cards a day { $cards }
button-admin-refresh = Refresh
button-admin-broadcasts = Broadcasts
button-admin-help = What I can do here
