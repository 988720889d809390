# Floods, bans, the note of an incident, and what those who run the bot see.

slow-down = Трохи повільніше, будь ласка: за раз я встигаю не все. Останні повідомлення я не прочитав; за хвилину я знову з вами.
toast-slow-down = Трохи повільніше, будь ласка: це натискання не враховано. Спробуйте ще раз за мить.
banned = Цей бот для вас закрито. Ваші налаштування збережено, і нічого не надходитиме. Вони лишаються вашими: /export дасть їх файлом, /delete_me видалить їх.
forget-done-banned =
    Забуто. Налаштувань більше немає; усе інше, де вас названо, зникне з усіх сховищ за кілька хвилин, а з журналів останніх днів само, не пізніше ніж за місяць.
    Доти лишається один запис: що цей бот для вас закрито.
note-banner = ⚠️ <b>Ми знаємо про негаразд:</b> { $text }
admin-title = <b>Gigwire</b>
admin-reading = Рахую показники. Натисніть «Оновити» за мить.
admin-as-of = Станом на { $time } UTC ({ $seconds } с тому)
admin-away = Аналітика не відповідає: люди, біржі й підсумки невідомі.
admin-away-since = Аналітика не відповідає: люди, біржі й підсумки – станом на { $time } UTC.
admin-people = Люди: активні { $active }, на паузі { $paused }, заблоковані { $blocked } (з них забанені { $banned }), нових сьогодні { $new }
admin-boards = Біржі за останню годину:
admin-board = опитувань { $polls }, з помилкою { $bad }, нових проєктів { $projects }
admin-outcomes = Підсумки за останню годину: { $told }
admin-latency = Від біржі до чату за останню годину: половина карток за { $half } с, 99 % за { $most } с
admin-letters = Непрочитаних записів за останню годину: { $count }
admin-waiting = Скільки записів чекає і як давно найстаріший:
admin-waiting-unknown = Kafka не відповіла вчасно: що чекає, невідомо.
admin-note-by = Оголосив { $by } о { $time } UTC
admin-wrong = Не зрозумів «{ $part }».
admin-help =
    <code>/admin</code> показує, як ідуть справи.
    <code>/admin ban 123</code>, <code>/admin unban 123</code>: цій людині нічого не надходить; налаштування лишаються.
    <code>/admin limits 123 filters:3 cards:10</code>, <code>/admin limits 123 off</code>: межі для людини
    <code>/admin note FL.ru відповідає повільно</code>, <code>/admin note off</code>: оголошення бачать усі.
admin-noted = Тепер оголошення бачать усі.
admin-note-off = Оголошення більше немає.
admin-not-yours = Ваша роль цього не дозволяє.
admin-staff = Того, хто має тут роль, забанити не можна.
admin-unknown = Я не знаю { $user }.
admin-as-before = Для { $user } нічого змінювати.
admin-banned = { $user } забанено.
admin-unbanned = { $user } більше не забанено.
admin-limited = Межі для { $user }: фільтрів { $filters }, карток на день { $cards }
button-admin-refresh = Оновити
button-admin-broadcasts = Розсилки
button-admin-help = Що тут можна
