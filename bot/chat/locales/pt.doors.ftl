# Floods, bans, the note of an incident, and what those who run the bot see.

slow-down = Um pouco mais devagar, por favor: não consigo acompanhar tudo de uma vez. O que você acabou de enviar não foi lido; em um minuto volto a atender.
toast-slow-down = Um pouco mais devagar, por favor: este toque não contou. Tente de novo daqui a pouco.
banned = Este bot está fechado para você. Suas configurações ficam guardadas e nada será enviado. Elas continuam suas: /export entrega um arquivo com elas, /delete_me as apaga.
forget-done-banned =
    Esquecido. Suas configurações já não existem; o mais que cita você sai de todos os armazéns em poucos minutos, e dos diários dos últimos dias por si, no máximo em um mês.
    Até lá resta uma nota: que este bot está fechado para você.
note-banner = ⚠️ <b>Sabemos de um problema:</b> { $text }
admin-title = <b>Gigwire</b>
admin-reading = Lendo os números. Toque em “Atualizar” daqui a pouco.
admin-as-of = Situação às { $time } UTC (há { $seconds } s)
admin-away = A análise não responde: pessoas, sites e resultados são desconhecidos.
admin-away-since = A análise não responde: pessoas, sites e resultados são das { $time } UTC.
admin-people = Pessoas: { $active } ativas, { $paused } em pausa, { $blocked } bloqueadas (delas { $banned } banidas), { $new } novas hoje
admin-boards = Sites na última hora:
admin-board = { $polls } consultas, { $bad } com falha, { $projects } projetos novos
admin-outcomes = Resultados da última hora: { $told }
admin-latency = Do site ao chat na última hora: metade dos cartões em { $half } s, 99 % em { $most } s
admin-letters = Registros ilegíveis na última hora: { $count }
admin-waiting = Registros em espera e há quanto tempo o mais antigo:
admin-waiting-unknown = O Kafka não respondeu a tempo: não se sabe o que espera.
admin-note-by = Aviso de { $by } às { $time } UTC
admin-wrong = Não entendi “{ $part }”.
admin-help =
    <code>/admin</code> mostra como estão as coisas.
    <code>/admin ban 123</code>, <code>/admin unban 123</code>: nada é enviado a esta pessoa; as configurações ficam.
    <code>/admin limits 123 filters:3 cards:10</code>, <code>/admin limits 123 off</code>: limites da pessoa
    <code>/admin note FL.ru responde devagar</code>, <code>/admin note off</code>: todos veem o aviso.
admin-noted = A partir de agora todos veem o aviso.
admin-note-off = O aviso foi retirado.
admin-not-yours = Seu papel não permite isso.
admin-staff = Quem tem um papel aqui não pode ser banido.
admin-unknown = Não conheço { $user }.
admin-as-before = Nada a mudar para { $user }.
admin-banned = { $user } foi banido.
admin-unbanned = { $user } já não está banido.
admin-limited = Limites de { $user }: filtros { $filters }, cartões por dia { $cards }
button-admin-refresh = Atualizar
button-admin-broadcasts = Difusões
button-admin-help = O que posso fazer aqui
