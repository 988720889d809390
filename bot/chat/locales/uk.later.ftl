# Нагадування про картки та новини від тих, хто веде бота.

button-remind = Нагадати
button-remind-hour = За годину
button-remind-evening = Сьогодні о 18:00
button-remind-morning = Завтра о 9:00
button-remind-cancel = Не нагадувати
remind-when =
    Коли нагадати про { $title }?
    Інший час: дайте відповідь на картку <code>/remind 20:30</code>, <code>/remind 2год</code> або <code>/remind завтра 9:00</code>
remind-set = Нагадаю { $when }: { $title }
remind-note = ⏰ Ви просили нагадати: { $title }
remind-usage = Дайте відповідь на картку <code>/remind 18:00</code>, <code>/remind 2год</code> або <code>/remind завтра 9:00</code>
remind-wrong = Не розумію цього часу. Напишіть, наприклад, <code>/remind 18:00</code>, <code>/remind 2год</code> або <code>/remind завтра 9:00</code>
remind-many = Більше { $limit } нагадувань мати не можна. Спершу скасуйте одне: /reminders
remind-cancelled = Скасовано: про це не нагадаю.
reminders-none = Нагадувати немає про що. Натисніть «Нагадати» під карткою.
reminders-title =
    { $count ->
        [one] <b>{ $count } нагадування</b>
        [few] <b>{ $count } нагадування</b>
       *[many] <b>{ $count } нагадувань</b>
    }
toast-remind-late = Цей час минув. Виберіть інший.
toast-remind-gone = Такого нагадування вже немає.
toast-remind-cancelled = Скасовано
when-today = сьогодні о { $time }
when-tomorrow = завтра о { $time }
when-day = { $date } о { $time }

button-news-off = Без новин
news-is-on = Ви зрідка отримуєте новини бота. Вимкнути: <code>/news off</code>
news-is-off = Новин більше не буде, картки надходять як раніше. Повернути: <code>/news on</code>
toast-news-off = Новин більше не буде. Картки надходять як раніше.

menu-reminders = Про що я нагадаю
