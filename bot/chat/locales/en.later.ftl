# Reminders of cards, and news from those who run the bot.

button-remind = Remind me
button-remind-hour = In 1 hour
button-remind-evening = Today 18:00
button-remind-morning = Tomorrow 9:00
button-remind-cancel = Do not remind me
remind-when =
    When shall I remind you of { $title }?
    Another time: answer the card with <code>/remind 20:30</code>, <code>/remind 2h</code> or <code>/remind tomorrow 9:00</code>
remind-set = I will remind you { $when }: { $title }
remind-note = ⏰ You asked to be reminded: { $title }
remind-usage = Answer a card with <code>/remind 18:00</code>, <code>/remind 2h</code> or <code>/remind tomorrow 9:00</code>
remind-wrong = I did not understand this time. Write for example <code>/remind 18:00</code>, <code>/remind 2h</code> or <code>/remind tomorrow 9:00</code>
remind-many = { $limit } reminders are the most one person can have. Cancel one first: /reminders
remind-cancelled = Cancelled: I will not remind you of this.
reminders-none = Nothing to remind you of. Press “Remind me” on a card.
reminders-title =
    { $count ->
        [one] <b>{ $count } reminder</b>
       *[other] <b>{ $count } reminders</b>
    }
toast-remind-late = This time has passed. Choose another one.
toast-remind-gone = There is no such reminder any more.
toast-remind-cancelled = Cancelled
when-today = today at { $time }
when-tomorrow = tomorrow at { $time }
when-day = on { $date } at { $time }

button-news-off = No more news
news-is-on = You get news of the bot, seldom. <code>/news off</code> ends that.
news-is-off = No more news from now on; cards come as before. <code>/news on</code> brings it back.
toast-news-off = No more news. Cards come as before.

menu-reminders = What I will remind you of
