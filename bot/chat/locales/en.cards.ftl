# Texts of cards: what is pressed under them, the saved ones, and what is learnt.

button-more = More like this
button-liked = ✓ More like this
button-less = Less like this
button-less-word = Less of the word: { $name }
button-less-client = Less of client: { $name }
button-less-source = Less of board: { $name }
button-lessened = Less of { $name } · undo
button-card-back = « Back
button-apply = I applied
button-applied = ✓ Applied
toast-liked = More of this kind will stand first.
toast-unliked = No longer liked
toast-applied = Good luck! Marked in /saved.
toast-unapplied = No longer marked
toast-saved-full = Saved. The list holds { $limit }: the oldest made room.
toast-undo-late = That was more than { $minutes } minutes ago, so it stays.
toast-mutes-full = Your mute list is full. Remove something there first.
toast-less = Nothing more of { $name }.
toast-unless = Taken back

saved-none = Nothing is saved yet. Press <b>Save</b> under a card.
saved-title =
    { $count ->
        [one] <b>{ $count } saved card</b>
       *[other] <b>{ $count } saved cards</b>
    }
saved-applied = applied
button-saved-remove = Remove { $number }
button-saved-older = Older »
button-saved-newer = « Newer
toast-saved-removed = Removed

taste-on =
    <b>Your taste</b>
    I learn from Save, More like this, I applied and Hide: what is like what you liked stands first, and the card says why. Learning is <b>on</b>.
taste-off =
    <b>Your taste</b>
    Learning is <b>off</b>: cards are ranked by your filters alone.
taste-sure = Everything learnt from your presses will be gone. Are you sure?
button-taste-on = Switch on
button-taste-off = Switch off
button-taste-forget = Forget what you learnt
button-taste-sure = Yes, forget it all
toast-taste-forgotten = Forgotten. I begin anew.

menu-saved = Saved cards
menu-taste = What I learnt of your taste
