# O que se guarda de uma pessoa: o arquivo disso, trazê-lo de volta e esquecer tudo.

export-caption =
    Suas configurações em um arquivo: { $filters ->
        [one] { $filters } filtro
       *[other] { $filters } filtros
    }, cartões salvos: { $saved }, horas de silêncio, ritmo e todo o resto. /import traz o arquivo de volta, aqui ou em outra conta.
import-ask = Envie o arquivo que /export lhe deu, ou cole o texto dele. Antes de mudar qualquer coisa, mostro o que mudaria.
import-unread = Não consegui ler este arquivo. Tem de ser o de /export: texto, no máximo { $limit } KB. Envie de novo, por favor.
import-wrong = Nada foi mudado, pois isto está errado no arquivo:
import-large = é grande demais: no máximo { $limit } mil caracteres
import-format = não é um arquivo de /export
import-version = tem a versão { $version }, que não conheço
import-unknown = não existe o campo { $field }
import-missing = falta { $field }
import-value = { $field } tem um valor impossível
import-title = Do arquivo
import-filters =
    { $count ->
        [one] { $count } filtro
       *[other] { $count } filtros
    }
import-cards = Cartões salvos: { $saved }, lembretes: { $coming }
import-zone = Fuso horário: { $zone }
import-how = <b>Substituir</b>: tudo fica como no arquivo. <b>Acrescentar</b>: filtros, cartões e lembretes dele ficam ao lado dos seus, suas configurações não mudam.
import-done =
    { $count ->
        [one] Pronto. Agora você tem { $count } filtro.
       *[other] Pronto. Agora você tem { $count } filtros.
    }
import-cancelled = Nada foi mudado.
button-import-replace = Substituir tudo
button-import-add = Acrescentar ao que tenho
button-import-cancel = Cancelar

menu-export = Todas as suas configurações em arquivo
menu-import = Trazer configurações de um arquivo

forget-ask =
    <b>Devo esquecer você?</b> Vai-se tudo: filtros ({ $filters }), cartões salvos ({ $saved }), lembretes, o que aprendi com seus toques, seu idioma e seus horários. Nada disso volta. /export lhe dá antes um arquivo com tudo.
forget-really = <b>Tem certeza?</b> Esta é a última pergunta. As mensagens deste chat ficam com você; tudo o que guardo de você vai embora.
forget-done =
    Esquecido. Suas configurações já não existem; o mais que cita você sai de todos os armazéns em poucos minutos, e dos diários dos últimos dias por si, no máximo em um mês.
    /start começa de novo, como se nunca nos tivéssemos visto.
forget-kept = Nada foi apagado.
forget-nobody = Não guardo configurações suas. /start começa de novo.
button-forget-sure = Sim, esqueça-me
button-forget-keep = Não, guarde tudo
button-forget-now = Apagar tudo agora

menu-delete = Esquecer tudo sobre mim
