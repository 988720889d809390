# Floods, bans, the note of an incident, and what those who run the bot see.

slow-down = Un poco más despacio, por favor: no puedo seguirlo todo a la vez. Lo que acabas de enviar no se ha leído; en un minuto vuelvo a atenderte.
toast-slow-down = Un poco más despacio, por favor: esta pulsación no contó. Inténtalo de nuevo en un momento.
banned = Este bot está cerrado para ti. Tus ajustes se conservan y no se te enviará nada. Siguen siendo tuyos: /export te los da en un archivo, /delete_me los borra.
forget-done-banned =
    Olvidado. Tus ajustes ya no existen; lo demás que te nombra sale de todos los almacenes en unos minutos, y de los diarios de los últimos días por sí solo, como mucho en un mes.
    Hasta entonces queda una nota: que este bot está cerrado para ti.
note-banner = ⚠️ <b>Conocemos un problema:</b> { $text }
admin-title = <b>Gigwire</b>
admin-reading = Leyendo las cifras. Pulsa «Actualizar» en un momento.
admin-as-of = Situación a las { $time } UTC (hace { $seconds } s)
admin-away = La analítica no responde: no se conocen personas, portales ni resultados.
admin-away-since = La analítica no responde: personas, portales y resultados son de las { $time } UTC.
admin-people = Personas: { $active } activas, { $paused } en pausa, { $blocked } bloqueadas (de ellas { $banned } expulsadas), { $new } nuevas hoy
admin-boards = Portales en la última hora:
admin-board = { $polls } consultas, { $bad } fallidas, { $projects } proyectos nuevos
admin-outcomes = Resultados de la última hora: { $told }
admin-latency = Del portal al chat en la última hora: la mitad de las tarjetas en { $half } s, el 99 % en { $most } s
admin-letters = Registros ilegibles en la última hora: { $count }
admin-waiting = Registros en espera y desde cuándo el más antiguo:
admin-waiting-unknown = Kafka no respondió a tiempo: no se sabe qué espera.
admin-note-by = Aviso de { $by } a las { $time } UTC
admin-wrong = No entendí «{ $part }».
admin-help =
    <code>/admin</code> muestra cómo va todo.
    <code>/admin ban 123</code>, <code>/admin unban 123</code>: a esta persona no se le envía nada; sus ajustes quedan.
    <code>/admin limits 123 filters:3 cards:10</code>, <code>/admin limits 123 off</code>: límites de la persona
    <code>/admin note FL.ru responde despacio</code>, <code>/admin note off</code>: todos ven el aviso.
admin-noted = Desde ahora todos ven el aviso.
admin-note-off = El aviso se ha retirado.
admin-not-yours = Tu papel no lo permite.
admin-staff = A quien tiene un papel aquí no se le puede expulsar.
admin-unknown = No conozco a { $user }.
admin-as-before = Nada que cambiar para { $user }.
admin-banned = { $user } queda expulsado.
admin-unbanned = { $user } ya no está expulsado.
admin-limited = Límites de { $user }: filtros { $filters }, tarjetas al día { $cards }
button-admin-refresh = Actualizar
button-admin-broadcasts = Difusiones
button-admin-help = Qué puedo hacer aquí
