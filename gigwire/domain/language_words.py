"""What tells languages apart in a few words: function words, words of the trade, endings, letters.

Owns the lists. How they are weighed: `gigwire.domain.language`. A word may stand in several lists;
one that stands in all that are compared says nothing.
"""

from __future__ import annotations

import re
from typing import Final

WORDS: Final[dict[str, str]] = {
    "ru": "и что как или не нужно нужен нужна нужны надо сделать с со если только есть быть это"
    " чтобы также требуется ищу ищем после под из все работа работы разработка разработать сайта"
    " логотипа дизайна макета каталога проекта отчета отчёта интернета текста канала магазина"
    " вёрстка верстать сверстать настройка настроить скрипт чертеж чертежи карточки товара"
    " товаров рерайт доработать доработка исправить помощь создать создание написать написание"
    " анимация специалист макету отрисовать нарисовать перевод перевести продвижение монтаж"
    " приложения приложение программист удаленно удалённо срочно сайтов услуг обработка помогите"
    " кто сколько можно хочу меня мне моего нашего через без около рублей лет год день очень",
    "uk": "та що як або чи потрібно потрібен потрібна потрібні треба зробити із зі якщо тільки є"
    " бути це щоб також шукаю шукаємо після під усі робота роботи розробка розробити й від сайту"
    " логотипу дизайну макету проєкту проекту каналу тексту звіту налаштувати налаштування"
    " написати створити створення доробити доопрацювати виправити допомога переклад перекласти"
    " просування креслення терміново макетом застосунок застосунку додаток додатку вебдизайнер"
    " послуг хто скільки можна хочу мене мені мого нашого через без близько гривень рік день"
    " дуже крамниці відео статей українською",
    "en": "the and for with need needed we i our you to of is are in that this who looking will my"
    " from on be or an your should must have work please fix build create make help set up write"
    " developer designer manager writer editor editing writing expert engineer assistant"
    " specialist website store app pages script design development project product required hire"
    " hiring mobile custom simple small new existing full stack senior junior remote data entry"
    " translate translation social post posts blog book cover video image photo article articles"
    " marketing campaign setup migrate migration update integrate integration redesign scraping"
    " rendering automation maintenance bug issue review research resume modeling drawing shop"
    " coffee software backend frontend testing music voice artist content creator ads sales"
    " support",
    "pt": "de do da dos das em para com que um uma e o os não preciso precisa precisamos no na nos"
    " nas por ao você são meu minha nosso site criar está ser mais loja desenvolver programador"
    " aplicativo aplicação sistema edição tradução redator gestor tráfego pago visual identidade"
    " corrigir configurar servidor planilha cadastro produto produtos empresa conteúdo locutor"
    " vaga analista dados escritório livro vídeo vídeos textos artigos criador urgente design"
    " designer desenvolvedor manutenção ilustrador logotipo logomarca comercial ajuda fazer"
    " procuro busco orçamento negócio nova novo anúncios redes sociais imagem imagens jogo"
    " celular painel",
    "es": "de del la el los las en para con que un una y no necesito necesita necesitamos por al se"
    " su mi nuestro sitio crear está ser más tienda busco buscamos desarrollo desarrollar"
    " programador aplicación sistema edición traducción redactor gestor diseño diseñador página"
    " visual identidad corregir configurar servidor planilla carga producto productos empresa"
    " contenido locutor asistente experto design datos libro vídeo textos artículos creador"
    " urgente digital gráfico desarrollador mantenimiento ilustrador logotipo comercial ayuda"
    " hacer presupuesto negocio nueva nuevo anuncios redes sociales imagen imágenes juego móvil"
    " panel abogados restaurante animación personaje automatización cuenta tarjeta dibujo",
    # Not ours, but at our boards: whoever writes so is told apart, not called English.
    "de": "und der die das ist für mit eine einen meine den dem von wir ich nicht auf zu sie werden"
    " suche suchen brauche",
    "fr": "et le les des est pour avec une nous je pas dans sur vous du au cherche",
    "it": "e il gli di per con una sono non che della nel cerco del le",
    "pl": "i w na do z się jest dla nie że oraz potrzebuję szukam strony",
}
# Endings and letters that only one language of its script has, or nearly so.
CUES: Final[dict[str, re.Pattern[str]]] = {
    "ru": re.compile(
        r"[ыэъё]|(?:ция|ие|ия|ию|ии|ать|ить|еть|ость|ая|ое|ой|ться|его|ему|ов|ев|щик|ющ\w+|ский)$"
    ),
    "uk": re.compile(r"[іїєґ]|['’](?=[яюєї])|[сцз]ьк|нн[яю]|ьо|(?:увати|ювати|ити|ати|ою|ею|ння)$"),
    "en": re.compile(
        r"(?:ing|ght|tion|ness|ship|ly|ment|eer|able|ful|less|ist|ware|ed)s?$|^(?:wh|th|sh|kn"
        r"|wr)|ck|sh$"
    ),
    "pt": re.compile(
        r"[ãõç]|lh|nh(?=[aeo])|(?:ções|ção|agem|dade|ável|eiro|eira|mento|ês|ões|ncia|oria|ível)$"
    ),
    "es": re.compile(
        r"ñ|(?:ción|ciones|dad|dades|miento|aje|able|ero|era|ía|ño|uelo|ncia|illo|illa)$"
        r"|[bcdfglmnprstv]ie[rnlst]|[bcfjlmnprst]ue[rnlstbv]"
    ),
}
# Names of tools, and English words that are said at every board, tell nothing of the language.
_NAMES: Final = (
    "adobe adwords aftereffects aiogram airtable ajax amazon amocrm analytics android angular"
    " ansible apache api app asana autocad aws azure backend banner bitrix blender blog"
    " bootstrap bot c canva cd chatbot chatgpt chrome ci clickhouse cloudflare cms codeigniter"
    " corel crm csharp css cypress dart db discord django dns docker drupal dwg ebay elementor"
    " elementum email erp etsy excel express facebook fastapi figma firebase flask flutter"
    " freelance frontend git github gitlab go godot google gpt grafana graphql gtm html http"
    " illustrator instagram ios iphone java javascript jira joomla jquery js json jwt kafka"
    " keras keycrm klaviyo kotlin kubernetes landing laravel lightroom linkedin linux logo lua"
    " magento mailchimp make maya mini mobx mongo mongodb ms mvp mysql n nest nestjs next nextjs"
    " nft nginx node nodejs notion npm numpy nuxt nuxtjs openai opencart oracle ozon page pandas"
    " pdf perl photoshop php pinterest playwright plugin postgres postgresql power powerbi"
    " powerpoint ppc premiere prestashop prom prometheus python pytorch qa quickbooks r rabbitmq"
    " rails react redis redux reels rest revit roblox ruby rust salesforce sap scala scrapy"
    " selenium sem seo shopify shorts sketch sketchup slack smm solidity solidworks spine spring"
    " sql squarespace stripe supabase swift symfony tailwind telegram tensorflow terraform theme"
    " tiktok tilda trello tv twitch twitter typescript ubuntu ui unity unreal ux vba viber vk"
    " vps vue vuejs wb web webflow webpack whatsapp wildberries windows wix woocommerce word"
    " wordpress wp xml yii youtube zapier zoho zoom"
)
NAMES: Final = frozenset(_NAMES.split())
