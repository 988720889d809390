# Ritmo y paz: cuánto basta, qué está silenciado, pausa corta, por qué algo llegó o no.

crumb-peace = Paz
crumb-urgent = Urgentes
crumb-client = Un mismo cliente
crumb-mutes = Silenciados
crumb-often = Frecuencia
crumb-report = Informe semanal
crumb-taste = Mi gusto
peace-urgent = En silencio pasan: tu mejor { $percent }%
peace-urgent-none = En silencio no pasa nada
peace-client = Tarjetas de un cliente al día, como mucho: { $count }
client-no = Un mismo cliente: cualquier número de tarjetas
peace-muted =
    { $count ->
        [one] Silenciados: { $count } palabra, cliente o portal
       *[other] Silenciados: { $count } palabras, clientes, portales
    }
peace-often-all = Frecuencia: todo lo que encaja
peace-often = Frecuencia: tarjeta suelta solo para tu mejor { $percent }%
peace-often-rarer = Frecuencia: { $level } de { $most } pasos más espaciado
peace-report = Informe semanal: { $day }, { $hour }
peace-report-off = Informe semanal: apagado
peace-taste-on = Aprender de tus pulsaciones: sí
peace-taste-off = Aprender de tus pulsaciones: no
urgent-best = mejor { $percent }%
urgent-nothing = nada
urgent-ask =
    { $count ->
        [one] Lo que es mejor que casi todo lo que recibes puede llegar en silencio y durante la pausa corta. Comparo con tus últimos proyectos, a partir de { $count }.
       *[other] Lo que es mejor que casi todo lo que recibes puede llegar en silencio y durante la pausa corta. Comparo con tus últimos proyectos, a partir de { $count }.
    }
client-any = cualquiera
client-ask = ¿Cuántas tarjetas sueltas de un cliente al día? Lo que pase de ahí llega en el resumen.
often-less = 🔉 Menos veces
often-more = 🔊 Más veces
often-ask = Cada paso exige más de una tarjeta suelta; el resto espera el resumen diario, nada se pierde. Con ritmo de resúmenes, cada paso los espacia.
report-wanted = Informe semanal
market-wanted = Con precios de mis palabras
report-ask = Una vez a la semana: cuántos proyectos encajaron, qué recibiste, qué se retuvo y por qué, y cuánto valieron tus palabras.
taste-ask = Aprendo de Guardar, Más así, Ya ofrecí y Ocultar: lo que se parece a lo que te gustó va primero, y la tarjeta dice por qué.
digest-top = Proyectos por resumen, como mucho: { $count }
digest-top-ask = ¿Cuántos proyectos en un resumen? El resto se cuenta.
digest-weekday = Con ritmo semanal llega este día: { $day }
mutes-tap = Toca uno para quitarlo de la lista.
mutes-none = No hay nada silenciado. Las tarjetas tienen «Menos así»; aquí se añade escribiendo.
mute-word = Palabra
mute-client = Cliente
mute-source = Portal
mute-ask-word = Envíame la palabra o frase de la que no quieres saber más; varias, con comas. Cuenta en cualquiera de sus formas.
mute-ask-client = Envíame el nombre completo del cliente, como sale en las tarjetas.
mute-ask-source = Toca los portales de los que no quieres saber, o envíame sus nombres.
mute-unknown-board = No conozco ese portal. Toca uno de estos:
mute-wrong = Eso no es palabra ni nombre, o es demasiado largo. Envíalo otra vez o vuelve atrás.
mute-added = Silenciado: { $name }
mute-wanted = ⚠️ Tú mismo buscas esta palabra, así que esos filtros ya no encuentran nada: { $name }
toast-unmuted = Fuera de la lista: { $name }
toast-unmuted-before = Ya no está en la lista.

digest-snoozed = Llegaron mientras querías silencio.
report-snoozed = pausa corta
snooze-on = 🔕 Silencio { $until }. Lo que llegue mientras tanto será un solo mensaje.
snooze-ask = Ninguna tarjeta suena hasta entonces; lo que encaje llega al final en un solo mensaje. Lo que elegiste como urgente pasa. ¿Cuánto tiempo?
until-today = hasta las { $time }
until-tomorrow = hasta mañana, { $time }
button-snooze = Posponer
button-snooze-hour = Silencio durante 1 hora
button-snooze-until = Silencio { $until }
button-snoozed = 🔕 { $until } · deshacer
button-snooze-end = Acabar el silencio
toast-snoozed = Silencio { $until }. Lo que llegue mientras tanto será un solo mensaje.
toast-snooze-ended = El silencio terminó. Lo que esperaba llega ahora, o tras tus horas de silencio.
menu-snooze = Todas las tarjetas en silencio un rato

