"""Names before a colon or a comparison, in five languages, and the values that attributes have.

Owns the vocabulary. Reading of amounts and numbers: `quantities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Attribute, Quantity
    from gigwire.domain.text.terms import Scope

SCOPES: Final[dict[str, Scope]] = {
    "title": "title", "заголовок": "title", "название": "title", "назва": "title",
    "título": "title", "titulo": "title",
    "body": "body", "text": "body", "текст": "body", "описание": "body", "опис": "body",
    "texto": "body", "descrição": "body", "descripción": "body",
    "skill": "skill", "skills": "skill", "навык": "skill", "навичка": "skill",
    "habilidade": "skill", "habilidad": "skill",
    "category": "category", "категория": "category", "категорія": "category",
    "categoria": "category", "categoría": "category",
    "client.name": "client", "client": "client",
    "клиент": "client", "клієнт": "client", "cliente": "client",  # codespell:ignore cliente
}  # fmt: skip

ATTRIBUTES: Final[dict[str, Attribute]] = {
    "source": "source", "site": "source", "биржа": "source", "біржа": "source", "fonte": "source",
    "fuente": "source",
    "lang": "lang", "language": "lang", "язык": "lang", "мова": "lang", "idioma": "lang",
    "type": "type", "тип": "type", "tipo": "type",
    "client.country": "client.country", "country": "client.country", "страна": "client.country",
    "країна": "client.country", "país": "client.country", "pais": "client.country",
}  # fmt: skip

QUANTITIES: Final[dict[str, Quantity]] = {
    "budget": "budget", "бюджет": "budget", "orçamento": "budget", "orcamento": "budget",
    "presupuesto": "budget",
    "rate": "rate", "ставка": "rate", "tarifa": "rate",
    "client.rating": "client.rating", "rating": "client.rating", "рейтинг": "client.rating",
    "client.spent": "client.spent", "spent": "client.spent",
    "client.hired": "client.hired", "hired": "client.hired",
    "client.verified": "client.verified", "verified": "client.verified",
    "bids": "bids", "отклики": "bids", "заявки": "bids", "відгуки": "bids", "propostas": "bids",
    "propuestas": "bids", "ofertas": "bids",
    "age": "age", "возраст": "age", "вік": "age", "idade": "age", "edad": "age",
}  # fmt: skip

LANGUAGES: Final = {
    "en": "en", "eng": "en", "english": "en", "английский": "en", "англ": "en", "англійська": "en",
    "inglês": "en", "inglés": "en",
    "ru": "ru", "rus": "ru", "russian": "ru", "русский": "ru", "рус": "ru", "російська": "ru",
    "russo": "ru", "ruso": "ru",
    "uk": "uk", "ua": "uk", "ukr": "uk", "ukrainian": "uk", "украинский": "uk", "укр": "uk",
    "українська": "uk", "ucraniano": "uk",
    "pt": "pt", "br": "pt", "portuguese": "pt", "português": "pt", "portugués": "pt",
    "португальский": "pt", "португальська": "pt",
    "es": "es", "spanish": "es", "español": "es", "espanhol": "es", "испанский": "es",
    "іспанська": "es",
}  # fmt: skip

PERIODS: Final = {
    "fixed": "fixed", "fix": "fixed", "фикс": "fixed", "фікс": "fixed", "fixo": "fixed",
    "fijo": "fixed",
    "hourly": "hourly", "hour": "hourly", "почасовая": "hourly", "почасово": "hourly",
    "погодинна": "hourly", "погодинно": "hourly", "hora": "hourly",
    "monthly": "monthly", "month": "monthly", "месяц": "monthly", "місяць": "monthly",
    "mensal": "monthly", "mensual": "monthly",
}  # fmt: skip

TRUTHS: Final = {
    "yes": 1, "y": 1, "true": 1, "1": 1, "да": 1, "так": 1, "sim": 1, "sí": 1, "si": 1,
    "no": 0, "n": 0, "false": 0, "0": 0, "нет": 0, "ні": 0, "não": 0, "nao": 0,
}  # fmt: skip

# ISO 3166-1 alpha-2.
_CODES: Final = (
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br"
    " bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz"
    " ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw"
    " gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky"
    " kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv"
    " mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py"
    " qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg"
    " th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm"
    " zw"
)
COUNTRIES: Final = frozenset(_CODES.split())
_COUNTRY_NAMES: Final = {"uk": "gb", "usa": "us", "сша": "us", "uae": "ae"}

EXAMPLES: Final[dict[Attribute | Quantity, str]] = {
    "source": "source:fl",
    "lang": "lang:(en | ru | uk | pt | es)",
    "type": "type:(fixed | hourly | monthly)",
    "client.country": "client.country:us",
    "budget": "budget>=500usd",
    "rate": "rate>=25usd/h",
    "client.rating": "client.rating>=4.5",
    "client.spent": "client.spent>=1000usd",
    "client.hired": "client.hired>=50%",
    "client.verified": "client.verified:yes",
    "bids": "bids<=10",
    "age": "age<=2h",
}
NAMES: Final = (*SCOPES, *ATTRIBUTES, *QUANTITIES)


def value_of(attribute: Attribute, typed: str) -> str | None:
    """The attribute's value that was meant; None: it has no such value."""
    word = typed.lower()
    match attribute:
        case "source":
            return word
        case "lang":
            return LANGUAGES.get(word)
        case "type":
            return PERIODS.get(word)
        case "client.country":
            country = _COUNTRY_NAMES.get(word, word)
            return country if country in COUNTRIES else None
