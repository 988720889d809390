# What admins see of broadcasts.

broadcast-help =
    Напишите <code>/broadcast</code>, затем такие строки, три дефиса и текст:
    <code>to: locale:ru,uk word:python filters:1- pace:instant active:30 ids:5,6</code>
    <code>at: завтра 9:00</code>
    <code>button: Подробнее | https://example.com/news</code>
    <code>---</code>
    Любую строку можно опустить: тогда всем и сразу.
broadcast-wrong = Не понимаю «{ $part }».
broadcast-title = <b>Рассылка</b> <code>{ $id }</code>: { $state }
broadcast-counting = Для <code>{ $segment }</code>; считаю людей…
broadcast-for =
    { $count ->
        [one] Для <code>{ $segment }</code>: { $count } человек
        [few] Для <code>{ $segment }</code>: { $count } человека
       *[many] Для <code>{ $segment }</code>: { $count } человек
    }
broadcast-at = Время: { $when }
broadcast-approval = Больше { $limit } человек: нужно одобрение другого администратора.
broadcast-outcomes = Отправлено { $sent }, отказов { $failed }, неизвестно { $unknown }, в пути { $waiting }
broadcast-draft = черновик
broadcast-previewed = просмотрена
broadcast-awaiting = ждёт одобрения
broadcast-scheduled = назначена
broadcast-running = идёт
broadcast-paused = на паузе
broadcast-cancelled = отменена
broadcast-done = готова
button-broadcast-preview = Просмотр
button-broadcast-start = Начать
button-broadcast-approve = Одобрить
button-broadcast-pause = Пауза
button-broadcast-resume = Продолжить
button-broadcast-cancel = Отменить
button-broadcast-refresh = Обновить
toast-broadcast-second = Одобрить должен другой администратор.
toast-broadcast-counting = Ещё считаю людей. Нажмите чуть позже.
toast-broadcast-not-now = Этот шаг сейчас невозможен.
