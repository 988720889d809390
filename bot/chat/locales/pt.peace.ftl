# Ritmo e paz: quanto basta, o que está silenciado, pausa curta, por que algo veio ou não.

crumb-peace = Paz
crumb-urgent = Urgentes
crumb-client = Um só cliente
crumb-mutes = Silenciados
crumb-often = Frequência
crumb-report = Relatório semanal
crumb-taste = Meu gosto
peace-urgent = No silêncio passam: os seus { $percent }% melhores
peace-urgent-none = No silêncio não passa nada
peace-client = Cartões de um cliente por dia, no máximo: { $count }
client-no = Um só cliente: qualquer número de cartões
peace-muted =
    { $count ->
        [one] Silenciados: { $count } palavra, cliente ou site
       *[other] Silenciados: { $count } palavras, clientes, sites
    }
peace-often-all = Frequência: tudo o que combina
peace-often = Frequência: cartão avulso só para os seus { $percent }% melhores
peace-often-rarer = Frequência: { $level } de { $most } passos mais raro
peace-report = Relatório semanal: { $day }, { $hour }
peace-report-off = Relatório semanal: desligado
peace-taste-on = Aprender com seus toques: ligado
peace-taste-off = Aprender com seus toques: desligado
urgent-best = melhores { $percent }%
urgent-nothing = nada
urgent-ask =
    { $count ->
        [one] O que é melhor que quase tudo o que você recebe pode vir no silêncio e na pausa curta. Comparo com os seus últimos projetos, a partir de { $count }.
       *[other] O que é melhor que quase tudo o que você recebe pode vir no silêncio e na pausa curta. Comparo com os seus últimos projetos, a partir de { $count }.
    }
client-any = qualquer
client-ask = Quantos cartões avulsos de um cliente por dia? O que passar disso vem no resumo.
often-less = 🔉 Menos vezes
often-more = 🔊 Mais vezes
often-ask = Cada passo exige mais de um cartão avulso; o resto espera o resumo diário, nada se perde. Com ritmo de resumos, cada passo os torna mais raros.
report-wanted = Relatório semanal
market-wanted = Com preços das minhas palavras
report-ask = Uma vez por semana: quantos projetos combinaram, o que você recebeu, o que ficou retido e por quê, e quanto valeram as suas palavras.
taste-ask = Aprendo com Salvar, Mais assim, Enviei proposta e Ocultar: o que se parece com o que você gostou vem primeiro, e o cartão diz por quê.
digest-top = Projetos por resumo, no máximo: { $count }
digest-top-ask = Quantos projetos em um resumo? O resto é contado.
digest-weekday = No ritmo semanal ele vem neste dia: { $day }
mutes-tap = Toque para tirar da lista.
mutes-none = Nada está silenciado. Os cartões têm “Menos assim”; aqui você acrescenta escrevendo.
mute-word = Palavra
mute-client = Cliente
mute-source = Plataforma
mute-ask-word = Envie a palavra ou frase da qual não quer mais ouvir; várias, com vírgulas. Qualquer forma dela conta.
mute-ask-client = Envie o nome inteiro do cliente, como aparece nos cartões.
mute-ask-source = Toque nos sites dos quais não quer ouvir, ou envie os nomes deles.
mute-unknown-board = Não conheço esse site. Toque em um destes:
mute-wrong = Isso não é palavra nem nome, ou é longo demais. Envie de novo ou volte.
mute-added = Silenciado: { $name }
mute-wanted = ⚠️ Você mesmo procura esta palavra, então esses filtros não acham mais nada: { $name }
toast-unmuted = Fora da lista: { $name }
toast-unmuted-before = Já não está na lista.

digest-snoozed = Chegaram enquanto você queria silêncio.
report-snoozed = pausa curta
snooze-on = 🔕 Silêncio { $until }. O que vier nesse tempo será uma só mensagem.
snooze-ask = Nenhum cartão toca até lá; o que combinar vem no fim em uma só mensagem. O que você marcou como urgente passa. Por quanto tempo?
until-today = até { $time }
until-tomorrow = até amanhã, { $time }
button-snooze = Adiar
button-snooze-hour = Silêncio por 1 hora
button-snooze-until = Silêncio { $until }
button-snoozed = 🔕 { $until } · desfazer
button-snooze-end = Acabar com o silêncio
toast-snoozed = Silêncio { $until }. O que vier nesse tempo será uma só mensagem.
toast-snooze-ended = O silêncio acabou. O que esperava vem agora, ou depois do seu horário de silêncio.
menu-snooze = Todos os cartões em silêncio por um tempo

