# Texts of cards: what is pressed under them, the saved ones, and what is learnt.

button-more = Більше такого
button-liked = ✓ Більше такого
button-less = Менше такого
button-less-word = Без слова: { $name }
button-less-client = Без замовника: { $name }
button-less-source = Без біржі: { $name }
button-lessened = Менше: { $name } · повернути
button-card-back = « Назад
button-apply = Я відгукнувся
button-applied = ✓ Відгук надіслано
toast-liked = Схожі проєкти будуть вище.
toast-unliked = Позначку знято
toast-applied = Успіху! Позначено в /saved.
toast-unapplied = Позначку про відгук знято
toast-saved-full = Збережено. У списку { $limit }: найстаріша поступилася місцем.
toast-undo-late = Минуло понад { $minutes } хвилин, тому залишається як є.
toast-mutes-full = Список винятків повний. Спершу приберіть щось із нього.
toast-less = Більше не покажу: { $name }.
toast-unless = Повернуто

saved-none = Поки нічого не збережено. Натисніть <b>Зберегти</b> під карткою.
saved-title =
    { $count ->
        [one] <b>{ $count } збережена картка</b>
        [few] <b>{ $count } збережені картки</b>
       *[many] <b>{ $count } збережених карток</b>
    }
saved-applied = відгук надіслано
button-saved-remove = Прибрати { $number }
button-saved-older = Старіші »
button-saved-newer = « Новіші
toast-saved-removed = Прибрано

taste-on =
    <b>Ваш смак</b>
    Я вчуся на «Зберегти», «Більше такого», «Я відгукнувся» і «Сховати»: схоже на вподобане стоїть вище, і картка каже чому. Навчання <b>увімкнено</b>.
taste-off =
    <b>Ваш смак</b>
    Навчання <b>вимкнено</b>: порядок лише за вашими фільтрами.
taste-sure = Усе, чого я навчився з ваших натискань, зникне. Точно?
button-taste-on = Увімкнути
button-taste-off = Вимкнути
button-taste-forget = Забути все, чого навчився
button-taste-sure = Так, забути все
toast-taste-forgotten = Забуто. Починаю спочатку.

menu-saved = Збережені картки
menu-taste = Що я зрозумів про ваш смак
