# Экраны: первые шаги, настройки, фильтры. HTML из набора Telegram; кнопки и ответы – простой текст.

first-title = Добро пожаловать
first-intro =
    Я слежу за биржами и за секунду сообщаю о проекте, который вам подходит.

    <b>Чем вы занимаетесь?</b> Отметьте всё, что подходит, или напишите своими словами.
first-skipped = Хорошо. Когда захотите, пришлите слова, которые вы ищете: <code>python бот от 30000 руб</code>
first-done = Готово! Слежу за: { $query }
new-title = Новый фильтр
new-intro = <b>Что искать?</b> Отметьте всё, что подходит, или напишите свои слова.
draft-chosen = Выбрано: <b>{ $names }</b>
crumb-budget = Бюджет
budget-ask = Сколько должны платить самое меньшее? Проект без указанного бюджета тоже придёт.
budget-any = Любой
budget-from = от { $amount }
pace-ask = Как присылать проекты?

preview-blind = Я только начал читать биржи: сколько пришло бы, скажу немного позже.
preview-count = За { $span }: подходит <b>{ $count }</b> из { $total }.
preview-yesterday =
    { $count ->
        [one] Вчера вы получили бы <b>{ $count }</b> проект. Самые новые:
        [few] Вчера вы получили бы <b>{ $count }</b> проекта. Самые новые:
       *[many] Вчера вы получили бы <b>{ $count }</b> проектов. Самые новые:
    }
span-days =
    { $count ->
        [one] { $count } последний день
        [few] { $count } последних дня
       *[many] { $count } последних дней
    }
span-hours =
    { $count ->
        [one] { $count } последний час
        [few] { $count } последних часа
       *[many] { $count } последних часов
    }
span-minutes =
    { $count ->
        [one] { $count } последнюю минуту
        [few] { $count } последние минуты
       *[many] { $count } последних минут
    }

pace-instant = Сразу, по одному
pace-hourly = Раз в час, вместе
pace-daily = Раз в день, вместе
pace-weekly = Раз в неделю, вместе

settings-title = Настройки
settings-language = Язык: { $name }
settings-currency = Валюта: { $currency }
settings-zone = Часовой пояс: { $place } (там сейчас { $clock })
settings-pace = Проекты приходят: { $pace }
settings-quiet = Тихие часы: { $hours }
settings-cap = Отдельных карточек в день не больше: { $count }
settings-digest = Дневная подборка в { $clock }
crumb-language = Язык
crumb-currency = Валюта
crumb-zone = Часовой пояс
crumb-pace = Темп
crumb-quiet = Тихие часы
crumb-cap = Дневной предел
crumb-digest = Время подборки
crumb-news = Новости бота
crumb-media = Картинки и файлы
cap-ask = Сколько отдельных карточек в день самое большее? Остальное придёт одной подборкой.
digest-ask = Когда присылать дневную подборку, по вашим часам?
quiet-none = нет
quiet-hint = Всё, что появится за это время, придёт потом одним сообщением. Текстом можно точнее: <code>/quiet пн-пт 22-8</code>
quiet-from = с
quiet-to = до
zone-question = <b>Который у вас час?</b> Спрашиваю один раз, чтобы тихие часы и подборки шли по вашим часам.
zone-ask = Выберите часы с вашим временем или напишите название города.
zone-later = Хорошо. Часовой пояс можно выбрать в /settings.
zone-unknown = Не знаю такого места. Напишите крупный город вашего пояса или имя вида <code>Europe/Moscow</code>
zone-which = Какой из них?

filter-is-paused = Этот фильтр на паузе.
edit-ask = Пришлите новый текст. Нынешний, чтобы скопировать:
copy-ask = Пришлите текст копии с изменениями. Нынешний:
rename-ask = Пришлите новое имя. Нынешнее:
rank-low = Менее важный
rank-normal = Обычный
rank-high = Самый важный
backtest-days = Один столбик – один день, последний – сегодня.
advice-drop = { $part } отсекает { $percent }%: без этого пришло бы { $count }.
advice-none = Ни одно условие не отсекает половину и больше. Оставьте как есть.
share-link =
    Кто откроет эту ссылку, возьмёт фильтр одним нажатием:
    { $link }
share-text =
    Для ссылки слишком длинно. Перешлите этот текст; присланный мне, он даст такой же фильтр:
    <code>{ $query }</code>
share-received =
    С вами делятся фильтром:
    <code>{ $query }</code>
share-wrong = Ссылка повреждена или больше не действует. Попросите новую.

status-title = Состояние
status-on =
    { $count ->
        [one] Карточки включены: { $count } фильтр.
        [few] Карточки включены: { $count } фильтра.
       *[many] Карточки включены: { $count } фильтров.
    }
status-off = Карточки выключены: /resume вернёт их.
status-boards = Самый новый проект пришёл { $minutes } мин назад.
stats-title = Что находят ваши фильтры
stats-total = За { $span }, из { $total }:

button-back = ‹ Назад
button-next = Дальше ›
button-skip = Пропустить
button-page = Ещё ({ $page }/{ $pages }) ›
button-language = Язык
button-currency = Валюта: { $currency }
button-settings = Настройки
button-this-filter = Этот фильтр
button-new = Новый фильтр
button-edit = Изменить
button-copy = Копировать
button-rename = Переименовать
button-pause = Пауза
button-share = Поделиться
button-send = Отправить другу
button-backtest = Проверка по дням
button-advice = Совет
button-remove = Удалить
button-drop = Убрать { $part }
button-take = Взять этот фильтр
toast-set = Готово
toast-restored = Возвращено
toast-enough = Для одного фильтра хватит: { $limit }.
toast-outdated = Тот экран устарел: вот он, как есть сейчас.

menu-new = Новый фильтр кнопками
menu-settings = Язык, валюта, время, тихие часы
menu-stats = Что находят ваши фильтры
menu-status = Как обстоят дела
