# Textos de la conversación y de las tarjetas. HTML del subconjunto de Telegram; botones y avisos son texto simple.

welcome-back =
    { $count ->
        [one] ¡Qué bueno verte de nuevo! Estoy vigilando { $count } filtro.
       *[other] ¡Qué bueno verte de nuevo! Estoy vigilando { $count } filtros.
    }
help =
    <b>Cómo decirme lo que quieres</b>
    <code>python bot</code> – las dos palabras, en cualquier forma y lugar
    <code>"bot telegram"</code> – seguidas; <code>=bot</code> – solo esta forma; <code>diseñ*</code> – comienzo de la palabra
    <code>python, rust (axum | tokio)</code> – coma o | entre lo que basta por sí solo
    <code>-wordpress</code> – sin esta palabra
    <code>title:bot source:freelancer lang:es</code> – dónde está la palabra, qué sitio, qué idioma
    <code>budget&gt;=500usd rate&gt;=25usd/h bids&lt;10</code> – números; uno desconocido pasa, salvo que pongas !

    /filters – tus filtros
    /new – un filtro con botones; /settings – idioma, moneda, hora, ritmo, silencio
    /stats y /status – lo que encuentran los filtros, cómo van las cosas
    /schedule – qué llega y cuándo; /digest – lo que espera, ahora; /snooze – silencio un rato
    /why – en respuesta a una tarjeta o con un enlace: por qué llegó un proyecto, o no
    /pause y /resume – silencio, y tarjetas de nuevo
    /quiet 22-8 Europe/Madrid – horas de silencio
    /currency – en qué moneda ves los presupuestos
    /language – mi idioma
    /export, /import y /delete_me – tus datos: en un archivo, de vuelta, olvidados
add-empty = Después de /add van las palabras que buscas, por ejemplo <code>/add python bot desde $500</code>
unknown-command = No conozco este comando. /help muestra los que conozco.
unknown-text = Entiendo palabras de búsqueda, no frases. Envía por ejemplo <code>python bot desde $500</code> o mira /help.
unknown-content = Solo entiendo texto. Envía las palabras que buscas, por ejemplo <code>diseño de logotipo</code>
elsewhere = Tus búsquedas están con otro bot nuestro, el primero al que escribiste. Sigue allí, por favor. Si lo bloqueaste, envía /start aquí y yo sigo con ellas.

filters-none =
    Aún no tienes filtros. Envíame las palabras que buscas:
    <code>python bot telegram desde $500</code>
filters-title =
    { $count ->
        [one] <b>Tu { $count } filtro</b>
       *[other] <b>Tus { $count } filtros</b>
    }
filters-paused = Estás en pausa: /resume devuelve las tarjetas.
filter-saved =
    Guardado: <code>{ $query }</code>
    Los proyectos que encajen llegarán aquí en cuanto aparezcan en un sitio.
