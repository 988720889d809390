# Textos da conversa e dos cartões. HTML do subconjunto do Telegram; botões e avisos são texto simples.

welcome-back =
    { $count ->
        [one] Que bom ver você de novo! Estou acompanhando { $count } filtro.
       *[other] Que bom ver você de novo! Estou acompanhando { $count } filtros.
    }
help =
    <b>Como dizer o que você quer</b>
    <code>python bot</code> – as duas palavras, em qualquer forma e lugar
    <code>"bot telegram"</code> – em sequência; <code>=bot</code> – só esta forma; <code>design*</code> – começo da palavra
    <code>python, rust (axum | tokio)</code> – vírgula ou | entre o que basta sozinho
    <code>-wordpress</code> – sem esta palavra
    <code>title:bot source:freelancer lang:pt</code> – onde está a palavra, qual site, qual idioma
    <code>budget&gt;=R$500 rate&gt;=25usd/h bids&lt;10</code> – números; um desconhecido passa, a menos que ponha !

    /filters – seus filtros
    /new – um filtro com botões; /settings – idioma, moeda, hora, ritmo, silêncio
    /stats e /status – o que os filtros acham, como estão as coisas
    /schedule – o que vem e quando; /digest – o que espera, agora; /snooze – silêncio por um tempo
    /why – em resposta a um cartão ou com um link: por que um projeto veio, ou não
    /pause e /resume – silêncio, e cartões de novo
    /quiet 22-8 America/Sao_Paulo – horas de silêncio
    /currency – em que moeda você vê os orçamentos
    /language – meu idioma
    /export, /import e /delete_me – seus dados: em arquivo, de volta dele, esquecidos
add-empty = Depois de /add vêm as palavras que você procura, por exemplo <code>/add python bot a partir de R$ 500</code>
unknown-command = Não conheço este comando. /help mostra os que conheço.
unknown-text = Eu entendo palavras de busca, não frases. Envie por exemplo <code>python bot a partir de R$ 500</code> ou veja /help.
unknown-content = Eu só entendo texto. Envie as palavras que procura, por exemplo <code>design de logotipo</code>
elsewhere = Suas buscas estão com outro bot nosso, aquele a quem você escreveu primeiro. Continue por lá, por favor. Se você o bloqueou, envie /start aqui e eu assumo.

filters-none =
    Você ainda não tem filtros. Envie as palavras que procura:
    <code>python bot telegram a partir de R$ 2000</code>
filters-title =
    { $count ->
        [one] <b>Seu { $count } filtro</b>
       *[other] <b>Seus { $count } filtros</b>
    }
filters-paused = Você está em pausa: /resume traz os cartões de volta.
filter-saved =
    Salvo: <code>{ $query }</code>
    Os projetos que combinam chegarão aqui assim que aparecerem em um site.
