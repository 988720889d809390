# What admins see of broadcasts.

broadcast-help =
    Escribe <code>/broadcast</code>, luego líneas como estas, tres guiones y el texto:
    <code>to: locale:ru,uk word:python filters:1- pace:instant active:30 ids:5,6</code>
    <code>at: mañana 9:00</code>
    <code>button: Leer más | https://example.com/news</code>
    <code>---</code>
    Cualquier línea puede faltar: entonces es para todos, ya.
broadcast-wrong = No entendí «{ $part }».
broadcast-title = <b>Difusión</b> <code>{ $id }</code>: { $state }
broadcast-counting = Para <code>{ $segment }</code>; contando personas…
broadcast-for =
    { $count ->
        [one] Para <code>{ $segment }</code>: { $count } persona
       *[other] Para <code>{ $segment }</code>: { $count } personas
    }
broadcast-at = Hora: { $when }
broadcast-approval = Más de { $limit } personas: otro admin debe aprobarla.
broadcast-outcomes = Enviados { $sent }, rechazados { $failed }, inciertos { $unknown }, en camino { $waiting }
broadcast-draft = borrador
broadcast-previewed = vista previa hecha
broadcast-awaiting = espera aprobación
broadcast-scheduled = programada
broadcast-running = en curso
broadcast-paused = en pausa
broadcast-cancelled = cancelada
broadcast-done = terminada
button-broadcast-preview = Vista previa
button-broadcast-start = Empezar
button-broadcast-approve = Aprobar
button-broadcast-pause = Pausar
button-broadcast-resume = Seguir
button-broadcast-cancel = Cancelar
button-broadcast-refresh = Actualizar
toast-broadcast-second = Otro admin debe aprobar esto.
toast-broadcast-counting = Aún contando personas. Pulsa de nuevo enseguida.
toast-broadcast-not-now = Este paso no es posible ahora.
