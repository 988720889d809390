# Groups, channels and forums. HTML of Telegram's subset; buttons and toasts are plain.

group-welcome =
    Hello! I post freelance projects that fit this group, once an hour together at first.
    Only admins set me up, right here:
    <code>/add python bot from $500</code> – watch for this; said in a topic, it posts into that topic
    /filters – what I watch for; /settings – pace, quiet hours, language
    /pause and /resume – silence, and projects again
group-welcome-channel =
    I am in the channel “{ $title }” now and post nothing before you say what. Post there, for example:
    <code>/add python bot from $500</code>
    Then /filters or /settings. I hear every post that is a command; you may delete it, and my answer.
group-back =
    { $count ->
        [one] I watch for this group: { $count } filter. /filters, /settings – for admins.
       *[other] I watch for this group: { $count } filters. /filters, /settings – for admins.
    }
group-help =
    <b>For admins of this group</b>
    <code>/add python bot from $500</code> – a filter; said in a topic, it posts into that topic
    /new – a filter by buttons; /filters – all of them: edit, pause, delete, choose the topic
    /settings – pace, quiet hours, language, currency, daily limit
    /status and /stats – how things stand, what the filters find
    /pause and /resume – silence, and projects again
    Where I ask for a text, answer that very message of mine.
group-admins-only = Only admins of this group can set me up. Want your own projects? Write to me in private.
group-out = I was removed from “{ $title }”. Nothing is posted there; its filters stay and go on when I am let in again.
group-mute = I may not write to “{ $title }” any more. Nothing is posted there; its filters stay. Let me write again, then send /resume there.
group-topic-lost = In “{ $title }” a topic was closed or deleted, so on pause: { $names }. Open the topic again, or send /filters in another topic and choose “Post here”.
group-posts-here = Posts into this topic.
group-posts-general = Posts into General.
group-posts-elsewhere = Posts into another topic.
groups-title = Groups and channels
groups-how =
    Add me to a group or channel: I post what fits it, and only its admins set me up. In a forum each filter can have a topic of its own.
    There send <code>/add python bot from $500</code>, /filters or /settings.

button-here = Post here
button-mine = For me too
button-add-group = Add to a group
button-add-channel = Add to a channel
toast-admins-only = Only admins of this group can change that.
toast-mine-long = This filter is too long for a link. Ask an admin for its text.

menu-groups = Use me in a group or channel