why-percentile = mejor que el { $percent }% de lo que recibes

digest-asked = Lo que esperaba, como pediste.
digest-none = No espera nada.
plan-title = Qué llega y cuándo
plan-digest = El próximo resumen llega el { $when }, si algo espera.
plan-overflow = Lo retenido (límites, «menos veces») llega en un resumen el { $when }.
plan-report = El próximo informe llega el { $when }.
plan-reminders =
    { $count ->
        [one] { $count } recordatorio, el primero el { $when }: /reminders
       *[other] { $count } recordatorios, el primero el { $when }: /reminders
    }
why-usage = Responde a una tarjeta con <code>/why</code>, o envía <code>/why</code> y el enlace de un proyecto: te digo por qué te llegó, o por qué no.
whence-unseen =
    { $count ->
        [one] No conozco { $link }. Guardo el proyecto más nuevo ({ $count }), desde { $since }. O este es más antiguo, o los portales que leo no lo mostraron: { $boards }.
       *[other] No conozco { $link }. Guardo los { $count } proyectos más nuevos, desde { $since }. O este es más antiguo, o los portales que leo no lo mostraron: { $boards }.
    }
whence-old = Este proyecto es más antiguo que lo que guardo, así que no puedo juzgarlo otra vez con tus filtros.
whence-seen = Visto en { $place }: { $when }
whence-copy = Tu enlace es la copia del mismo proyecto en otro portal: se te avisa una vez, por el lugar que lo mostró primero ({ $place }).
whence-closed = Ya está cerrado.
whence-no-filters = No tienes filtros, así que no llega nada: envíame las palabras que buscas.
whence-none =
    { $count ->
        [one] Tu { $count } filtro no encaja.
       *[other] Ninguno de tus { $count } filtros encaja.
    }
whence-nearest = El más cercano es «{ $name }»: { $lack }.
whence-no-word = { $part } no aparece
whence-has-word = { $part } aparece, y lo excluyes
whence-not-told = { $part } el portal no lo dice
whence-otherwise = { $part } aquí no es así
whence-fits = El filtro «{ $name }» encaja: { $parts }
whence-score = Nota de unos { $total } sobre 1000: { $base } para empezar, palabras { $told }, presupuesto { $budget }, frescura { $fresh }, prioridad { $priority }; las palabras raras suman un poco.
whence-paused = Ese filtro está en pausa.
whence-before = El proyecto llegó antes que el filtro «{ $name }», que es del { $when }.
whence-muted = Silenciaste: { $name }
fate-card = ✅ Enviado a ti como tarjeta el { $when }.
fate-urgent = ✅ Enviado a ti como tarjeta el { $when }, en tu silencio, por ser urgente.
fate-digest = ✅ Enviado a ti en un resumen el { $when }. Esperó por: { $reason }.
fate-leaving = Sale ahora mismo en un resumen. Esperó por: { $reason }.
fate-waiting = ⏳ Espera por: { $reason }. Llega el { $when }; /digest lo trae ahora.
fate-later = otra hora
fate-doubtful = ❔ Se envió el { $when }, pero la respuesta de Telegram se perdió y nadie sabe si llegó. Llega una vez más, con una marca.
fate-under-way = ⏳ Destinado a ti desde { $when }; aún no tengo noticia de que saliera.
fate-refused = ✖️ Destinado a ti el { $when }, pero no te llegó: { $reason }
fate-refused-chat = Telegram dijo que no puedo escribirte, pues el bot estaba bloqueado o el chat ya no existía.
fate-refused-form = Telegram no aceptó el mensaje en esa forma. Es un error mío, que los operadores ven.
fate-refused-lost = la respuesta de Telegram se perdió, y los operadores vieron que nunca llegó.
fate-refused-other = Telegram no aceptó el mensaje.
fate-late = ✖️ Destinado a ti el { $when }, pero el proyecto se cerró antes de que el mensaje pudiera salir, y no se envió nada.
fate-lost = ❔ Se envió el { $when }, pero la respuesta de Telegram se perdió, y nadie sabe si llegó.
fate-dropped = ✖️ No se te envió porque: { $reason }.
fate-unknown = No conozco ninguna decisión sobre él para ti: no encajaba cuando llegó, o hace demasiado tiempo.
fate-score = Nota entonces: { $score } sobre 1000
fate-taste = Tu gusto: { $points } puntos
fate-percentile = Mejor que el { $percent }% de lo que recibiste antes
fate-rank = Puesto { $rank } entre tus últimos { $ranked } proyectos
menu-digest = Enviar ahora lo que espera
menu-schedule = Qué llega y cuándo
menu-why = Por qué llegó un proyecto, o por qué no
