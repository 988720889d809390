"""The first steps: skills, budget, pace; then projects at once. At most four taps, any can be left.

Where a person stands is in their record: each press names its step, so that it works whatever
happened between, and /start goes on where they stopped.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, get_args

from gigwire.contracts.people import Draft, Pace
from gigwire.domain.chat import drafts, screens
from gigwire.domain.chat.locales import CURRENCIES, LOCALES, NATIVE_NAMES
from gigwire.domain.chat.pacing import pace_name
from gigwire.domain.chat.preview import line_of, looked_at, yesterday_line
from gigwire.domain.chat.show import (
    Screen,
    back,
    button,
    choice,
    rows,
    sent,
    shown_in_place,
    titled,
)
from gigwire.domain.chat.skills import MOST_CHOSEN, meant, preset, skills
from gigwire.domain.chat.turn import Decision, reply
from gigwire.domain.chat.zone_screens import question
from gigwire.domain.filters import problem_of_adding

if TYPE_CHECKING:
    from gigwire.contracts.people import Filter, Subscriber
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Pressed, Turn

PACES: Final[tuple[Pace, ...]] = get_args(Pace)
SECOND_TAP: Final = timedelta(seconds=30)
MAX_QUERY: Final = 200


def begin(turn: Turn, payload: str = "") -> Decision:
    """The first screen; a deep link's words choose chips; who stopped half-way goes on there."""
    chosen = preset(payload)
    dialog = turn.dialog
    if chosen:
        changes: dict[str, object] = {"stage": "budget", "draft": Draft(skills=chosen)}
    elif dialog.stage in ("budget", "pace") and dialog.draft.skills:
        changes = {}
    else:
        changes = {"stage": "skills"}
    placed = dialog.model_copy(update={**changes, "awaits": ""})
    is_known = turn.subscriber is not None and turn.person.status == "active"
    changed = turn.changed(dialog=placed, status="active", chat_id=turn.chat_id)
    decision = sent(_step_view(turn.with_person(changed)), changed)
    return Decision(says=decision.says) if is_known and placed == dialog else decision


def begin_new(turn: Turn) -> Decision:
    """/new: chips for one filter more; of somebody without filters, the first steps."""
    changed = turn.at(stage="skills", draft=Draft(), awaits="")
    return sent(_step_view(turn.with_person(changed)), changed)


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """A button of the first steps, or of the same chips later."""
    word, argument = read.word(0), read.word(1)
    match word:
        case "add" | "drop":
            return _chosen(turn, pressed, read)
        case "page":
            return _placed(turn, pressed, turn.at(stage="skills"), _number(argument))
        case "language" | "currency":
            return _other(turn, pressed, word, argument)
        case "skip":
            screen = Screen(turn.words("first-skipped"))
            return shown_in_place(pressed, screen, turn.at(stage="done", draft=Draft()))
        case _:
            return _onward(turn, pressed, word, argument)


def _onward(turn: Turn, pressed: Pressed, word: str, argument: str) -> Decision:
    """The steps after the chips; without a chip they are over, or never began."""
    match word:
        case "budget" if turn.dialog.draft.skills:
            return _placed(turn, pressed, turn.at(stage="budget"))
        case "least" if turn.dialog.draft.skills:
            return _least(turn, pressed, _number(argument))
        case "pace" if argument in PACES and turn.dialog.draft.skills:
            return _finished(turn, pressed, turn.changed(pace=argument))
        case "least" | "pace" if _is_second_tap(turn):
            return shown_in_place(pressed, _done_view(turn, turn.person.filters[-1]))
        case _:
            return _over(turn, pressed)


def _is_second_tap(turn: Turn) -> bool:
    """Whether the last step was taken just now, by a tap that was a double one."""
    person = turn.person
    is_done = turn.dialog.stage == "done" and bool(person.filters)
    return is_done and turn.now - person.event_time <= SECOND_TAP


def typed(turn: Turn, text: str) -> Decision | None:
    """Words typed at the chips: chosen as chips where they mean one; None: not understood so."""
    found = meant(text)
    draft = turn.dialog.draft
    if not found:
        return None
    together = tuple(dict.fromkeys((*draft.skills, *found)))[:MOST_CHOSEN]
    changed = turn.at(stage="skills", draft=draft.model_copy(update={"skills": together}))
    return sent(_step_view(turn.with_person(changed)), changed)


