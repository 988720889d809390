# Тексты разговора и карточек. HTML из набора Telegram; кнопки и всплывающие ответы – простой текст.

welcome-back =
    { $count ->
        [one] С возвращением! Слежу за проектами по { $count } фильтру.
        [few] С возвращением! Слежу за проектами по { $count } фильтрам.
       *[many] С возвращением! Слежу за проектами по { $count } фильтрам.
    }
help =
    <b>Как сказать, что вам нужно</b>
    <code>python бот</code> – оба слова, в любой форме, где угодно
    <code>"телеграм бот"</code> – слова подряд; <code>=бот</code> – только эта форма; <code>дизайн*</code> – начало слова
    <code>python, rust (axum | tokio)</code> – запятая или | между тем, чего достаточно одного
    <code>-wordpress</code> – без этого слова
    <code>title:бот source:kwork lang:ru</code> – где стоит слово, какая биржа, какой язык
    <code>budget&gt;=30000руб rate&gt;=25$/h bids&lt;10</code> – числа; неизвестное подходит, если не поставить !

    /filters – ваши фильтры
    /new – фильтр кнопками; /settings – язык, валюта, время, темп, тихие часы
    /stats и /status – что находят фильтры, как обстоят дела
    /schedule – что и когда приходит; /digest – прислать сейчас, что ждёт; /snooze – тишина на время
    /why – в ответ на карточку или со ссылкой: почему проект пришёл или нет
    /pause и /resume – тишина и снова карточки
    /quiet 22-8 Europe/Moscow – тихие часы
    /currency – в какой валюте показывать бюджеты
    /language – мой язык
    /export, /import и /delete_me – ваши данные: файлом, обратно из него, забыть всё
add-empty = После /add идут слова, которые вы ищете, например <code>/add python бот от 500$</code>
unknown-command = Такой команды я не знаю. Все команды – в /help.
unknown-text = Я понимаю слова для поиска, а не предложения. Пришлите, например, <code>python бот от 500$</code> или загляните в /help.
unknown-content = Я понимаю только текст. Пришлите слова, которые вы ищете, например <code>дизайн логотипа</code>
elsewhere = Ваши поиски ведёт другой наш бот, тот, которому вы написали первым. Продолжайте, пожалуйста, там. Если вы его заблокировали, отправьте /start здесь, и я займу его место.

filters-none =
    Фильтров пока нет. Пришлите слова, которые вы ищете:
    <code>python телеграм бот от 30000 руб</code>
filters-title =
    { $count ->
        [one] <b>У вас { $count } фильтр</b>
        [few] <b>У вас { $count } фильтра</b>
       *[many] <b>У вас { $count } фильтров</b>
    }
filters-paused = Сейчас пауза: /resume вернёт карточки.
filter-saved =
    Сохранено: <code>{ $query }</code>
    Подходящие проекты придут сюда, как только появятся на бирже.
