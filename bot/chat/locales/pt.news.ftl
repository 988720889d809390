# What admins see of broadcasts.

broadcast-help =
    Escreva <code>/broadcast</code>, depois linhas como estas, três hifens e o texto:
    <code>to: locale:ru,uk word:python filters:1- pace:instant active:30 ids:5,6</code>
    <code>at: amanhã 9:00</code>
    <code>button: Leia mais | https://example.com/news</code>
    <code>---</code>
    Todas as linhas são opcionais: sem elas vai para todos, já.
broadcast-wrong = Não entendi “{ $part }”.
broadcast-title = <b>Transmissão</b> <code>{ $id }</code>: { $state }
broadcast-counting = Para <code>{ $segment }</code>; contando pessoas…
broadcast-for =
    { $count ->
        [one] Para <code>{ $segment }</code>: { $count } pessoa
       *[other] Para <code>{ $segment }</code>: { $count } pessoas
    }
broadcast-at = Horário: { $when }
broadcast-approval = Mais de { $limit } pessoas: outro admin precisa aprovar.
broadcast-outcomes = Enviadas { $sent }, recusadas { $failed }, incertas { $unknown }, a caminho { $waiting }
broadcast-draft = rascunho
broadcast-previewed = visualizada
broadcast-awaiting = aguarda aprovação
broadcast-scheduled = agendada
broadcast-running = em andamento
broadcast-paused = pausada
broadcast-cancelled = cancelada
broadcast-done = concluída
button-broadcast-preview = Pré-visualizar
button-broadcast-start = Iniciar
button-broadcast-approve = Aprovar
button-broadcast-pause = Pausar
button-broadcast-resume = Continuar
button-broadcast-cancel = Cancelar
button-broadcast-refresh = Atualizar
toast-broadcast-second = Outro admin precisa aprovar isto.
toast-broadcast-counting = Ainda contando pessoas. Toque de novo em instantes.
toast-broadcast-not-now = Este passo não é possível agora.
