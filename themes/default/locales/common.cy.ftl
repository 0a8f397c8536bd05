# Dyddiadau, rhestrau ac arwyddion y gall fod eu hangen ar bob tudalen a ffeil ddata.

language-en = English
language-cy = Cymraeg

date-quarter = { $first } i { $last }
date-early = dechrau { $date }
date-mid = canol { $date }
date-late = diwedd { $date }
date-about = tua { $date }
date-range = { $from } i { $to }

alert-note = Sylwer
alert-tip = Awgrym
alert-important = Pwysig
alert-warning = Rhybudd
alert-caution = Gofal

back-to-text = Yn ôl i’r testun
