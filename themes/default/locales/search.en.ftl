# The search: its page, and what its script says. `{ $name }`, `{ $what }`, `{ $place }` and
# `{ $shown }` in messages below are filled by the script.

search = Search
search-about = Search this site by word, by number, by contact or by local party.
search-label = Search this site
search-hint = A word, a number such as 2.3, a contact or a local party. One slip of the finger does no harm.
search-button = Search
search-index = Everything on this site
search-results = Results
search-loading = The search is loading.
search-failed = The search could not be loaded. Everything on this site is listed below.
search-count = { $count ->
    [0] Nothing found
    [one] { $shown } result
   *[other] { $shown } results
 }
search-most = More than { $shown } results. The first { $shown } are listed; another word narrows them down.
search-some = Nothing has all of these words. These have some of them.
search-did-you-mean = Did you mean:
search-nothing-more = Try fewer or other words, or look through everything on this site below. Or ask:
search-also-in = Also search in { $name }
search-in = { $what } in { $place }

# What things are.
search-plan = Plan
search-aim = Aim
search-cross-aim = Cross-cutting aim
search-action = Action
search-group = Group
search-date = Key date
search-update = Progress report
search-contact = Contact
search-resource = Resource
search-page = Page
search-dated = { $what }, { $date }
search-contact-named = { $role }: { $name }
search-part-of-plan = { $part }, { $plan }

# Words that are in too many places to find anything.
search-small-words = a | an | and | as | at | be | by | for | from | in | is | it | its | of | on | or | that | the | their | this | to | we | what | when | where | which | who | with
