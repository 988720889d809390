# Напоминания о карточках и новости от тех, кто ведёт бота.

button-remind = Напомнить
button-remind-hour = Через час
button-remind-evening = Сегодня в 18:00
button-remind-morning = Завтра в 9:00
button-remind-cancel = Не напоминать
remind-when =
    Когда напомнить о { $title }?
    Другое время: ответьте на карточку <code>/remind 20:30</code>, <code>/remind 2ч</code> или <code>/remind завтра 9:00</code>
remind-set = Напомню { $when }: { $title }
remind-note = ⏰ Вы просили напомнить: { $title }
remind-usage = Ответьте на карточку <code>/remind 18:00</code>, <code>/remind 2ч</code> или <code>/remind завтра 9:00</code>
remind-wrong = Не понимаю это время. Напишите, например, <code>/remind 18:00</code>, <code>/remind 2ч</code> или <code>/remind завтра 9:00</code>
remind-many = Больше { $limit } напоминаний иметь нельзя. Сначала отмените одно: /reminders
remind-cancelled = Отменено: об этом не напомню.
reminders-none = Напоминать не о чем. Нажмите «Напомнить» под карточкой.
reminders-title =
    { $count ->
        [one] <b>{ $count } напоминание</b>
        [few] <b>{ $count } напоминания</b>
       *[many] <b>{ $count } напоминаний</b>
    }
toast-remind-late = Это время прошло. Выберите другое.
toast-remind-gone = Такого напоминания уже нет.
toast-remind-cancelled = Отменено
when-today = сегодня в { $time }
when-tomorrow = завтра в { $time }
when-day = { $date } в { $time }

button-news-off = Без новостей
news-is-on = Вы изредка получаете новости бота. Отключить: <code>/news off</code>
news-is-off = Новостей больше не будет, карточки приходят как прежде. Вернуть: <code>/news on</code>
toast-news-off = Новостей больше не будет. Карточки приходят как прежде.

menu-reminders = О чём я напомню
