# Telas: primeiros passos, ajustes, filtros. HTML do Telegram; botões e avisos são texto simples.

first-title = Boas-vindas
first-intro =
    Eu acompanho os sites de freelance e aviso em um segundo quando um projeto serve para você.

    <b>O que você faz?</b> Toque em tudo o que servir, ou escreva com suas palavras.
first-skipped = Tudo bem. Quando quiser, envie as palavras que procura: <code>bot python a partir de R$ 1500</code>
first-done = Pronto! Estou procurando: { $query }
new-title = Novo filtro
new-intro = <b>O que ele deve procurar?</b> Toque em tudo o que servir, ou escreva suas palavras.
draft-chosen = Escolhido: <b>{ $names }</b>
crumb-budget = Orçamento
budget-ask = Quanto um projeto deve pagar no mínimo? Os que não dizem o orçamento vêm também.
budget-any = Qualquer
budget-from = desde { $amount }
pace-ask = Como os projetos devem chegar?

preview-blind = Acabei de começar a ler os sites: logo poderei dizer quantos viriam.
preview-count = { $span }: servem <b>{ $count }</b> de { $total } projetos.
preview-yesterday =
    { $count ->
        [one] Ontem você teria recebido <b>{ $count }</b> projeto. Os mais novos:
       *[other] Ontem você teria recebido <b>{ $count }</b> projetos. Os mais novos:
    }
span-days =
    { $count ->
        [one] No último dia
       *[other] Nos últimos { $count } dias
    }
span-hours =
    { $count ->
        [one] Na última hora
       *[other] Nas últimas { $count } horas
    }
span-minutes =
    { $count ->
        [one] No último minuto
       *[other] Nos últimos { $count } minutos
    }

pace-instant = Na hora, um por um
pace-hourly = A cada hora, juntos
pace-daily = Uma vez por dia, juntos
pace-weekly = Uma vez por semana, juntos

settings-title = Ajustes
settings-language = Idioma: { $name }
settings-currency = Moeda: { $currency }
settings-zone = Fuso horário: { $place } (lá são { $clock })
settings-pace = Os projetos chegam: { $pace }
settings-quiet = Horário de silêncio: { $hours }
settings-cap = Cartões avulsos por dia, no máximo: { $count }
settings-digest = Resumo diário às { $clock }
crumb-language = Idioma
crumb-currency = Moeda
crumb-zone = Fuso horário
crumb-pace = Ritmo
crumb-quiet = Silêncio
crumb-cap = Limite diário
crumb-digest = Hora do resumo
crumb-news = Novidades do bot
crumb-media = Imagens e arquivos
cap-ask = Quantos cartões avulsos por dia, no máximo? O que passar disso vem em um resumo.
digest-ask = A que horas deve vir o resumo diário, pelo seu relógio?
quiet-none = nenhum
quiet-hint = O que surgir nesse tempo espera o fim dele em uma só mensagem. Escrito pode ser mais fino: <code>/quiet seg-sex 22-8</code>
quiet-from = das
quiet-to = às
zone-question = <b>Que horas são onde você está?</b> Pergunto uma vez só, para o silêncio e os resumos seguirem o seu relógio.
zone-ask = Escolha o relógio que mostra a sua hora, ou escreva o nome da sua cidade.
zone-later = Tudo bem. O fuso horário fica em /settings.
zone-unknown = Não conheço esse lugar. Escreva uma cidade grande do seu fuso, ou um nome como <code>America/Sao_Paulo</code>
zone-which = Qual destes?

filter-is-paused = Este filtro está em pausa.
edit-ask = Envie o novo texto. O atual, para copiar:
copy-ask = Envie o texto da cópia, mudado como quiser. O atual:
rename-ask = Envie o novo nome. O atual:
rank-low = Menos importante
rank-normal = Comum
rank-high = Mais importante
backtest-days = Uma barra por dia, a última é hoje.
advice-drop = { $part } tira { $percent }%: sem isso teriam vindo { $count }.
advice-none = Nenhuma condição tira metade ou mais. Deixe como está.
share-link =
    Quem abrir este link pode pegar o filtro com um toque:
    { $link }
share-text =
    Longo demais para um link. Envie este texto a quem quiser; mandado para mim, faz o mesmo filtro:
    <code>{ $query }</code>
share-received =
    Alguém compartilha este filtro com você:
    <code>{ $query }</code>
share-wrong = Este link está danificado ou não vale mais. Peça um novo.

status-title = Situação
status-on =
    { $count ->
        [one] Cartões ligados: { $count } filtro.
       *[other] Cartões ligados: { $count } filtros.
    }
status-off = Cartões desligados: /resume os traz de volta.
status-boards = O projeto mais novo chegou há { $minutes } min.
stats-title = O que seus filtros acham
stats-total = { $span }, de { $total } projetos:

button-back = ‹ Voltar
button-next = Avançar ›
button-skip = Pular
button-page = Mais ({ $page }/{ $pages }) ›
button-language = Idioma
button-currency = Moeda: { $currency }
button-settings = Ajustes
button-this-filter = Este filtro
button-new = Novo filtro
button-edit = Editar
button-copy = Copiar
button-rename = Renomear
button-pause = Pausar
button-share = Compartilhar
button-send = Enviar a um amigo
button-backtest = Teste por dias
button-advice = Conselho
button-remove = Excluir
button-drop = Tirar { $part }
button-take = Pegar este filtro
toast-set = Feito
toast-restored = Está de volta
toast-enough = Para um filtro bastam { $limit }.
toast-outdated = Aquela tela estava velha: aqui está como é agora.

menu-new = Novo filtro com botões
menu-settings = Idioma, moeda, hora, silêncio
menu-stats = O que seus filtros acham
menu-status = Como estão as coisas
