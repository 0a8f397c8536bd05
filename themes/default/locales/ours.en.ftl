# The finder of guides, and the sheet on which a party makes the plan its own. {count} and {party} in
# what is shown are filled by the scripts.

finder-label = Your party or your area
finder-hint = Type the beginning of its name, or of the area that it is in.
finder-count = Found: {"{"}count{"}"}
finder-most = Found: {"{"}count{"}"}. The first {"{"}shown{"}"} are listed; another word narrows them down.
finder-none = No party or area of this name. Try fewer letters, or look below.
finder-failed = The list could not be loaded. All parties can be found below.

ours-for = For which local party?
ours-all = All local parties
ours-print = Print our plan
ours-save = Save as a file
ours-open = Open a saved file
ours-clear = Begin again
ours-private = What you write stays in this browser and is sent to nobody. On a computer that others use, save it as a file, then begin again.
ours-on-paper = On paper
ours-who = Who
ours-when = By when
ours-notes = Notes
ours-own = Our own actions
ours-own-about = What else will you do? Your own actions are printed with the others.
ours-own-what = What we will do
ours-add = Add an action of our own
ours-remove = Remove
ours-chosen = Chosen: {"{"}count{"}"}
ours-not-kept = This browser keeps nothing. Save your plan as a file before you leave.
ours-opened = The file is open. Chosen: {"{"}count{"}"}
ours-moved = Actions that are not in this plan now stand among your own: {"{"}count{"}"}
ours-no-file = This is no file that was saved here. Choose one whose name begins with our-plan.
ours-replace = The file takes the place of what you have chosen here. Go on?
ours-clear-all = All that you have chosen and written here is removed. Go on?
ours-cleared = The sheet is empty.
ours-failed = The list of parties could not be loaded. All actions are shown.
ours-plan-of = Local plan: {"{"}party{"}"}
