"""The judge's own knowledge of words: which spellings are one word. Owns no analyser.

Two spellings are the same word if they stand on one line here, and never otherwise; so the naive
evaluator needs no lemmas. `test_lexicon.py` holds the analyser against each pair of spellings.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

# Words of several languages in one line are spelled alike in them and mean the same.
_LINES: Final = {
    "ru": (
        "разработка разработки разработку разработкой",
        "перевод перевода переводы переводов переводом",
        "реклама рекламы рекламу рекламой",
        "программист программиста программистов программистам",
        "настройка настройки настройку настроек",
        "проверка проверки проверку",
        "ошибка ошибки ошибок ошибку",
        "срочный срочная срочное срочные срочного",
        "красивый красивая красивые красивого",
        "искать ищет искал",
        "рассылка рассылки рассылку",
        "товар товара товары товаров",
        "статья статьи статьёй",
        "съёмка съёмки съёмку",
    ),
    "uk": (
        "розробка розробки розробку розробкою",
        "переклад перекладу переклади перекладів",
        "програміст програміста програмістів",
        "завдання завданням завдань",
        "налаштування налаштуванням налаштувань",
        "перевірка перевірки перевірку",
        "помилка помилки помилку помилок",
        "терміновий термінова термінове термінові",
        "шукати шукаю шукає",
        "стаття статті статтею",
        "якісний якісна якісні якісного",
        "дешевий дешева дешеві дешевого",
        "комп'ютер комп'ютера комп'ютери комп'ютером",
    ),
    "cyrillic": (  # Russian and Ukrainian
        "сайт сайта сайту сайтом сайты сайтов сайти сайтів",
        "магазин магазина магазину магазины магазинов магазини магазинів",
        "логотип логотипа логотипу логотипы логотипов логотипи логотипів",
        "текст текстом тексты текстов тексти текстів",
        "бот бота ботом ботов",
        "вёрстка вёрстки вёрстку версткой",
    ),
    "en": (
        "developer developers",
        "design designs",
        "invoice invoices",
        "translation translations",
        "writer writers",
        "article articles",
        "child children",
        "company companies",
        "customer customers",
        "query queries",
        "store stores",
        "picture pictures",
        "build builds built",
        "write writes wrote",
    ),
    "pt": (
        "tradução traduções",
        "desenvolvedor desenvolvedores",
        "loja lojas",
        "imagem imagens",
        "aplicativo aplicativos",
        "escrever escreve escreveu",
        "configuração configurações",
        "correção correções",
        "anúncio anúncios",
        "criar criou criando",
    ),
    "es": (
        "traducción traducciones",
        "desarrollador desarrolladores",
        "tienda tiendas",
        "imagen imágenes",
        "aplicación aplicaciones",
        "buscar buscan buscando",
        "configuración configuraciones",
        "corrección correcciones",
        "diseño diseños",
        "pequeño pequeña pequeños pequeñas",
    ),
    "iberian": (  # Portuguese and Spanish
        "página páginas",
        "cliente clientes",
        "urgente urgentes",
        "bonito bonita bonitos bonitas",
        "rápido rápida rápidos rápidas",
    ),
    "tech": (
        "python",
        "react",
        "django",
        "figma",
        "wordpress",
        "docker",
        "c++",
        "c#",
        ".net",
        "node.js",
        "1с",
        "ui/ux",
        "ci/cd",
        "3ds",
        "php",
        "seo",
        "javascript js",
        "telegram телеграм тг",
        "kubernetes k8s",
    ),
}  # fmt: skip
PACKS: Final[dict[str, tuple[str, ...]]] = {
    "ru": ("ru", "cyrillic", "tech"),
    "uk": ("uk", "cyrillic", "tech"),
    "en": ("en", "tech"),
    "pt": ("pt", "iberian", "tech"),
    "es": ("es", "iberian", "tech"),
}
# Accents that a hurried typist leaves out, as docs/filters.md folds them; й and ї stay letters.
_BARE: Final = str.maketrans("ёáãàâçéêíóõôúüñ", "еaaaaceeiooouun", "'")


class Spelling(NamedTuple):
    """One written form of a word, lower case and with its accents."""

    entry: int  # spellings of one entry are one word
    text: str

    @property
    def plain(self) -> str:
        """Without accents and apostrophes: what `=exact` and `prefix*` compare."""
        return plain(self.text)


def plain(text: str) -> str:
    """Lower case without accents and apostrophes, as far as this lexicon needs."""
    return text.lower().translate(_BARE)


@cache
def entries() -> tuple[tuple[Spelling, ...], ...]:
    """All words; a word's place here is its number."""
    lines = [line for pack in _LINES.values() for line in pack]
    return tuple(
        tuple(Spelling(number, text) for text in line.split()) for number, line in enumerate(lines)
    )


@cache
def words_of(language: str) -> tuple[tuple[Spelling, ...], ...]:
    """The words that texts of one language are made of, technical ones last."""
    by_line = {" ".join(one.text for one in entry): entry for entry in entries()}
    return tuple(by_line[line] for pack in PACKS[language] for line in _LINES[pack])
