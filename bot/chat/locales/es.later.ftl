# Recordatorios de tarjetas y noticias de quienes llevan el bot.

button-remind = Recordar
button-remind-hour = En 1 hora
button-remind-evening = Hoy a las 18:00
button-remind-morning = Mañana a las 9:00
button-remind-cancel = No recordar
remind-when =
    ¿Cuándo te recuerdo { $title }?
    Otra hora: responde a la tarjeta con <code>/remind 20:30</code>, <code>/remind 2h</code> o <code>/remind mañana 9:00</code>
remind-set = Te lo recordaré { $when }: { $title }
remind-note = ⏰ Pediste un recordatorio: { $title }
remind-usage = Responde a una tarjeta con <code>/remind 18:00</code>, <code>/remind 2h</code> o <code>/remind mañana 9:00</code>
remind-wrong = No entendí esa hora. Escribe por ejemplo <code>/remind 18:00</code>, <code>/remind 2h</code> o <code>/remind mañana 9:00</code>
remind-many = { $limit } recordatorios es el máximo por persona. Cancela uno primero: /reminders
remind-cancelled = Cancelado: no te lo recordaré.
reminders-none = No hay nada que recordar. Pulsa «Recordar» en una tarjeta.
reminders-title =
    { $count ->
        [one] <b>{ $count } recordatorio</b>
       *[other] <b>{ $count } recordatorios</b>
    }
toast-remind-late = Esa hora ya pasó. Elige otra.
toast-remind-gone = Ese recordatorio ya no existe.
toast-remind-cancelled = Cancelado
when-today = hoy a las { $time }
when-tomorrow = mañana a las { $time }
when-day = el { $date } a las { $time }

button-news-off = Sin noticias
news-is-on = Recibes noticias del bot, pocas veces. <code>/news off</code> las quita.
news-is-off = Sin noticias desde ahora; las tarjetas siguen. <code>/news on</code> las devuelve.
toast-news-off = Sin noticias. Las tarjetas siguen llegando.

menu-reminders = Lo que te recordaré
