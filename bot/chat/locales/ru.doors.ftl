# Floods, bans, the note of an incident, and what those who run the bot see.

slow-down = Чуть медленнее, пожалуйста: за раз я успеваю не всё. Последние сообщения я не прочитал; через минуту я снова с вами.
toast-slow-down = Чуть медленнее, пожалуйста: это нажатие не учтено. Попробуйте ещё раз через мгновение.
banned = Этот бот для вас закрыт. Ваши настройки сохранены, и ничего приходить не будет. Они остаются вашими: /export даст их файлом, /delete_me удалит их.
forget-done-banned =
    Забыто. Настроек больше нет; всё прочее, где вы названы, исчезнет из всех хранилищ за несколько минут, а из журналов последних дней само, не позже чем через месяц.
    До тех пор остаётся одна запись: что этот бот для вас закрыт.
note-banner = ⚠️ <b>Мы знаем о неполадке:</b> { $text }
admin-title = <b>Gigwire</b>
admin-reading = Считаю показатели. Нажмите «Обновить» через мгновение.
admin-as-of = На { $time } UTC ({ $seconds } с назад)
admin-away = Аналитика не отвечает: люди, биржи и итоги неизвестны.
admin-away-since = Аналитика не отвечает: люди, биржи и итоги – на { $time } UTC.
admin-people = Люди: активны { $active }, на паузе { $paused }, заблокированы { $blocked } (из них забанены { $banned }), новых сегодня { $new }
admin-boards = Биржи за последний час:
admin-board = опросов { $polls }, с ошибкой { $bad }, новых проектов { $projects }
admin-outcomes = Итоги за последний час: { $told }
admin-latency = От биржи до чата за последний час: половина карточек за { $half } с, 99 % за { $most } с
admin-letters = Непрочитанных записей за последний час: { $count }
admin-waiting = Сколько записей ждёт и как давно самая старая:
admin-waiting-unknown = Kafka не ответила вовремя: что ждёт, неизвестно.
admin-note-by = Объявил { $by } в { $time } UTC
admin-wrong = Не понял «{ $part }».
admin-help =
    <code>/admin</code> показывает, как идут дела.
    <code>/admin ban 123</code>, <code>/admin unban 123</code>: этому человеку ничего не приходит; настройки остаются.
    <code>/admin limits 123 filters:3 cards:10</code>, <code>/admin limits 123 off</code>: пределы для человека
    <code>/admin note FL.ru отвечает медленно</code>, <code>/admin note off</code>: объявление видят все.
admin-noted = Теперь объявление видят все.
admin-note-off = Объявления больше нет.
admin-not-yours = Ваша роль этого не позволяет.
admin-staff = Того, у кого здесь есть роль, забанить нельзя.
admin-unknown = Я не знаю { $user }.
admin-as-before = Для { $user } менять нечего.
admin-banned = { $user } забанен.
admin-unbanned = { $user } больше не забанен.
admin-limited = Пределы для { $user }: фильтров { $filters }, карточек в день { $cards }
button-admin-refresh = Обновить
button-admin-broadcasts = Рассылки
button-admin-help = Что здесь можно
