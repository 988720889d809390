# Grupos, canales y foros. HTML de Telegram; botones y avisos son texto simple.

group-welcome =
    ¡Hola! Publico proyectos que encajan en este grupo, al principio una vez por hora, juntos.
    Solo los administradores me configuran, aquí mismo:
    <code>/add python bot desde $500</code> – buscar esto; dicho en un tema, publica en ese tema
    /filters – lo que busco; /settings – ritmo, horas de silencio, idioma
    /pause y /resume – silencio, y proyectos de nuevo
group-welcome-channel =
    Ya estoy en el canal «{ $title }» y no publico nada hasta que digas qué. Publica allí, por ejemplo:
    <code>/add python bot desde $500</code>
    Después /filters o /settings. Veo cada publicación que es un comando; puedes borrarla, y mi respuesta también.
group-back =
    { $count ->
        [one] Busco para este grupo: { $count } filtro. /filters, /settings – para administradores.
       *[other] Busco para este grupo: { $count } filtros. /filters, /settings – para administradores.
    }
group-help =
    <b>Para administradores de este grupo</b>
    <code>/add python bot desde $500</code> – un filtro; dicho en un tema, publica en ese tema
    /new – un filtro con botones; /filters – todos: editar, pausar, borrar, elegir el tema
    /settings – ritmo, horas de silencio, idioma, moneda, límite diario
    /status y /stats – cómo van las cosas, qué encuentran los filtros
    /pause y /resume – silencio, y proyectos de nuevo
    Donde pido un texto, responde a ese mismo mensaje mío.
group-admins-only = Solo los administradores de este grupo pueden configurarme. ¿Quieres tus propios proyectos? Escríbeme en privado.
group-out = Me han quitado de «{ $title }». Allí no se publica nada; los filtros se quedan y siguen cuando me dejen volver.
group-mute = Ya no puedo escribir en «{ $title }». Allí no se publica nada; los filtros se quedan. Déjame escribir y envía /resume allí.
group-topic-lost = En «{ $title }» se cerró o borró un tema; en pausa: { $names }. Abre el tema de nuevo, o envía /filters en otro tema y elige «Publicar aquí».
group-posts-here = Publica en este tema.
group-posts-general = Publica en el tema general.
group-posts-elsewhere = Publica en otro tema.
groups-title = Grupos y canales
groups-how =
    Añádeme a un grupo o canal: publico lo que encaja, y solo sus administradores me configuran. En un foro cada filtro puede tener su propio tema.
    Allí envía <code>/add python bot desde $500</code>, /filters o /settings.

button-here = Publicar aquí
button-mine = Para mí también
button-add-group = Añadir a un grupo
button-add-channel = Añadir a un canal
toast-admins-only = Solo los administradores de este grupo pueden cambiar eso.
toast-mine-long = Este filtro es demasiado largo para un enlace. Pide el texto a un administrador.

menu-groups = Usarme en un grupo o canal
