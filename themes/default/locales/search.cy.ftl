# Y chwiliad: ei dudalen, a’r hyn y mae ei sgript yn ei ddweud.

search = Chwilio
search-about = Chwilio’r wefan hon yn ôl gair, rhif, cyswllt neu blaid leol.
search-label = Chwilio’r wefan hon
search-hint = Gair, rhif fel 2.3, cyswllt neu blaid leol. Ni fydd un llithriad bys yn drysu’r chwiliad.
search-button = Chwilio
search-index = Popeth ar y wefan hon
search-results = Canlyniadau
search-loading = Mae’r chwiliad yn llwytho.
search-failed = Ni ellid llwytho’r chwiliad. Mae popeth ar y wefan hon wedi’i restru isod.
search-count = { $count ->
    [0] Dim canlyniadau
    [two] { $shown } ganlyniad
    [few] { $shown } chanlyniad
    [many] { $shown } chanlyniad
   *[other] { $shown } canlyniad
 }
search-most = Mwy na { $shown } o ganlyniadau. Rhestrir y { $shown } cyntaf; bydd gair arall yn eu cyfyngu.
search-some = Nid oes dim yn cynnwys pob un o’r geiriau hyn. Mae’r rhain yn cynnwys rhai ohonynt.
search-did-you-mean = Ai dyma oedd gennych mewn golwg:
search-nothing-more = Rhowch gynnig ar lai o eiriau neu ar eiriau eraill, neu edrychwch drwy bopeth ar y wefan hon isod. Neu gofynnwch i:
search-also-in = Chwilio yn { $name } hefyd
search-in = { $what }: { $place }

search-plan = Cynllun
search-aim = Nod
search-cross-aim = Nod trawsbynciol
search-action = Cam
search-group = Grŵp
search-date = Dyddiad allweddol
search-update = Adroddiad cynnydd
search-contact = Cyswllt
search-resource = Adnodd
search-page = Tudalen
search-dated = { $what }, { $date }
search-contact-named = { $role }: { $name }
search-part-of-plan = { $part }, { $plan }

search-small-words = a | â | ac | ag | am | ar | at | dros | ei | eu | fel | gan | gyda | i | mae | na | neu | o | oes | sydd | sy | wedi | y | yn | yng | ym | yr