def _chosen(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """A chip says what it does, so that a double tap does it once."""
    key, held = read.word(1), turn.dialog.draft.skills
    if read.word(0) == "add":
        if len(held) >= MOST_CHOSEN and key not in held:
            toast = turn.words("toast-enough", limit=MOST_CHOSEN)
            return _placed(turn, pressed, turn.person, _number(read.word(2)), toast)
        kept = tuple(dict.fromkeys((*held, *preset_key(key))))
    else:
        kept = tuple(one for one in held if key not in (one, drafts.own_code(one)))
    draft = turn.dialog.draft.model_copy(update={"skills": kept})
    return _placed(turn, pressed, turn.at(stage="skills", draft=draft), _number(read.word(2)))


def preset_key(key: str) -> tuple[str, ...]:
    """The chip of a button; none for a key that is no longer there."""
    return (key,) if key in skills() else ()


def _least(turn: Turn, pressed: Pressed, amount: int) -> Decision:
    draft = turn.dialog.draft.model_copy(update={"budget": amount})
    if drafts.flow_of(turn) == "first":
        return _placed(turn, pressed, turn.at(stage="pace", draft=draft))
    return _finished(turn, pressed, turn.at(draft=draft))


def _finished(turn: Turn, pressed: Pressed, changed: Subscriber) -> Decision:
    """Save what was chosen, and show at once what it finds."""
    words = turn.words
    made, problems = drafts.filter_of_draft(changed.dialog.draft, changed.currency, words.locale)
    held = turn.person.filters
    if made is None:
        text = screens.problems(problems, words).text
        return shown_in_place(pressed, Screen(text, (back(words, drafts.flow_of(turn), "page"),)))
    if problem := problem_of_adding(made, held, turn.person.ceilings.filters):
        text = screens.problems((problem,), words).text
        return shown_in_place(pressed, Screen(text, (back(words, "list"),)))
    is_new = all(one.filter_id != made.filter_id for one in held)
    is_asking = not (held or turn.dialog.is_zone_asked)
    dialog = changed.dialog.model_copy(
        update={
            "stage": "done",
            "draft": Draft(),
            "awaits": "",
            "is_zone_asked": turn.dialog.is_zone_asked or is_asking,
        }
    )
    filters = (*held, made) if is_new else held
    saved = changed.model_copy(update={"filters": filters, "dialog": dialog, "status": "active"})
    decision = shown_in_place(pressed, _done_view(turn.with_person(saved), made), saved)
    if not is_asking:
        return decision
    asked = question(turn.with_person(saved), 0)
    return Decision(saved, (*decision.says, reply(asked.text, asked.keyboard)))


def _done_view(turn: Turn, made: Filter) -> Screen:
    """What is watched now, what it would have brought, and the newest of it."""
    words = turn.words
    looked = looked_at(turn, made.query)
    lines = [
        words("first-done", query=drafts.query_line(made.query, MAX_QUERY)),
        words("settings-pace", pace=pace_name(turn.person.pace, words)),
        "",
        yesterday_line(looked, turn),
        *(line_of(one, turn) for one in looked.last),
    ]
    one = button(words("button-this-filter"), "one", made.filter_id)
    keyboard = (
        (one, button(words("button-filters"), "list")),
        (button(words("button-settings"), "set"),),
    )
    return Screen("\n".join(lines), keyboard)


def _other(turn: Turn, pressed: Pressed, word: str, argument: str) -> Decision:
    """Language and currency on the way: chosen, the step goes on in them."""
    locale = next((one for one in LOCALES if one == argument), None)
    if word == "language" and locale:
        return _placed(turn, pressed, turn.changed(locale=locale))
    if word == "currency" and argument in CURRENCIES:
        draft = turn.dialog.draft.model_copy(update={"budget": None})
        dialog = turn.dialog.model_copy(update={"draft": draft})
        return _placed(turn, pressed, turn.changed(currency=argument, dialog=dialog))
    words, flow = turn.words, drafts.flow_of(turn)
    if word == "language":
        options = [button(NATIVE_NAMES[one], flow, "language", one) for one in LOCALES]
        screen = Screen(words("language-choose"), (*rows(options), back(words, flow, "page", 0)))
    else:
        options = [button(one, flow, "currency", one) for one in CURRENCIES]
        screen = Screen(words("currency-choose"), (*rows(options), back(words, flow, "budget")))
    return shown_in_place(pressed, screen)


def _placed(
    turn: Turn, pressed: Pressed, changed: Subscriber, page: int = 0, toast: str = ""
) -> Decision:
    screen = _step_view(turn.with_person(changed), page)
    return shown_in_place(pressed, screen, changed, toast)


def _step_view(turn: Turn, page: int = 0) -> Screen:
    """The screen of the step where the person stands."""
    words, flow = turn.words, drafts.flow_of(turn)
    title = words("new-title") if flow == "new" else words("first-title")
    match turn.dialog.stage:
        case "budget":
            return drafts.budget_view(turn, (title, words("crumb-budget")))
        case "pace":
            options = [
                (choice(pace_name(one, words), flow, "pace", one, is_chosen=False),)
                for one in PACES
            ]
            text = titled((title, words("crumb-pace")), words("pace-ask"))
            return Screen(text, (*options, back(words, flow, "budget")))
        case _:
            intro = words("new-intro") if flow == "new" else words("first-intro")
            return drafts.skills_view(turn, page, (title,), intro)


def _over(turn: Turn, pressed: Pressed) -> Decision:
    """A button of steps that are over: kindly, and on with what there is."""
    toast = turn.words("toast-outdated")
    changed = turn.at(stage="skills")
    return _placed(turn, pressed, changed, toast=toast)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 9 else 0