filter-known = Ya tienes este filtro: <code>{ $query }</code>
filter-deleted = Eliminado: <code>{ $query }</code> (envíalo otra vez para recuperarlo)
filter-example = Así funciona: <code>python "bot telegram" -wordpress desde $500</code>
filter-empty = No hay ninguna palabra que buscar.
filter-needs-word = Aquí ninguna palabra es obligatoria: llegarían casi todos los proyectos. Añade una palabra – o empieza con <code>*</code> si lo quieres todo: <code>* source:freelancer</code>
filter-too-many = El máximo es de { $limit } filtros por persona. Elimina uno antes: /filters
filter-too-many-everything = El máximo es de { $limit } filtros sin palabra obligatoria. Añade una palabra o elimina uno: /filters
filter-too-many-conditions = Un filtro puede tener { $limit } condiciones, este tiene { $count }. Divídelo en dos.
filter-too-deep = El máximo es de { $limit } paréntesis uno dentro de otro. Divide el filtro en dos.
filter-text-too-long = El texto tiene { $count } caracteres, el máximo es { $limit }.
filter-term-too-long = «{ $term }» es demasiado largo: una palabra o frase puede tener { $limit } caracteres.
filter-term-blank = «{ $term }» no tiene letra ni cifra.
filter-quote-open = Las comillas antes de «{ $term }» no están cerradas.
filter-bracket-open = Este paréntesis no está cerrado: añade <code>)</code>
filter-bracket-close = Este paréntesis no cierra nada: bórralo o pon <code>(</code> antes.
filter-star-place = El asterisco va al final de una palabra (<code>diseñ*</code>) o solo al principio de todo. Aquí no: <code>{ $term }</code>
filter-prefix-short = Antes del asterisco hacen falta al menos { $limit } caracteres: <code>{ $term }</code>
filter-nothing-after = No hay nada después de <code>{ $term }</code>. Escribe la palabra justo detrás.
filter-field-unknown = No existe el campo <code>{ $term }</code>. ¿Quisiste decir <code>{ $example }</code>?
filter-number-expected = <code>{ $field }</code>: falta un número en la posición { $at }; por ejemplo <code>{ $example }</code>
filter-number-too-large = <code>{ $term }</code>: el máximo es { $limit }.
filter-unit-unknown = No conozco la unidad <code>{ $term }</code> en la posición { $at }; por ejemplo <code>{ $example }</code>
filter-value-unknown = <code>{ $field }</code> no tiene el valor «{ $term }»; por ejemplo <code>{ $example }</code>
filter-range-empty = <code>{ $term }</code>: no hay números así. Escribe primero el menor.
filter-budget-currency = No tengo tipo de cambio para { $currency }. Di otra moneda: <code>budget&gt;=500usd</code>
filter-pattern-open = La expresión <code>/{ $term }</code> no está cerrada: termina con <code>/</code>
filter-pattern-too-long = Una expresión puede tener { $limit } caracteres, esta tiene { $count }.
filter-pattern-wrong = Expresión no válida (RE2): <code>{ $term }</code>
filter-pattern-border = Aquí <code>\b</code> no funciona: ponlo al principio de todo o al final de todo de la expresión.
filter-pattern-costly = Esta expresión tardaría demasiado. Usa repeticiones menores.
filter-pattern-empty = Esta expresión encuentra hasta un texto vacío: encajaría cualquier proyecto.

language-choose = ¿En qué idioma te hablo?
currency-choose = ¿En qué moneda quieres ver los presupuestos?
paused = En pausa. Tus filtros se quedan; no llegará nada hasta que quieras.
resumed =
    { $count ->
        [0] Las tarjetas vuelven, pero aún no tienes filtros. Envíame las palabras que buscas.
        [one] Las tarjetas vuelven: { $count } filtro.
       *[other] Las tarjetas vuelven: { $count } filtros.
    }
quiet-on =
    Silencio: { $hours } ({ $zone }). Lo que llegue mientras tanto vendrá después en un solo mensaje.
    Por días de la semana, en otra zona: <code>/quiet lun-vie 22-8, sab-dom todo el día Europe/Madrid</code>. Quitar: <code>/quiet off</code>
quiet-all-day = todo el día
quiet-off = Sin horas de silencio. Se ponen así: <code>/quiet 22-8 Europe/Madrid</code>
files-on = Las imágenes y los archivos de los proyectos llegan ahora con sus tarjetas. Para quitarlos, /files otra vez.
files-off = Las tarjetas llegan sin imágenes ni archivos. Para activarlos: /files.
quiet-wrong = No entendí las horas. Escríbelas así: <code>/quiet 22-8 Europe/Madrid</code> o <code>/quiet off</code>

button-open = Abrir
button-save = Guardar
button-saved = ✓ Guardado
button-hide = Ocultar
button-hidden = Oculto · deshacer
button-undo = Deshacer
button-filters = Mis filtros
button-resume = Reanudar
toast-stale = Este botón ya no vale.
toast-saved = Guardado
toast-unsaved = Ya no está guardado
toast-hidden = Oculto. No sabrás más de este proyecto.
toast-unhidden = Visible de nuevo
toast-filter-gone = Este filtro ya está eliminado.
toast-deleted = Eliminado

card-budget = Presupuesto: { $amount }
card-budget-converted = Presupuesto: { $amount } ({ $original })
card-budget-unknown = Presupuesto: sin indicar
card-fixed = { $budget } · precio cerrado
card-deadline = Plazo: { $when }
card-rating = cliente ★ { $rating }
card-rating-reviews =
    { $count ->
        [one] cliente ★ { $rating } ({ $count } reseña)
       *[other] cliente ★ { $rating } ({ $count } reseñas)
    }
card-verified = verificado
card-bids =
    { $count ->
        [0] aún sin ofertas
        [one] { $count } oferta
       *[other] { $count } ofertas
    }
card-also = también en { $places }
card-why = <b>Por qué:</b> { $reasons }
card-changed = Actualizado
card-closed = Cerrado: no admite más ofertas
card-untitled = Proyecto sin título
why-filter = filtro «{ $name }»
why-budget = el presupuesto encaja
why-liked = porque te gustó «{ $words }»
why-everything = encaja con tu filtro
money-from = desde { $amount }
money-up-to = hasta { $amount }
money-hourly = { $amount } por hora
money-monthly = { $amount } al mes
age-now = ahora mismo
age-minutes = hace { $count } min
age-hours = hace { $count } h
age-days =
    { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }
language-en = inglés
language-ru = ruso
language-uk = ucraniano
language-pt = portugués
language-es = español

digest-title =
    { $count ->
        [one] { $count } proyecto nuevo para ti
       *[other] { $count } proyectos nuevos para ti
    }
digest-more =
    { $count ->
        [one] Y { $count } proyecto más.
       *[other] Y { $count } proyectos más.
    }
digest-quiet-hours = Llegaron en tus horas de silencio.
digest-daily-cap = Por encima del límite diario de tarjetas sueltas.
digest-client-cap = Varios proyectos de un mismo cliente a la vez.
digest-less-often = Menos a menudo, como pidió.
digest-pace = Reunidos como pediste.
digest-returned = No sabemos si estos te llegaron.
digest-may-repeat = puede que ya te haya llegado

report-title = Su semana: { $first } – { $last }
report-looked-at = Leídos en todas las plataformas: { $number } proyectos y cambios.
report-silence = Nada encajó con sus filtros ({ $number }). Con menos palabras o menos presupuesto hay más: /filters
report-paused-filters = Filtros en pausa: { $number }.
report-matched = Encajaron con sus filtros: { $number }
report-sent = en tarjetas sueltas
report-digested = en resúmenes
report-waiting = a la espera del próximo resumen
report-held = Esperaron un resumen por:
report-dropped = No se mostraron porque:
report-quiet-hours = horas de silencio
report-daily-cap = su límite diario de tarjetas
report-client-cap = su límite diario por cliente
report-less-often = «menos a menudo»
report-pace = su ritmo
report-overflow = había mejores en el resumen
report-muted = silenciados por usted
report-unseen = cerrados antes del resumen
report-hidden = ocultados por usted
report-other = el filtro o el chat estaba apagado
report-market = Cuánto valieron sus palabras
report-word = <b>{ $word }</b>: proyectos { $number }
report-median = mediana { $amount }

menu-filters = Tus filtros
menu-add = Añadir un filtro: palabras y, si quieres, un mínimo
menu-pause = Silencio hasta /resume
menu-resume = Volver a recibir proyectos
menu-quiet = Horas de silencio, por ejemplo 22-8
menu-files = Imágenes y archivos con las tarjetas: activar o desactivar
menu-currency = Moneda de los presupuestos
menu-language = Mi idioma
menu-help = Lo que entiendo
