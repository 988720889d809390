# Тексти розмови та карток. HTML з набору Telegram; кнопки й спливні відповіді – простий текст.

welcome-back =
    { $count ->
        [one] З поверненням! Стежу за проєктами за { $count } фільтром.
        [few] З поверненням! Стежу за проєктами за { $count } фільтрами.
       *[many] З поверненням! Стежу за проєктами за { $count } фільтрами.
    }
help =
    <b>Як сказати, що вам потрібно</b>
    <code>python бот</code> – обидва слова, у будь-якій формі, будь-де
    <code>"телеграм бот"</code> – слова поспіль; <code>=бот</code> – лише ця форма; <code>дизайн*</code> – початок слова
    <code>python, rust (axum | tokio)</code> – кома або | між тим, чого досить одного
    <code>-wordpress</code> – без цього слова
    <code>title:бот source:freelancehunt lang:uk</code> – де стоїть слово, яка біржа, яка мова
    <code>budget&gt;=10000грн rate&gt;=25$/h bids&lt;10</code> – числа; невідоме підходить, якщо не поставити !

    /filters – ваші фільтри
    /new – фільтр кнопками; /settings – мова, валюта, час, темп, тихі години
    /stats і /status – що знаходять фільтри, як ідуть справи
    /schedule – що й коли приходить; /digest – надіслати зараз, що чекає; /snooze – тиша на час
    /why – у відповідь на картку або з посиланням: чому проєкт прийшов чи ні
    /pause і /resume – тиша й знову картки
    /quiet 22-8 Europe/Kyiv – тихі години
    /currency – у якій валюті показувати бюджети
    /language – моя мова
    /export, /import і /delete_me – ваші дані: файлом, назад із нього, забути все
add-empty = Після /add ідуть слова, які ви шукаєте, наприклад <code>/add python бот від 500$</code>
unknown-command = Такої команди я не знаю. Усі команди – у /help.
unknown-text = Я розумію слова для пошуку, а не речення. Надішліть, наприклад, <code>python бот від 500$</code> або зазирніть у /help.
unknown-content = Я розумію лише текст. Надішліть слова, які ви шукаєте, наприклад <code>дизайн логотипа</code>
elsewhere = Ваші пошуки веде інший наш бот, той, якому ви написали першим. Продовжуйте, будь ласка, там. Якщо ви його заблокували, надішліть /start тут, і я його заміню.

filters-none =
    Фільтрів поки немає. Надішліть слова, які ви шукаєте:
    <code>python телеграм бот від 10000 грн</code>
filters-title =
    { $count ->
        [one] <b>У вас { $count } фільтр</b>
        [few] <b>У вас { $count } фільтри</b>
       *[many] <b>У вас { $count } фільтрів</b>
    }
filters-paused = Зараз пауза: /resume поверне картки.
filter-saved =
    Збережено: <code>{ $query }</code>
    Відповідні проєкти прийдуть сюди, щойно з'являться на біржі.
