# Pace and peace: how much is enough, what is muted, snooze, and why something came or did not.

crumb-peace = Peace
crumb-urgent = Urgent
crumb-client = One client
crumb-mutes = Muted
crumb-often = How often
crumb-report = Weekly report
crumb-taste = My taste
peace-urgent = Quiet hours let through: your best { $percent }%
peace-urgent-none = Quiet hours let nothing through
peace-client = Cards of one client a day at most: { $count }
client-no = One client: any number of cards
peace-muted =
    { $count ->
        [one] Muted: { $count } word, client or board
       *[other] Muted: { $count } words, clients, boards
    }
peace-often-all = How often: all that fits
peace-often = How often: single cards only for your best { $percent }%
peace-often-rarer = How often: rarer by { $level } of { $most } steps
peace-report = Weekly report: { $day }, { $hour }
peace-report-off = Weekly report: off
peace-taste-on = Learning from your presses: on
peace-taste-off = Learning from your presses: off
urgent-best = best { $percent }%
urgent-nothing = nothing
urgent-ask =
    { $count ->
        [one] What is better than most of what you get may come during quiet hours and snooze. Compared with your own last projects, from { $count } of them on.
       *[other] What is better than most of what you get may come during quiet hours and snooze. Compared with your own last projects, from { $count } of them on.
    }
client-any = any
client-ask = How many single cards of one client a day? What is beyond comes in the digest.
often-less = 🔉 Less often
often-more = 🔊 More often
often-ask = Each step asks more of a single card; the rest waits for the daily digest, nothing is lost. With a digest pace each step makes digests rarer.
report-wanted = Weekly report
market-wanted = With prices for my words
report-ask = Once a week: how many projects fitted, what you got, what was held back and why, and what your words were worth.
taste-ask = I learn from Save, More like this, I applied and Hide: what is like what you liked stands first, and the card says why.
digest-top = Projects in a digest at most: { $count }
digest-top-ask = How many projects in one digest? The rest is counted.
digest-weekday = With a weekly pace it comes on this day: { $day }
mutes-tap = Tap one to take it off.
mutes-none = Nothing is muted. Cards have “Less like this”; here you can add by typing.
mute-word = Word
mute-client = Client
mute-source = Board
mute-ask-word = Send me the word or phrase of which you never want to hear again; several with commas. Any form of it counts.
mute-ask-client = Send me the client's whole name, as the cards show it.
mute-ask-source = Tap the boards that you do not want to hear of, or send me their names.
mute-unknown-board = I do not know this board. Tap one of these:
mute-wrong = That is no word or name, or it is too long. Send it again, or go back.
mute-added = Muted: { $name }
mute-wanted = ⚠️ You look for this word yourself, so those filters find nothing now: { $name }
toast-unmuted = Off the list: { $name }
toast-unmuted-before = It is off the list already.

digest-snoozed = Came in while you wanted quiet.
report-snoozed = snooze
snooze-on = 🔕 Quiet { $until }. What comes meanwhile will be one message.
snooze-ask = No card rings until then; what fits meanwhile comes as one message at the end. What you chose as urgent passes. How long?
until-today = until { $time }
until-tomorrow = until tomorrow { $time }
button-snooze = Snooze
button-snooze-hour = Quiet for 1 hour
button-snooze-until = Quiet { $until }
button-snoozed = 🔕 { $until } · undo
button-snooze-end = End the quiet
toast-snoozed = Quiet { $until }. What comes meanwhile will be one message.
toast-snooze-ended = The quiet is over. What waited comes now, or after your quiet hours.
menu-snooze = All cards quiet for a while

why-percentile = better than { $percent }% of what you get

digest-asked = What was waiting, as you asked.
digest-none = Nothing waits.
plan-title = When what comes
plan-digest = The next digest comes at { $when }, if something waits.
plan-overflow = What is held back (limits, “less often”) comes in one digest at { $when }.
plan-report = The next report comes at { $when }.
plan-reminders =
    { $count ->
        [one] { $count } reminder, the first at { $when }: /reminders
       *[other] { $count } reminders, the first at { $when }: /reminders
    }
why-usage = Answer a card with <code>/why</code>, or send <code>/why</code> and the link of a project: I say why you got it, or why not.
whence-unseen =
    { $count ->
        [one] I do not know { $link }. I hold the newest { $count } project, since { $since }. Either it is older, or the boards I read did not show it: { $boards }.
       *[other] I do not know { $link }. I hold the newest { $count } projects, since { $since }. Either it is older, or the boards I read did not show it: { $boards }.
    }
whence-old = This project is older than what I hold, so I cannot judge it by your filters again.
whence-seen = Seen on { $place } at { $when }
whence-copy = Your link is another board's copy of the same project: you are told of it once, by the place that showed it first ({ $place }).
whence-closed = It is closed by now.
whence-no-filters = You have no filters, so nothing comes: send me the words you are looking for.
whence-none =
    { $count ->
        [one] Your { $count } filter does not fit.
       *[other] None of your { $count } filters fits.
    }
whence-nearest = Nearest is “{ $name }”: { $lack }.
whence-no-word = { $part } does not occur
whence-has-word = { $part } occurs, and you exclude it
whence-not-told = { $part } is not told by the board
whence-otherwise = { $part } is not so here
whence-fits = Filter “{ $name }” fits: { $parts }
whence-score = Score about { $total } of 1000: { $base } to begin with, words { $told }, budget { $budget }, freshness { $fresh }, priority { $priority }; rare words add a little.
whence-paused = That filter is on pause.
whence-before = It came before the filter “{ $name }”, which is from { $when }.
whence-muted = You muted: { $name }
fate-card = ✅ Sent to you as a card at { $when }.
fate-urgent = ✅ Sent to you as a card at { $when }, during your quiet time, because it was urgent.
fate-digest = ✅ Sent to you in a digest at { $when }. It waited because of: { $reason }.
fate-leaving = It leaves in a digest just now. It waited because of: { $reason }.
fate-waiting = ⏳ It waits because of: { $reason }. It comes at { $when }; /digest brings it now.
fate-later = a later time
fate-doubtful = ❔ It was sent at { $when }, but Telegram's answer was lost, so nobody knows whether it arrived. It comes once more, with a mark.
fate-under-way = ⏳ Meant for you since { $when }; I have no word yet that it left.
fate-refused = ✖️ Meant for you at { $when }, but it did not reach you: { $reason }
fate-refused-chat = Telegram said that I may not write to you, for the bot was blocked or the chat was gone.
fate-refused-form = Telegram did not take the message in its form. That is a mistake of mine, which my operators see.
fate-refused-lost = Telegram's answer was lost, and my operators found that it never arrived.
fate-refused-other = Telegram did not take the message.
fate-late = ✖️ Meant for you at { $when }, but the project closed before the message could leave, so nothing was sent.
fate-lost = ❔ It was sent at { $when }, but Telegram's answer was lost, so nobody knows whether it arrived.
fate-dropped = ✖️ Not sent to you because: { $reason }.
fate-unknown = I know of no decision about it for you: it did not fit when it came, or that is too long ago.
fate-score = Score then: { $score } of 1000
fate-taste = Your taste: { $points } points
fate-percentile = Better than { $percent }% of what you got before it
fate-rank = Place { $rank } among your last { $ranked } projects
menu-digest = Send what is waiting, now
menu-schedule = When what comes
menu-why = Why I got a project, or why not
