# Grupos, canais e fóruns. HTML do Telegram; botões e avisos são texto simples.

group-welcome =
    Olá! Publico projetos que servem a este grupo, no início uma vez por hora, juntos.
    Só administradores me configuram, aqui mesmo:
    <code>/add python bot a partir de R$ 1500</code> – procurar isto; dito num tópico, publica nesse tópico
    /filters – o que procuro; /settings – ritmo, horas de silêncio, idioma
    /pause e /resume – silêncio, e projetos de novo
group-welcome-channel =
    Agora estou no canal “{ $title }” e não publico nada antes de você dizer o quê. Publique lá, por exemplo:
    <code>/add python bot a partir de R$ 1500</code>
    Depois /filters ou /settings. Vejo cada publicação que é um comando; pode apagá-la, e a minha resposta também.
group-back =
    { $count ->
        [one] Procuro para este grupo: { $count } filtro. /filters, /settings – para administradores.
       *[other] Procuro para este grupo: { $count } filtros. /filters, /settings – para administradores.
    }
group-help =
    <b>Para administradores deste grupo</b>
    <code>/add python bot a partir de R$ 1500</code> – um filtro; dito num tópico, publica nesse tópico
    /new – um filtro por botões; /filters – todos: editar, pausar, apagar, escolher o tópico
    /settings – ritmo, horas de silêncio, idioma, moeda, limite diário
    /status e /stats – como estão as coisas, o que os filtros encontram
    /pause e /resume – silêncio, e projetos de novo
    Onde peço um texto, responda a essa mesma mensagem minha.
group-admins-only = Só administradores deste grupo podem me configurar. Quer projetos seus? Escreva para mim em particular.
group-out = Fui removido de “{ $title }”. Nada é publicado lá; os filtros ficam e voltam quando me deixarem entrar.
group-mute = Já não posso escrever em “{ $title }”. Nada é publicado lá; os filtros ficam. Deixe-me escrever e envie /resume lá.
group-topic-lost = Em “{ $title }” um tópico foi fechado ou apagado; em pausa: { $names }. Reabra o tópico, ou envie /filters noutro tópico e escolha “Publicar aqui”.
group-posts-here = Publica neste tópico.
group-posts-general = Publica no tópico geral.
group-posts-elsewhere = Publica noutro tópico.
groups-title = Grupos e canais
groups-how =
    Adicione-me a um grupo ou canal: publico o que serve, e só os administradores me configuram. Num fórum cada filtro pode ter o seu tópico.
    Lá envie <code>/add python bot a partir de R$ 1500</code>, /filters ou /settings.

button-here = Publicar aqui
button-mine = Para mim também
button-add-group = Adicionar a um grupo
button-add-channel = Adicionar a um canal
toast-admins-only = Só administradores deste grupo podem mudar isso.
toast-mine-long = Este filtro é longo demais para um link. Peça o texto a um administrador.

menu-groups = Usar-me num grupo ou canal
