# Pantallas: primeros pasos, ajustes, filtros. HTML de Telegram; botones y avisos son texto simple.

first-title = Te damos la bienvenida
first-intro =
    Vigilo los sitios de freelance y te aviso en un segundo cuando un proyecto te sirve.

    <b>¿A qué te dedicas?</b> Toca todo lo que sirva, o escríbelo con tus palabras.
first-skipped = Bien. Cuando quieras, envía las palabras que buscas: <code>bot python desde $500</code>
first-done = ¡Listo! Estoy buscando: { $query }
new-title = Filtro nuevo
new-intro = <b>¿Qué debe buscar?</b> Toca todo lo que sirva, o escribe tus palabras.
draft-chosen = Elegido: <b>{ $names }</b>
crumb-budget = Presupuesto
budget-ask = ¿Cuánto debe pagar un proyecto como mínimo? Los que no dicen su presupuesto llegan también.
budget-any = Cualquiera
budget-from = desde { $amount }
pace-ask = ¿Cómo deben llegar los proyectos?

preview-blind = Acabo de empezar a leer los sitios: pronto podré decir cuántos llegarían.
preview-count = { $span }: sirven <b>{ $count }</b> de { $total } proyectos.
preview-yesterday =
    { $count ->
        [one] Ayer habrías recibido <b>{ $count }</b> proyecto. Los más nuevos:
       *[other] Ayer habrías recibido <b>{ $count }</b> proyectos. Los más nuevos:
    }
span-days =
    { $count ->
        [one] En el último día
       *[other] En los últimos { $count } días
    }
span-hours =
    { $count ->
        [one] En la última hora
       *[other] En las últimas { $count } horas
    }
span-minutes =
    { $count ->
        [one] En el último minuto
       *[other] En los últimos { $count } minutos
    }

pace-instant = Al momento, uno por uno
pace-hourly = Cada hora, juntos
pace-daily = Una vez al día, juntos
pace-weekly = Una vez a la semana, juntos

settings-title = Ajustes
settings-language = Idioma: { $name }
settings-currency = Moneda: { $currency }
settings-zone = Zona horaria: { $place } (allí son las { $clock })
settings-pace = Los proyectos llegan: { $pace }
settings-quiet = Horas de silencio: { $hours }
settings-cap = Tarjetas sueltas al día, como mucho: { $count }
settings-digest = Resumen diario a las { $clock }
crumb-language = Idioma
crumb-currency = Moneda
crumb-zone = Zona horaria
crumb-pace = Ritmo
crumb-quiet = Silencio
crumb-cap = Límite diario
crumb-digest = Hora del resumen
crumb-news = Novedades del bot
crumb-media = Imágenes y archivos
cap-ask = ¿Cuántas tarjetas sueltas al día, como mucho? Lo que pase de ahí llega en un resumen.
digest-ask = ¿A qué hora debe llegar el resumen diario, según tu reloj?
quiet-none = ninguna
quiet-hint = Lo que salga mientras tanto espera el final en un solo mensaje. Escrito puede ser más fino: <code>/quiet lun-vie 22-8</code>
quiet-from = de las
quiet-to = a las
zone-question = <b>¿Qué hora es donde estás?</b> Pregunto una sola vez, para que el silencio y los resúmenes sigan tu reloj.
zone-ask = Elige el reloj que muestra tu hora, o escribe el nombre de tu ciudad.
zone-later = Bien. La zona horaria está en /settings.
zone-unknown = No conozco ese lugar. Escribe una ciudad grande de tu zona, o un nombre como <code>Europe/Madrid</code>
zone-which = ¿Cuál de estos?

filter-is-paused = Este filtro está en pausa.
edit-ask = Envía el texto nuevo. El actual, para copiar:
copy-ask = Envía el texto de la copia, cambiado como quieras. El actual:
rename-ask = Envía el nombre nuevo. El actual:
rank-low = Menos importante
rank-normal = Corriente
rank-high = Más importante
backtest-days = Una barra por día, la última es hoy.
advice-drop = { $part } quita el { $percent }%: sin eso habrían llegado { $count }.
advice-none = Ninguna condición quita la mitad o más. Déjalo como está.
share-link =
    Quien abra este enlace puede tomar el filtro con un toque:
    { $link }
share-text =
    Demasiado largo para un enlace. Envía este texto a quien quieras; enviado a mí hace el mismo filtro:
    <code>{ $query }</code>
share-received =
    Alguien comparte este filtro contigo:
    <code>{ $query }</code>
share-wrong = Este enlace está dañado o ya no vale. Pide uno nuevo.

status-title = Estado
status-on =
    { $count ->
        [one] Tarjetas activas: { $count } filtro.
       *[other] Tarjetas activas: { $count } filtros.
    }
status-off = Tarjetas apagadas: /resume las trae de vuelta.
status-boards = El proyecto más nuevo llegó hace { $minutes } min.
stats-title = Lo que encuentran tus filtros
stats-total = { $span }, de { $total } proyectos:

button-back = ‹ Atrás
button-next = Siguiente ›
button-skip = Omitir
button-page = Más ({ $page }/{ $pages }) ›
button-language = Idioma
button-currency = Moneda: { $currency }
button-settings = Ajustes
button-this-filter = Este filtro
button-new = Filtro nuevo
button-edit = Editar
button-copy = Copiar
button-rename = Renombrar
button-pause = Pausar
button-share = Compartir
button-send = Enviar a un amigo
button-backtest = Prueba por días
button-advice = Consejo
button-remove = Borrar
button-drop = Quitar { $part }
button-take = Tomar este filtro
toast-set = Hecho
toast-restored = Ha vuelto
toast-enough = Para un filtro bastan { $limit }.
toast-outdated = Esa pantalla era vieja: aquí está como es ahora.

menu-new = Filtro nuevo con botones
menu-settings = Idioma, moneda, hora, silencio
menu-stats = Lo que encuentran tus filtros
menu-status = Cómo van las cosas
