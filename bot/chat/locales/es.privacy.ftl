# Lo que se guarda de una persona: su archivo, recuperarlo y olvidarlo todo.

export-caption =
    Tus ajustes en un archivo: { $filters ->
        [one] { $filters } filtro
       *[other] { $filters } filtros
    }, tarjetas guardadas: { $saved }, horas de silencio, ritmo y todo lo demás. /import lo recupera, aquí o en otra cuenta.
import-ask = Envíame el archivo que te dio /export, o pega su texto. Antes de cambiar nada verás qué cambiaría.
import-unread = No pude leer este archivo. Tiene que ser el de /export: texto, como mucho { $limit } KB. Envíalo otra vez, por favor.
import-wrong = No cambié nada, porque esto está mal en el archivo:
import-large = es demasiado grande: como mucho { $limit } mil caracteres
import-format = no es un archivo de /export
import-version = tiene la versión { $version }, que no conozco
import-unknown = no existe el campo { $field }
import-missing = falta { $field }
import-value = { $field } tiene un valor imposible
import-title = Del archivo
import-filters =
    { $count ->
        [one] { $count } filtro
       *[other] { $count } filtros
    }
import-cards = Tarjetas guardadas: { $saved }, recordatorios: { $coming }
import-zone = Zona horaria: { $zone }
import-how = <b>Reemplazar</b>: todo queda como en el archivo. <b>Añadir</b>: sus filtros, tarjetas y recordatorios se suman a los tuyos, tus ajustes no cambian.
import-done =
    { $count ->
        [one] Listo. Ahora tienes { $count } filtro.
       *[other] Listo. Ahora tienes { $count } filtros.
    }
import-cancelled = No cambié nada.
button-import-replace = Reemplazar todo
button-import-add = Añadir a lo que tengo
button-import-cancel = Cancelar

menu-export = Todos tus ajustes en un archivo
menu-import = Tomar ajustes de un archivo

forget-ask =
    <b>¿Te olvido?</b> Se va todo: filtros ({ $filters }), tarjetas guardadas ({ $saved }), recordatorios, lo que aprendí de tus toques, tu idioma y tus horas. Nada de eso vuelve. /export te da antes un archivo con todo.
forget-really = <b>¿Seguro?</b> Es la última pregunta. Los mensajes de este chat se quedan contigo; todo lo que guardo de ti se va.
forget-done =
    Olvidado. Tus ajustes ya no existen; lo demás que te nombra sale de todos los almacenes en unos minutos, y de los diarios de los últimos días por sí solo, como mucho en un mes.
    /start empieza de nuevo, como si nunca nos hubiéramos visto.
forget-kept = No borré nada.
forget-nobody = No guardo ajustes tuyos. /start empieza de nuevo.
button-forget-sure = Sí, olvídame
button-forget-keep = No, guarda todo
button-forget-now = Borrar todo ahora

menu-delete = Olvidar todo sobre mí
