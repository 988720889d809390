# Texts of cards: what is pressed under them, the saved ones, and what is learnt.

button-more = Más así
button-liked = ✓ Más así
button-less = Menos así
button-less-word = Sin la palabra: { $name }
button-less-client = Sin el cliente: { $name }
button-less-source = Sin el portal: { $name }
button-lessened = Menos de { $name } · deshacer
button-card-back = « Volver
button-apply = Ya ofrecí
button-applied = ✓ Oferta enviada
toast-liked = Los proyectos parecidos irán primero.
toast-unliked = Marca quitada
toast-applied = ¡Suerte! Marcado en /saved.
toast-unapplied = Marca de oferta quitada
toast-saved-full = Guardado. La lista admite { $limit }: el más antiguo dejó sitio.
toast-undo-late = Han pasado más de { $minutes } minutos, así que se queda así.
toast-mutes-full = Tu lista de silenciados está llena. Quita algo primero.
toast-less = Nada más de { $name }.
toast-unless = Deshecho

saved-none = Aún no hay nada guardado. Pulsa <b>Guardar</b> bajo una tarjeta.
saved-title =
    { $count ->
        [one] <b>{ $count } tarjeta guardada</b>
       *[other] <b>{ $count } tarjetas guardadas</b>
    }
saved-applied = oferta enviada
button-saved-remove = Quitar { $number }
button-saved-older = Anteriores »
button-saved-newer = « Más nuevas
toast-saved-removed = Quitado

taste-on =
    <b>Tu gusto</b>
    Aprendo de Guardar, Más así, Ya ofrecí y Ocultar: lo que se parece a lo que te gustó va primero, y la tarjeta dice por qué. El aprendizaje está <b>activado</b>.
taste-off =
    <b>Tu gusto</b>
    El aprendizaje está <b>desactivado</b>: el orden sale solo de tus filtros.
taste-sure = Todo lo aprendido de tus pulsaciones desaparecerá. ¿Seguro?
button-taste-on = Activar
button-taste-off = Desactivar
button-taste-forget = Olvidar lo aprendido
button-taste-sure = Sí, olvidarlo todo
toast-taste-forgotten = Olvidado. Empiezo de nuevo.

menu-saved = Tarjetas guardadas
menu-taste = Lo que aprendí de tu gusto
