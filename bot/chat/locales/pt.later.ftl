# Lembretes de cartões e notícias de quem mantém o bot.

button-remind = Lembrar
button-remind-hour = Em 1 hora
button-remind-evening = Hoje às 18:00
button-remind-morning = Amanhã às 9:00
button-remind-cancel = Não lembrar
remind-when =
    Quando devo lembrar você de { $title }?
    Outro horário: responda ao cartão com <code>/remind 20:30</code>, <code>/remind 2h</code> ou <code>/remind amanhã 9:00</code>
remind-set = Vou lembrar { $when }: { $title }
remind-note = ⏰ Você pediu um lembrete: { $title }
remind-usage = Responda a um cartão com <code>/remind 18:00</code>, <code>/remind 2h</code> ou <code>/remind amanhã 9:00</code>
remind-wrong = Não entendi esse horário. Escreva por exemplo <code>/remind 18:00</code>, <code>/remind 2h</code> ou <code>/remind amanhã 9:00</code>
remind-many = { $limit } lembretes é o máximo por pessoa. Cancele um primeiro: /reminders
remind-cancelled = Cancelado: não vou lembrar disso.
reminders-none = Nada a lembrar. Toque em “Lembrar” em um cartão.
reminders-title =
    { $count ->
        [one] <b>{ $count } lembrete</b>
       *[other] <b>{ $count } lembretes</b>
    }
toast-remind-late = Esse horário já passou. Escolha outro.
toast-remind-gone = Esse lembrete não existe mais.
toast-remind-cancelled = Cancelado
when-today = hoje às { $time }
when-tomorrow = amanhã às { $time }
when-day = em { $date } às { $time }

button-news-off = Sem notícias
news-is-on = Você recebe notícias do bot, raramente. <code>/news off</code> encerra isso.
news-is-off = Sem notícias a partir de agora; os cartões continuam. <code>/news on</code> traz de volta.
toast-news-off = Sem notícias. Os cartões continuam chegando.

menu-reminders = O que vou lembrar
