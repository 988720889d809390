# Texts of cards: what is pressed under them, the saved ones, and what is learnt.

button-more = Mais assim
button-liked = ✓ Mais assim
button-less = Menos assim
button-less-word = Sem a palavra: { $name }
button-less-client = Sem o cliente: { $name }
button-less-source = Sem o site: { $name }
button-lessened = Menos de { $name } · desfazer
button-card-back = « Voltar
button-apply = Enviei proposta
button-applied = ✓ Proposta enviada
toast-liked = Projetos parecidos virão primeiro.
toast-unliked = Marca retirada
toast-applied = Boa sorte! Marcado em /saved.
toast-unapplied = Marca de proposta retirada
toast-saved-full = Salvo. A lista guarda { $limit }: o mais antigo deu lugar.
toast-undo-late = Já passaram mais de { $minutes } minutos, então fica assim.
toast-mutes-full = Sua lista de silenciados está cheia. Retire algo primeiro.
toast-less = Nada mais de { $name }.
toast-unless = Desfeito

saved-none = Nada salvo ainda. Toque em <b>Salvar</b> sob um cartão.
saved-title =
    { $count ->
        [one] <b>{ $count } cartão salvo</b>
       *[other] <b>{ $count } cartões salvos</b>
    }
saved-applied = proposta enviada
button-saved-remove = Retirar { $number }
button-saved-older = Anteriores »
button-saved-newer = « Mais novos
toast-saved-removed = Retirado

taste-on =
    <b>Seu gosto</b>
    Aprendo com Salvar, Mais assim, Enviei proposta e Ocultar: o que se parece com o que você gostou vem primeiro, e o cartão diz por quê. O aprendizado está <b>ligado</b>.
taste-off =
    <b>Seu gosto</b>
    O aprendizado está <b>desligado</b>: a ordem vem só dos seus filtros.
taste-sure = Tudo o que aprendi com seus toques vai sumir. Tem certeza?
button-taste-on = Ligar
button-taste-off = Desligar
button-taste-forget = Esquecer o que aprendeu
button-taste-sure = Sim, esquecer tudo
toast-taste-forgotten = Esquecido. Começo de novo.

menu-saved = Cartões salvos
menu-taste = O que aprendi do seu gosto
