# ruff: noqa: E501, SIM905 - a table of words reads best as one
"""Words of the matching benchmark: 25 categories of freelance work. Data only.

Each line: words written alike everywhere, then Russian, Ukrainian, English, Portuguese, Spanish.
"""

from __future__ import annotations

from typing import Final

CATEGORIES: Final = """
python django flask fastapi celery pandas asyncio;парсер скрипт бэкенд;парсер скрипт бекенд;scraper backend script;raspador servidor;raspador servidor
javascript react vue angular typescript nextjs jquery;фронтенд вёрстка интерфейс;фронтенд верстка інтерфейс;frontend layout interface;interface responsivo;interfaz maquetación
php laravel symfony bitrix opencart yii;сайт доработка модуль;сайт доробка модуль;website module plugin;site módulo;sitio módulo
wordpress elementor woocommerce tilda webflow shopify;лендинг шаблон магазин;лендинг шаблон магазин;landing template store;loja página;tienda plantilla
telegram aiogram bot webhook userbot;бот рассылка канал;бот розсилка канал;chatbot channel automation;robô canal;canal automatización
java kotlin spring android hibernate;приложение разработчик мобильное;застосунок розробник мобільний;mobile application developer;aplicativo desenvolvedor;aplicación desarrollador
ios swift flutter dart xcode;айфон публикация прототип;публікація прототип айфон;iphone publish prototype;publicação protótipo;publicación prototipo
devops docker kubernetes ansible terraform linux nginx;сервер настройка хостинг;сервер налаштування хостинг;server hosting deployment;hospedagem implantação;alojamiento despliegue
postgresql mysql mongodb redis clickhouse sql;база запрос миграция;база запит міграція;database query migration;banco consulta;consulta migración
pytorch tensorflow llm openai langchain opencv;нейросеть обучение модель;нейромережа навчання модель;training model dataset;modelo treinamento;modelo entrenamiento
figma photoshop illustrator sketch coreldraw;дизайн логотип баннер;дизайн логотип банер;design logo banner;identidade cartaz;diseño logotipo
blender maya zbrush 3dsmax unity unreal;моделирование визуализация игра;моделювання візуалізація гра;modeling rendering game;jogo modelagem;juego modelado
premiere aftereffects davinci capcut;монтаж видео анимация;монтаж відео анімація;editing video animation;edição vídeo;edición animación
seo ahrefs semrush analytics;продвижение ссылки аудит;просування посилання аудит;backlinks audit promotion;otimização auditoria;posicionamiento auditoría
smm instagram tiktok facebook vk;таргет реклама контент;таргет реклама контент;targeting advertising content;anúncios conteúdo;anuncios contenido
excel powerbi tableau looker sheets;таблица отчёт анализ;таблиця звіт аналіз;spreadsheet report analysis;planilha relatório;hoja informe
1c odoo sap crm amocrm;учёт внедрение склад;облік впровадження склад;accounting warehouse integration;estoque integração;inventario integración
selenium playwright pytest postman jmeter;тестирование автотесты проверка;тестування автотести перевірка;testing quality checks;testes qualidade;pruebas calidad
solidity web3 ethereum nft defi;блокчейн токен кошелёк;блокчейн токен гаманець;blockchain token wallet;carteira contrato;billetera contrato
arduino esp32 stm32 raspberry altium;плата прошивка чертёж;плата прошивка креслення;firmware schematic circuit;circuito desenho;circuito esquema
autocad revit solidworks archicad;чертежи интерьер проектирование;креслення інтерʼєр проєктування;drafting interior architecture;arquitetura interiores;arquitectura interiores
copywriting grammarly medium substack;статья копирайтер рерайт;стаття копірайтер рерайт;article copywriter blog;redação artigo;redacción artículo
translation trados memoq subtitles;перевод переводчик субтитры;переклад перекладач субтитри;translator proofreading localization;tradução legendas;traducción subtítulos
voiceover podcast audacity ableton;озвучка диктор музыка;озвучення диктор музика;narration music mixing;locução música;locución música
quickbooks xero payroll invoice;бухгалтер налоги договор;бухгалтер податки договір;bookkeeping taxes contract;contabilidade impostos;contabilidad impuestos
""".strip().splitlines()

# What stands between the words that matter; no filter asks for these.
FILLERS: Final = {
    "ru": "нужно сделать очень быстро хорошо если можно после перед более чтобы также через этот тот",
    "uk": "потрібно зробити дуже швидко добре якщо можна після перед більше щоб також через цей той",
    "en": "need somebody who can make this quickly with good quality please before after more than also",
    "pt": "preciso alguém que possa fazer isso rápido com boa forma por favor antes depois mais também",
    "es": "necesito alguien que pueda hacer esto rápido con buena forma por favor antes después más también",
}
SYLLABLES: Final = {
    "ru": "бра ве гли до жу за ка лю мо не пу ри со ту фе хо ца чи шу".split(),
    "en": "ba cre di fo gu ha ji ko lu ma ne po qui ra so tu ve wo zi".split(),
}
SOURCES: Final = tuple(
    "kwork fl freelance-ru freelancehunt weblancer upwork freelancer workana 99freelas guru "
    "peopleperhour habr hh djinni dou remoteok telegram-jobs soyfreelancer malt useme".split()
)
