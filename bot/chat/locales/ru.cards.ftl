# Texts of cards: what is pressed under them, the saved ones, and what is learnt.

button-more = Больше такого
button-liked = ✓ Больше такого
button-less = Меньше такого
button-less-word = Без слова: { $name }
button-less-client = Без заказчика: { $name }
button-less-source = Без биржи: { $name }
button-lessened = Меньше: { $name } · вернуть
button-card-back = « Назад
button-apply = Я откликнулся
button-applied = ✓ Отклик отправлен
toast-liked = Похожие проекты будут выше.
toast-unliked = Отметка снята
toast-applied = Удачи! Отмечено в /saved.
toast-unapplied = Отметка об отклике снята
toast-saved-full = Сохранено. В списке { $limit }: самый старый уступил место.
toast-undo-late = Прошло больше { $minutes } минут, поэтому остаётся как есть.
toast-mutes-full = Список исключений полон. Сначала уберите из него что-нибудь.
toast-less = Больше не покажу: { $name }.
toast-unless = Возвращено

saved-none = Пока ничего не сохранено. Нажмите <b>Сохранить</b> под карточкой.
saved-title =
    { $count ->
        [one] <b>{ $count } сохранённая карточка</b>
        [few] <b>{ $count } сохранённые карточки</b>
       *[many] <b>{ $count } сохранённых карточек</b>
    }
saved-applied = отклик отправлен
button-saved-remove = Убрать { $number }
button-saved-older = Старее »
button-saved-newer = « Новее
toast-saved-removed = Убрано

taste-on =
    <b>Ваш вкус</b>
    Я учусь на «Сохранить», «Больше такого», «Я откликнулся» и «Скрыть»: похожее на понравившееся стоит выше, и карточка говорит почему. Обучение <b>включено</b>.
taste-off =
    <b>Ваш вкус</b>
    Обучение <b>выключено</b>: порядок только по вашим фильтрам.
taste-sure = Всё, чему я научился на ваших нажатиях, исчезнет. Точно?
button-taste-on = Включить
button-taste-off = Выключить
button-taste-forget = Забыть всё, чему научился
button-taste-sure = Да, забыть всё
toast-taste-forgotten = Забыто. Начинаю заново.

menu-saved = Сохранённые карточки
menu-taste = Что я понял о вашем вкусе