filter-known = Você já tem este filtro: <code>{ $query }</code>
filter-deleted = Excluído: <code>{ $query }</code> (envie de novo para recuperar)
filter-example = Assim funciona: <code>python "bot telegram" -wordpress a partir de R$ 500</code>
filter-empty = Não há nenhuma palavra para procurar.
filter-needs-word = Nenhuma palavra é obrigatória aqui, então viriam quase todos os projetos. Acrescente uma palavra – ou comece com <code>*</code> se quer tudo: <code>* source:freelancer</code>
filter-too-many = O máximo é de { $limit } filtros por pessoa. Exclua um antes: /filters
filter-too-many-everything = O máximo é de { $limit } filtros sem palavra obrigatória. Acrescente uma palavra ou exclua um: /filters
filter-too-many-conditions = Um filtro pode ter { $limit } condições, este tem { $count }. Divida em dois.
filter-too-deep = O máximo é de { $limit } parênteses um dentro do outro. Divida o filtro em dois.
filter-text-too-long = O texto tem { $count } caracteres, o máximo é { $limit }.
filter-term-too-long = “{ $term }” é longo demais: uma palavra ou frase pode ter { $limit } caracteres.
filter-term-blank = “{ $term }” não tem letra nem número.
filter-quote-open = As aspas antes de “{ $term }” não foram fechadas.
filter-bracket-open = Este parêntese não foi fechado: acrescente <code>)</code>
filter-bracket-close = Este parêntese não fecha nada: apague-o ou ponha <code>(</code> antes.
filter-star-place = O asterisco fica no fim de uma palavra (<code>design*</code>) ou sozinho bem no começo. Aqui não: <code>{ $term }</code>
filter-prefix-short = Antes do asterisco são precisos pelo menos { $limit } caracteres: <code>{ $term }</code>
filter-nothing-after = Não vem nada depois de <code>{ $term }</code>. Escreva a palavra logo em seguida.
filter-field-unknown = Não existe o campo <code>{ $term }</code>. Quis dizer <code>{ $example }</code>?
filter-number-expected = <code>{ $field }</code>: falta um número na posição { $at }; por exemplo <code>{ $example }</code>
filter-number-too-large = <code>{ $term }</code>: o máximo é { $limit }.
filter-unit-unknown = Não conheço a unidade <code>{ $term }</code> na posição { $at }; por exemplo <code>{ $example }</code>
filter-value-unknown = <code>{ $field }</code> não tem o valor “{ $term }”; por exemplo <code>{ $example }</code>
filter-range-empty = <code>{ $term }</code>: não existe número assim. Escreva o menor primeiro.
filter-budget-currency = Não tenho cotação para { $currency }. Diga outra moeda: <code>budget&gt;=500brl</code>
filter-pattern-open = A expressão <code>/{ $term }</code> não foi fechada: termina com <code>/</code>
filter-pattern-too-long = Uma expressão pode ter { $limit } caracteres, esta tem { $count }.
filter-pattern-wrong = Expressão inválida (RE2): <code>{ $term }</code>
filter-pattern-border = Aqui <code>\b</code> não funciona: ponha bem no começo ou bem no fim da expressão.
filter-pattern-costly = Esta expressão demoraria demais. Use repetições menores.
filter-pattern-empty = Esta expressão acha até um texto vazio: todo projeto serviria.

language-choose = Em que idioma devo falar?
currency-choose = Em que moeda você quer ver os orçamentos?
paused = Em pausa. Seus filtros ficam; nada chega até você querer.
resumed =
    { $count ->
        [0] Os cartões voltaram, mas você ainda não tem filtros. Envie as palavras que procura.
        [one] Os cartões voltaram: { $count } filtro.
       *[other] Os cartões voltaram: { $count } filtros.
    }
quiet-on =
    Silêncio: { $hours } ({ $zone }). O que chegar nesse tempo vem depois em uma só mensagem.
    Por dia da semana, em outro fuso: <code>/quiet seg-sex 22-8, sab-dom o dia todo America/Sao_Paulo</code>. Desligar: <code>/quiet off</code>
quiet-all-day = o dia todo
quiet-off = Sem horas de silêncio. Defina assim: <code>/quiet 22-8 America/Sao_Paulo</code>
files-on = Imagens e arquivos dos projetos agora vêm com os cartões. Para desligar, /files de novo.
files-off = Os cartões vêm sem imagens nem arquivos. Para ligar: /files.
quiet-wrong = Não entendi as horas. Escreva assim: <code>/quiet 22-8 America/Sao_Paulo</code> ou <code>/quiet off</code>

button-open = Abrir
button-save = Salvar
button-saved = ✓ Salvo
button-hide = Ocultar
button-hidden = Oculto · desfazer
button-undo = Desfazer
button-filters = Meus filtros
button-resume = Retomar
toast-stale = Este botão está desatualizado.
toast-saved = Salvo
toast-unsaved = Não está mais salvo
toast-hidden = Oculto. Não aviso mais sobre este projeto.
toast-unhidden = Visível de novo
toast-filter-gone = Este filtro já foi excluído.
toast-deleted = Excluído

card-budget = Orçamento: { $amount }
card-budget-converted = Orçamento: { $amount } ({ $original })
card-budget-unknown = Orçamento: não informado
card-fixed = { $budget } · preço fixo
card-deadline = Prazo: { $when }
card-rating = cliente ★ { $rating }
card-rating-reviews =
    { $count ->
        [one] cliente ★ { $rating } ({ $count } avaliação)
       *[other] cliente ★ { $rating } ({ $count } avaliações)
    }
card-verified = verificado
card-bids =
    { $count ->
        [0] ainda sem propostas
        [one] { $count } proposta
       *[other] { $count } propostas
    }
card-also = também em { $places }
card-why = <b>Por quê:</b> { $reasons }
card-changed = Atualizado
card-closed = Encerrado: não aceita mais propostas
card-untitled = Projeto sem título
why-filter = filtro “{ $name }”
why-budget = orçamento combina
why-liked = porque você gostou de “{ $words }”
why-everything = combina com seu filtro
money-from = a partir de { $amount }
money-up-to = até { $amount }
money-hourly = { $amount } por hora
money-monthly = { $amount } por mês
age-now = agora mesmo
age-minutes = há { $count } min
age-hours = há { $count } h
age-days =
    { $count ->
        [one] há { $count } dia
       *[other] há { $count } dias
    }
language-en = inglês
language-ru = russo
language-uk = ucraniano
language-pt = português
language-es = espanhol

digest-title =
    { $count ->
        [one] { $count } projeto novo para você
       *[other] { $count } projetos novos para você
    }
digest-more =
    { $count ->
        [one] E mais { $count } projeto.
       *[other] E mais { $count } projetos.
    }
digest-quiet-hours = Chegaram nas suas horas de silêncio.
digest-daily-cap = Além do limite diário de cartões avulsos.
digest-client-cap = Vários projetos do mesmo cliente de uma vez.
digest-less-often = Com menos frequência, como você pediu.
digest-pace = Reunidos como você pediu.
digest-returned = Não sabemos se estes chegaram até você.
digest-may-repeat = talvez já tenha chegado antes

report-title = Sua semana: { $first } – { $last }
report-looked-at = Lidos em todas as plataformas: { $number } projetos e mudanças.
report-silence = Nada combinou com seus filtros ({ $number }). Menos palavras ou um orçamento menor acham mais: /filters
report-paused-filters = Filtros em pausa: { $number }.
report-matched = Combinaram com seus filtros: { $number }
report-sent = em cartões separados
report-digested = em resumos
report-waiting = esperando o próximo resumo
report-held = Esperaram um resumo por causa de:
report-dropped = Não mostrados porque:
report-quiet-hours = horas de silêncio
report-daily-cap = seu limite diário de cartões
report-client-cap = seu limite diário por cliente
report-less-often = “menos frequente”
report-pace = seu ritmo
report-overflow = havia melhores no resumo
report-muted = silenciados por você
report-unseen = fechados antes do resumo
report-hidden = ocultados por você
report-other = o filtro ou o chat estava desligado
report-market = Quanto valeram suas palavras
report-word = <b>{ $word }</b>: projetos { $number }
report-median = mediana { $amount }

menu-filters = Seus filtros
menu-add = Adicionar filtro: palavras e, se quiser, valor mínimo
menu-pause = Silêncio até /resume
menu-resume = Voltar a receber projetos
menu-quiet = Horas de silêncio, por exemplo 22-8
menu-files = Imagens e arquivos com os cartões: ligar ou desligar
menu-currency = Moeda dos valores
menu-language = Meu idioma
menu-help = O que eu entendo
