# What admins see of broadcasts.

broadcast-help =
    Write <code>/broadcast</code>, then lines like these, three dashes, and the text:
    <code>to: locale:ru,uk word:python filters:1- pace:instant active:30 ids:5,6</code>
    <code>at: tomorrow 9:00</code>
    <code>button: Read more | https://example.com/news</code>
    <code>---</code>
    All lines may be left out: then it is for everybody, at once.
broadcast-wrong = I did not understand “{ $part }”.
broadcast-title = <b>Broadcast</b> <code>{ $id }</code>: { $state }
broadcast-counting = For <code>{ $segment }</code>; counting people…
broadcast-for =
    { $count ->
        [one] For <code>{ $segment }</code>: { $count } person
       *[other] For <code>{ $segment }</code>: { $count } people
    }
broadcast-at = At: { $when }
broadcast-approval = More than { $limit } people: another admin has to approve.
broadcast-outcomes = Sent { $sent }, failed { $failed }, unknown { $unknown }, on the way { $waiting }
broadcast-draft = draft
broadcast-previewed = previewed
broadcast-awaiting = waits for approval
broadcast-scheduled = scheduled
broadcast-running = running
broadcast-paused = paused
broadcast-cancelled = cancelled
broadcast-done = done
button-broadcast-preview = Preview
button-broadcast-start = Start
button-broadcast-approve = Approve
button-broadcast-pause = Pause
button-broadcast-resume = Go on
button-broadcast-cancel = Cancel
button-broadcast-refresh = Refresh
toast-broadcast-second = Another admin has to approve this.
toast-broadcast-counting = Still counting people. Press again in a moment.
toast-broadcast-not-now = This step does not follow now.