filter-known = Такий фільтр у вас уже є: <code>{ $query }</code>
filter-deleted = Видалено: <code>{ $query }</code> (надішліть ще раз, щоб повернути)
filter-example = Так вийде: <code>python "телеграм бот" -wordpress від 500$</code>
filter-empty = Немає жодного слова для пошуку.
filter-needs-word = Тут немає обов'язкового слова, так прийшли б майже всі проєкти. Додайте слово – або почніть із <code>*</code>, якщо потрібно все: <code>* source:kwork</code>
filter-too-many = Більше ніж { $limit } фільтрів мати не можна. Спершу видаліть один: /filters
filter-too-many-everything = Фільтрів без обов'язкового слова може бути не більше ніж { $limit }. Додайте слово або видаліть один: /filters
filter-too-many-conditions = Умов у фільтрі може бути { $limit }, а тут їх { $count }. Розділіть його на два.
filter-too-deep = Вкладених дужок може бути не більше ніж { $limit }. Розділіть фільтр на два.
filter-text-too-long = Символів у тексті: { $count }, можна не більше ніж { $limit }.
filter-term-too-long = «{ $term }» – задовго: у слові чи фразі може бути символів: { $limit }.
filter-term-blank = У «{ $term }» немає ні літери, ні цифри.
filter-quote-open = Лапки перед «{ $term }» не закриті.
filter-bracket-open = Цю дужку не закрито: додайте <code>)</code>
filter-bracket-close = Ця дужка нічого не закриває: видаліть її або додайте <code>(</code> раніше.
filter-star-place = Зірочку ставлять у кінці слова (<code>дизайн*</code>) або саму на самому початку. Тут інакше: <code>{ $term }</code>
filter-prefix-short = Перед зірочкою потрібно символів не менше ніж { $limit }: <code>{ $term }</code>
filter-nothing-after = Після <code>{ $term }</code> нічого немає. Напишіть слово одразу за ним.
filter-field-unknown = Поля <code>{ $term }</code> немає. Може, <code>{ $example }</code>?
filter-number-expected = <code>{ $field }</code>: на місці { $at } очікується число; наприклад <code>{ $example }</code>
filter-number-too-large = <code>{ $term }</code>: не більше ніж { $limit }.
filter-unit-unknown = Не знаю одиниці <code>{ $term }</code> на місці { $at }; наприклад <code>{ $example }</code>
filter-value-unknown = У <code>{ $field }</code> немає значення «{ $term }»; наприклад <code>{ $example }</code>
filter-range-empty = <code>{ $term }</code>: таких чисел немає. Спершу пишуть менше.
filter-budget-currency = У мене немає курсу валюти { $currency }. Назвіть іншу: <code>budget&gt;=10000грн</code>
filter-pattern-open = Вираз <code>/{ $term }</code> не закрито: у кінці потрібна <code>/</code>
filter-pattern-too-long = Символів у виразі може бути { $limit }, а тут їх { $count }.
filter-pattern-wrong = Це хибний вираз (RE2): <code>{ $term }</code>
filter-pattern-border = Тут <code>\b</code> не спрацює: поставте на самий початок або в самий кінець виразу.
filter-pattern-costly = Такий вираз працював би надто довго. Зменште кількість повторень.
filter-pattern-empty = Цей вираз знаходить навіть порожній текст: підійшли б усі проєкти.

language-choose = Якою мовою мені говорити?
currency-choose = У якій валюті показувати бюджети?
paused = Пауза. Фільтри збережено; доки не захочете, нічого не прийде.
resumed =
    { $count ->
        [0] Картки знову ввімкнено, але фільтрів поки немає. Надішліть слова, які ви шукаєте.
        [one] Картки знову ввімкнено: { $count } фільтр.
        [few] Картки знову ввімкнено: { $count } фільтри.
       *[many] Картки знову ввімкнено: { $count } фільтрів.
    }
quiet-on =
    Тихо: { $hours } ({ $zone }). Усе, що з'явиться за цей час, прийде потім одним повідомленням.
    За днями тижня, в іншому часовому поясі: <code>/quiet пн-пт 22-8, сб-нд весь день Europe/Kyiv</code>. Вимкнути: <code>/quiet off</code>
quiet-all-day = увесь день
quiet-off = Тихих годин немає. Увімкнути можна так: <code>/quiet 22-8 Europe/Kyiv</code>
files-on = Зображення та файли проєктів тепер надходять разом із картками. Вимкнути: ще раз /files.
files-off = Картки надходять без зображень і файлів. Увімкнути: /files.
quiet-wrong = Не зрозумів години. Напишіть так: <code>/quiet 22-8 Europe/Kyiv</code> або <code>/quiet off</code>

button-open = Відкрити
button-save = Зберегти
button-saved = ✓ Збережено
button-hide = Сховати
button-hidden = Сховано · повернути
button-undo = Скасувати
button-filters = Мої фільтри
button-resume = Продовжити
toast-stale = Ця кнопка застаріла.
toast-saved = Збережено
toast-unsaved = Більше не у збережених
toast-hidden = Сховано. Про цей проєкт більше не нагадаю.
toast-unhidden = Знову показано
toast-filter-gone = Цей фільтр уже видалено.
toast-deleted = Видалено

card-budget = Бюджет: { $amount }
card-budget-converted = Бюджет: { $amount } ({ $original })
card-budget-unknown = Бюджет: не вказано
card-fixed = { $budget } · за весь проєкт
card-deadline = Термін: { $when }
card-rating = замовник ★ { $rating }
card-rating-reviews =
    { $count ->
        [one] замовник ★ { $rating } ({ $count } відгук)
        [few] замовник ★ { $rating } ({ $count } відгуки)
       *[many] замовник ★ { $rating } ({ $count } відгуків)
    }
card-verified = перевірений
card-bids =
    { $count ->
        [0] ставок поки немає
        [one] { $count } ставка
        [few] { $count } ставки
       *[many] { $count } ставок
    }
card-also = також на { $places }
card-why = <b>Чому:</b> { $reasons }
card-changed = Оновлено
card-closed = Закрито: відгуки не приймаються
card-untitled = Проєкт без назви
why-filter = фільтр «{ $name }»
why-budget = бюджет підходить
why-liked = вам подобалося «{ $words }»
why-everything = підходить під ваш фільтр
money-from = від { $amount }
money-up-to = до { $amount }
money-hourly = { $amount } за годину
money-monthly = { $amount } на місяць
age-now = щойно
age-minutes = { $count } хв тому
age-hours = { $count } год тому
age-days =
    { $count ->
        [one] { $count } день тому
        [few] { $count } дні тому
       *[many] { $count } днів тому
    }
language-en = англійська
language-ru = російська
language-uk = українська
language-pt = португальська
language-es = іспанська

digest-title =
    { $count ->
        [one] { $count } новий проєкт для вас
        [few] { $count } нові проєкти для вас
       *[many] { $count } нових проєктів для вас
    }
digest-more =
    { $count ->
        [one] І ще { $count } проєкт.
        [few] І ще { $count } проєкти.
       *[many] І ще { $count } проєктів.
    }
digest-quiet-hours = З'явилися у ваші тихі години.
digest-daily-cap = Понад денну кількість окремих карток.
digest-client-cap = Одразу кілька проєктів одного замовника.
digest-less-often = Рідше, як ви просили.
digest-pace = Зібрано, як ви просили.
digest-returned = Невідомо, чи дійшли вони до вас.
digest-may-repeat = можливо, ви це вже отримували

report-title = Ваш тиждень: { $first } – { $last }
report-looked-at = Прочитано на всіх біржах: { $number } проєктів і змін.
report-silence = Під ваші фільтри ({ $number }) нічого не підійшло. Менше слів або нижчий бюджет – більше знахідок: /filters
report-paused-filters = Фільтрів на паузі: { $number }.
report-matched = Підійшло під ваші фільтри: { $number }
report-sent = окремими картками
report-digested = у добірках
report-waiting = чекає на наступну добірку
report-held = Відкладено до добірки, тому що:
report-dropped = Не показано, тому що:
report-quiet-hours = тихі години
report-daily-cap = денна межа карток
report-client-cap = денна межа для одного замовника
report-less-often = «рідше»
report-pace = обраний темп
report-overflow = у добірці були кращі
report-muted = заглушено вами
report-unseen = закрито до добірки
report-hidden = приховано вами
report-other = фільтр або чат був вимкнений
report-market = Скільки коштували ваші слова
report-word = <b>{ $word }</b>: проєктів { $number }
report-median = медіана { $amount }

menu-filters = Ваші фільтри
menu-add = Додати фільтр: слова і, за бажання, бюджет від
menu-pause = Тиша до /resume
menu-resume = Знову надсилати картки
menu-quiet = Тихі години, наприклад 22-8
menu-files = Зображення та файли до карток: увімкнути чи вимкнути
menu-currency = Валюта бюджетів
menu-language = Моя мова
menu-help = Що я розумію