filter-known = Такой фильтр у вас уже есть: <code>{ $query }</code>
filter-deleted = Удалено: <code>{ $query }</code> (пришлите ещё раз, чтобы вернуть)
filter-example = Так получится: <code>python "телеграм бот" -wordpress от 500$</code>
filter-empty = Нет ни одного слова для поиска.
filter-needs-word = Здесь нет обязательного слова, так пришли бы почти все проекты. Добавьте слово – или начните со <code>*</code>, если нужно всё: <code>* source:kwork</code>
filter-too-many = Больше { $limit } фильтров иметь нельзя. Сначала удалите один: /filters
filter-too-many-everything = Фильтров без обязательного слова может быть не больше { $limit }. Добавьте слово или удалите один: /filters
filter-too-many-conditions = Условий в фильтре может быть { $limit }, а здесь их { $count }. Разделите его на два.
filter-too-deep = Вложенных скобок может быть не больше { $limit }. Разделите фильтр на два.
filter-text-too-long = Символов в тексте: { $count }, можно не больше { $limit }.
filter-term-too-long = «{ $term }» – слишком длинно: в слове или фразе может быть символов: { $limit }.
filter-term-blank = В «{ $term }» нет ни буквы, ни цифры.
filter-quote-open = Кавычка перед «{ $term }» не закрыта.
filter-bracket-open = Эта скобка не закрыта: добавьте <code>)</code>
filter-bracket-close = Эта скобка ничего не закрывает: удалите её или добавьте <code>(</code> раньше.
filter-star-place = Звёздочка ставится в конце слова (<code>дизайн*</code>) или одна в самом начале. Здесь иначе: <code>{ $term }</code>
filter-prefix-short = Перед звёздочкой нужно символов не меньше { $limit }: <code>{ $term }</code>
filter-nothing-after = После <code>{ $term }</code> ничего нет. Напишите слово сразу за ним.
filter-field-unknown = Поля <code>{ $term }</code> нет. Может быть, <code>{ $example }</code>?
filter-number-expected = <code>{ $field }</code>: на месте { $at } ожидается число; например <code>{ $example }</code>
filter-number-too-large = <code>{ $term }</code>: не больше { $limit }.
filter-unit-unknown = Не знаю единицу <code>{ $term }</code> на месте { $at }; например <code>{ $example }</code>
filter-value-unknown = У <code>{ $field }</code> нет значения «{ $term }»; например <code>{ $example }</code>
filter-range-empty = <code>{ $term }</code>: таких чисел нет. Сначала пишется меньшее.
filter-budget-currency = У меня нет курса валюты { $currency }. Назовите другую: <code>budget&gt;=30000руб</code>
filter-pattern-open = Выражение <code>/{ $term }</code> не закрыто: в конце нужна <code>/</code>
filter-pattern-too-long = Символов в выражении может быть { $limit }, а здесь их { $count }.
filter-pattern-wrong = Это неверное выражение (RE2): <code>{ $term }</code>
filter-pattern-border = Здесь <code>\b</code> не сработает: поставьте в самое начало или самый конец выражения.
filter-pattern-costly = Такое выражение работало бы слишком долго. Уменьшите число повторений.
filter-pattern-empty = Это выражение находит даже пустой текст: подошли бы все проекты.

language-choose = На каком языке мне говорить?
currency-choose = В какой валюте показывать бюджеты?
paused = Пауза. Фильтры сохранены; пока не захотите, ничего не придёт.
resumed =
    { $count ->
        [0] Карточки снова включены, но фильтров пока нет. Пришлите слова, которые вы ищете.
        [one] Карточки снова включены: { $count } фильтр.
        [few] Карточки снова включены: { $count } фильтра.
       *[many] Карточки снова включены: { $count } фильтров.
    }
quiet-on =
    Тихо: { $hours } ({ $zone }). Всё, что появится за это время, придёт потом одним сообщением.
    По дням недели, в другом часовом поясе: <code>/quiet пн-пт 22-8, сб-вс весь день Europe/Moscow</code>. Выключить: <code>/quiet off</code>
quiet-all-day = весь день
quiet-off = Тихих часов нет. Включить можно так: <code>/quiet 22-8 Europe/Moscow</code>
files-on = Картинки и файлы проектов теперь приходят вместе с карточками. Выключить: ещё раз /files.
files-off = Карточки приходят без картинок и файлов. Включить: /files.
quiet-wrong = Не понял часы. Напишите так: <code>/quiet 22-8 Europe/Moscow</code> или <code>/quiet off</code>

button-open = Открыть
button-save = Сохранить
button-saved = ✓ Сохранено
button-hide = Скрыть
button-hidden = Скрыто · вернуть
button-undo = Отменить
button-filters = Мои фильтры
button-resume = Продолжить
toast-stale = Эта кнопка устарела.
toast-saved = Сохранено
toast-unsaved = Больше не в сохранённых
toast-hidden = Скрыто. Об этом проекте больше не напомню.
toast-unhidden = Снова показано
toast-filter-gone = Этот фильтр уже удалён.
toast-deleted = Удалено

card-budget = Бюджет: { $amount }
card-budget-converted = Бюджет: { $amount } ({ $original })
card-budget-unknown = Бюджет: не указан
card-fixed = { $budget } · за весь проект
card-deadline = Срок: { $when }
card-rating = заказчик ★ { $rating }
card-rating-reviews =
    { $count ->
        [one] заказчик ★ { $rating } ({ $count } отзыв)
        [few] заказчик ★ { $rating } ({ $count } отзыва)
       *[many] заказчик ★ { $rating } ({ $count } отзывов)
    }
card-verified = проверен
card-bids =
    { $count ->
        [0] откликов пока нет
        [one] { $count } отклик
        [few] { $count } отклика
       *[many] { $count } откликов
    }
card-also = также на { $places }
card-why = <b>Почему:</b> { $reasons }
card-changed = Обновлено
card-closed = Закрыто: отклики не принимаются
card-untitled = Проект без названия
why-filter = фильтр «{ $name }»
why-budget = бюджет подходит
why-liked = вам нравилось «{ $words }»
why-everything = подходит под ваш фильтр
money-from = от { $amount }
money-up-to = до { $amount }
money-hourly = { $amount } в час
money-monthly = { $amount } в месяц
age-now = только что
age-minutes = { $count } мин назад
age-hours = { $count } ч назад
age-days =
    { $count ->
        [one] { $count } день назад
        [few] { $count } дня назад
       *[many] { $count } дней назад
    }
language-en = английский
language-ru = русский
language-uk = украинский
language-pt = португальский
language-es = испанский

digest-title =
    { $count ->
        [one] { $count } новый проект для вас
        [few] { $count } новых проекта для вас
       *[many] { $count } новых проектов для вас
    }
digest-more =
    { $count ->
        [one] И ещё { $count } проект.
        [few] И ещё { $count } проекта.
       *[many] И ещё { $count } проектов.
    }
digest-quiet-hours = Появились в ваши тихие часы.
digest-daily-cap = Сверх дневного числа отдельных карточек.
digest-client-cap = Сразу несколько проектов одного заказчика.
digest-less-often = Реже, как вы просили.
digest-pace = Собрано, как вы просили.
digest-returned = Неизвестно, дошли ли они до вас.
digest-may-repeat = возможно, вы это уже получали

report-title = Ваша неделя: { $first } – { $last }
report-looked-at = Прочитано на всех биржах: { $number } проектов и изменений.
report-silence = Под ваши фильтры ({ $number }) ничего не подошло. Меньше слов или ниже бюджет – больше находок: /filters
report-paused-filters = Фильтров на паузе: { $number }.
report-matched = Подошло под ваши фильтры: { $number }
report-sent = отдельными карточками
report-digested = в подборках
report-waiting = ждёт следующей подборки
report-held = Отложено до подборки, потому что:
report-dropped = Не показано, потому что:
report-quiet-hours = тихие часы
report-daily-cap = дневной предел карточек
report-client-cap = дневной предел для одного заказчика
report-less-often = «реже»
report-pace = выбранный темп
report-overflow = в подборке были лучшие
report-muted = заглушено вами
report-unseen = закрыто до подборки
report-hidden = скрыто вами
report-other = фильтр или чат был выключен
report-market = Сколько стоили ваши слова
report-word = <b>{ $word }</b>: проектов { $number }
report-median = медиана { $amount }

menu-filters = Ваши фильтры
menu-add = Добавить фильтр: слова и, если хотите, бюджет от
menu-pause = Тишина до /resume
menu-resume = Снова присылать карточки
menu-quiet = Тихие часы, например 22-8
menu-files = Картинки и файлы к карточкам: включить или выключить
menu-currency = Валюта бюджетов
menu-language = Мой язык
menu-help = Что я понимаю
