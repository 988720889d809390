# What admins see of broadcasts.

broadcast-help =
    Напишіть <code>/broadcast</code>, потім такі рядки, три дефіси й текст:
    <code>to: locale:ru,uk word:python filters:1- pace:instant active:30 ids:5,6</code>
    <code>at: завтра 9:00</code>
    <code>button: Докладніше | https://example.com/news</code>
    <code>---</code>
    Будь-який рядок можна пропустити: тоді всім і одразу.
broadcast-wrong = Не розумію «{ $part }».
broadcast-title = <b>Розсилка</b> <code>{ $id }</code>: { $state }
broadcast-counting = Для <code>{ $segment }</code>; рахую людей…
broadcast-for =
    { $count ->
        [one] Для <code>{ $segment }</code>: { $count } людина
        [few] Для <code>{ $segment }</code>: { $count } людини
       *[many] Для <code>{ $segment }</code>: { $count } людей
    }
broadcast-at = Час: { $when }
broadcast-approval = Понад { $limit } людей: потрібне схвалення іншого адміністратора.
broadcast-outcomes = Надіслано { $sent }, відмов { $failed }, невідомо { $unknown }, у дорозі { $waiting }
broadcast-draft = чернетка
broadcast-previewed = переглянута
broadcast-awaiting = чекає схвалення
broadcast-scheduled = призначена
broadcast-running = триває
broadcast-paused = на паузі
broadcast-cancelled = скасована
broadcast-done = готова
button-broadcast-preview = Перегляд
button-broadcast-start = Почати
button-broadcast-approve = Схвалити
button-broadcast-pause = Пауза
button-broadcast-resume = Продовжити
button-broadcast-cancel = Скасувати
button-broadcast-refresh = Оновити
toast-broadcast-second = Схвалити має інший адміністратор.
toast-broadcast-counting = Ще рахую людей. Натисніть трохи згодом.
toast-broadcast-not-now = Цей крок зараз неможливий.
