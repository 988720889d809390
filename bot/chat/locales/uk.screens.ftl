# Екрани: перші кроки, налаштування, фільтри. HTML з набору Telegram; кнопки – простий текст.

first-title = Ласкаво просимо
first-intro =
    Я стежу за біржами й за секунду повідомляю про проєкт, який вам підходить.

    <b>Чим ви займаєтеся?</b> Позначте все, що підходить, або напишіть своїми словами.
first-skipped = Гаразд. Коли захочете, надішліть слова, які шукаєте: <code>python бот від 10000 грн</code>
first-done = Готово! Стежу за: { $query }
new-title = Новий фільтр
new-intro = <b>Що шукати?</b> Позначте все, що підходить, або напишіть свої слова.
draft-chosen = Вибрано: <b>{ $names }</b>
crumb-budget = Бюджет
budget-ask = Скільки мають платити щонайменше? Проєкт без указаного бюджету теж прийде.
budget-any = Будь-який
budget-from = від { $amount }
pace-ask = Як надсилати проєкти?

preview-blind = Я щойно почав читати біржі: скільки прийшло б, скажу трохи згодом.
preview-count = За { $span }: підходить <b>{ $count }</b> з { $total }.
preview-yesterday =
    { $count ->
        [one] Учора ви отримали б <b>{ $count }</b> проєкт. Найновіші:
        [few] Учора ви отримали б <b>{ $count }</b> проєкти. Найновіші:
       *[many] Учора ви отримали б <b>{ $count }</b> проєктів. Найновіші:
    }
span-days =
    { $count ->
        [one] { $count } останній день
        [few] { $count } останні дні
       *[many] { $count } останніх днів
    }
span-hours =
    { $count ->
        [one] { $count } останню годину
        [few] { $count } останні години
       *[many] { $count } останніх годин
    }
span-minutes =
    { $count ->
        [one] { $count } останню хвилину
        [few] { $count } останні хвилини
       *[many] { $count } останніх хвилин
    }

pace-instant = Одразу, по одному
pace-hourly = Раз на годину, разом
pace-daily = Раз на день, разом
pace-weekly = Раз на тиждень, разом

settings-title = Налаштування
settings-language = Мова: { $name }
settings-currency = Валюта бюджетів: { $currency }
settings-zone = Часовий пояс: { $place } (там зараз { $clock })
settings-pace = Проєкти приходять: { $pace }
settings-quiet = Тихі години: { $hours }
settings-cap = Окремих карток на день не більше: { $count }
settings-digest = Щоденна добірка о { $clock }
crumb-language = Мова
crumb-currency = Валюта
crumb-zone = Часовий пояс
crumb-pace = Темп
crumb-quiet = Тихі години
crumb-cap = Денна межа
crumb-digest = Час добірки
crumb-news = Новини бота
crumb-media = Зображення та файли
cap-ask = Скільки окремих карток на день щонайбільше? Решта прийде однією добіркою.
digest-ask = Коли надсилати щоденну добірку, за вашим годинником?
quiet-none = немає
quiet-hint = Усе, що з'явиться за цей час, прийде потім одним повідомленням. Текстом можна точніше: <code>/quiet пн-пт 22-8</code>
quiet-from = з
quiet-to = до
zone-question = <b>Котра у вас година?</b> Питаю один раз, щоб тихі години й добірки йшли за вашим годинником.
zone-ask = Виберіть годинник із вашим часом або напишіть назву міста.
zone-later = Гаразд. Часовий пояс можна вибрати в /settings.
zone-unknown = Не знаю такого місця. Напишіть велике місто вашого поясу або назву на зразок <code>Europe/Kyiv</code>
zone-which = Яке з них?

filter-is-paused = Цей фільтр на паузі.
edit-ask = Надішліть новий текст. Теперішній, щоб скопіювати:
copy-ask = Надішліть текст копії зі змінами. Теперішній:
rename-ask = Надішліть нову назву. Теперішня:
rank-low = Менш важливий
rank-normal = Звичайний
rank-high = Найважливіший
backtest-days = Один стовпчик – один день, останній – сьогодні.
advice-drop = { $part } відсікає { $percent }%: без цього прийшло б { $count }.
advice-none = Жодна умова не відсікає половини чи більше. Залиште як є.
share-link =
    Хто відкриє це посилання, візьме фільтр одним натисканням:
    { $link }
share-text =
    Для посилання задовго. Перешліть цей текст; надісланий мені, він дасть такий самий фільтр:
    <code>{ $query }</code>
share-received =
    З вами діляться фільтром:
    <code>{ $query }</code>
share-wrong = Посилання пошкоджене або вже не діє. Попросіть нове.

status-title = Стан
status-on =
    { $count ->
        [one] Картки ввімкнено: { $count } фільтр.
        [few] Картки ввімкнено: { $count } фільтри.
       *[many] Картки ввімкнено: { $count } фільтрів.
    }
status-off = Картки вимкнено: /resume поверне їх.
status-boards = Найновіший проєкт прийшов { $minutes } хв тому.
stats-title = Що знаходять ваші фільтри
stats-total = За { $span }, із { $total }:

button-back = ‹ Назад
button-next = Далі ›
button-skip = Пропустити
button-page = Ще ({ $page }/{ $pages }) ›
button-language = Мова
button-currency = Валюта: { $currency }
button-settings = Налаштування
button-this-filter = Цей фільтр
button-new = Новий фільтр
button-edit = Змінити
button-copy = Копіювати
button-rename = Перейменувати
button-pause = Пауза
button-share = Поділитися
button-send = Надіслати другові
button-backtest = Перевірка за днями
button-advice = Порада
button-remove = Видалити
button-drop = Прибрати { $part }
button-take = Узяти цей фільтр
toast-set = Готово
toast-restored = Повернуто
toast-enough = Для одного фільтра досить: { $limit }.
toast-outdated = Той екран застарів: ось він, як є зараз.

menu-new = Новий фільтр кнопками
menu-settings = Мова, валюта, час, тихі години
menu-stats = Що знаходять ваші фільтри
menu-status = Як ідуть справи
