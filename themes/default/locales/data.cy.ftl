# Geiriau'r ffrydiau, ar gyfer rhaglenni sy'n eu dangos i bobl.
data-feed-title = { $organisation }: newyddion a chynnydd
data-update-title = { $plan }: cynnydd, { $period }
data-calendar-title = { $organisation }: dyddiadau allweddol
data-calendar-part-title = { $organisation }: dyddiadau allweddol ({ $about })