why-percentile = melhor que { $percent }% do que você recebe

digest-asked = O que esperava, como você pediu.
digest-none = Nada está esperando.
plan-title = O que vem e quando
plan-digest = O próximo resumo vem em { $when }, se algo esperar.
plan-overflow = O que fica retido (limites, “menos vezes”) vem em um resumo em { $when }.
plan-report = O próximo relatório vem em { $when }.
plan-reminders =
    { $count ->
        [one] { $count } lembrete, o primeiro em { $when }: /reminders
       *[other] { $count } lembretes, o primeiro em { $when }: /reminders
    }
why-usage = Responda a um cartão com <code>/why</code>, ou envie <code>/why</code> e o link de um projeto: digo por que você o recebeu, ou por que não.
whence-unseen =
    { $count ->
        [one] Não conheço { $link }. Guardo o projeto mais novo ({ $count }), desde { $since }. Ou este é mais antigo, ou os sites que leio não o mostraram: { $boards }.
       *[other] Não conheço { $link }. Guardo os { $count } projetos mais novos, desde { $since }. Ou este é mais antigo, ou os sites que leio não o mostraram: { $boards }.
    }
whence-old = Este projeto é mais antigo do que guardo, então não posso julgá-lo de novo pelos seus filtros.
whence-seen = Visto em { $place }: { $when }
whence-copy = Seu link é a cópia do mesmo projeto em outro site: você é avisado uma vez, pelo lugar que o mostrou primeiro ({ $place }).
whence-closed = Já está fechado.
whence-no-filters = Você não tem filtros, então nada vem: envie as palavras que procura.
whence-none =
    { $count ->
        [one] O seu { $count } filtro não combina.
       *[other] Nenhum dos seus { $count } filtros combina.
    }
whence-nearest = O mais próximo é “{ $name }”: { $lack }.
whence-no-word = { $part } não aparece
whence-has-word = { $part } aparece, e você o exclui
whence-not-told = { $part } o site não informa
whence-otherwise = { $part } não é assim aqui
whence-fits = O filtro “{ $name }” combina: { $parts }
whence-score = Nota de cerca de { $total } em 1000: { $base } de início, palavras { $told }, orçamento { $budget }, frescor { $fresh }, prioridade { $priority }; palavras raras somam um pouco.
whence-paused = Esse filtro está em pausa.
whence-before = O projeto veio antes do filtro “{ $name }”, que é de { $when }.
whence-muted = Você silenciou: { $name }
fate-card = ✅ Enviado a você como cartão em { $when }.
fate-urgent = ✅ Enviado a você como cartão em { $when }, no seu silêncio, por ser urgente.
fate-digest = ✅ Enviado a você em um resumo em { $when }. Esperou por causa de: { $reason }.
fate-leaving = Está saindo agora em um resumo. Esperou por causa de: { $reason }.
fate-waiting = ⏳ Espera por causa de: { $reason }. Vem em { $when }; /digest o traz agora.
fate-later = outra hora
fate-doubtful = ❔ Foi enviado em { $when }, mas a resposta do Telegram se perdeu, e ninguém sabe se chegou. Vem mais uma vez, com uma marca.
fate-under-way = ⏳ Destinado a você desde { $when }; ainda não tenho notícia de que saiu.
fate-refused = ✖️ Destinado a você em { $when }, mas não chegou: { $reason }
fate-refused-chat = o Telegram disse que não posso escrever a você, pois o bot estava bloqueado ou o chat já não existia.
fate-refused-form = o Telegram não aceitou a mensagem nessa forma. É um erro meu, que os operadores veem.
fate-refused-lost = a resposta do Telegram se perdeu, e os operadores viram que nunca chegou.
fate-refused-other = o Telegram não aceitou a mensagem.
fate-late = ✖️ Destinado a você em { $when }, mas o projeto fechou antes de a mensagem poder sair, e nada foi enviado.
fate-lost = ❔ Foi enviado em { $when }, mas a resposta do Telegram se perdeu, e ninguém sabe se chegou.
fate-dropped = ✖️ Não foi enviado a você porque: { $reason }.
fate-unknown = Não conheço decisão sobre ele para você: não combinava quando veio, ou faz tempo demais.
fate-score = Nota na hora: { $score } em 1000
fate-taste = Seu gosto: { $points } pontos
fate-percentile = Melhor que { $percent }% do que você recebeu antes dele
fate-rank = Lugar { $rank } entre os seus últimos { $ranked } projetos
menu-digest = Enviar agora o que está esperando
menu-schedule = O que vem e quando
menu-why = Por que um projeto veio, ou não veio
