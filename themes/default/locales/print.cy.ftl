# Yr hyn sydd ar bapur yn unig, ac enwau’r hyn a argreffir.

print-guide = Canllaw i’w argraffu (A4)
print-guide-large = Canllaw i’w argraffu mewn print bras
print-guide-short = Canllaw i’w argraffu ar ddwy ochr
print-plan = Y cynllun cyfan i’w argraffu (A4)
print-in-language = { $form }, yn { $language }
print-page = Tudalen { $page } o { $pages }
print-length = { $pages ->
    [one] un dudalen
    [two] dwy dudalen, { $sheets ->
        [one] un ddalen
       *[other] { $shown-sheets } dalen
    } ar y ddwy ochr
   *[other] { $shown } tudalen, { $sheets ->
        [one] un ddalen
        [two] dwy ddalen
       *[other] { $shown-sheets } dalen
    } ar y ddwy ochr
 }
print-on-the-web = Ar y we
print-other-forms = Mae ar gael hefyd fel:
print-code = Cod sgwâr sy’n arwain at
print-agreed = Ein cynllun lleol
print-agreed-on = Cytunwyd mewn cyfarfod ar
print-chair = Cadeirydd
print-secretary = Ysgrifennydd
print-review-on = Adolygu ar
print-printed-on = Argraffwyd ar
print-number = Rhif
print-action = Cam gweithredu
print-ask = Gofynnwch i
print-progress = Cynnydd adeg yr adolygiad
print-planner = Cynlluniwr ar gyfer
print-month = Mis
print-what-is-on = Beth sydd ymlaen
print-our-plans = Ein cynlluniau
print-season-of = Amser da ar gyfer
print-no-month = Dyddiadau nad yw eu mis yn hysbys
print-notes = Nodiadau
print-addresses = Cyfeiriadau y mae’r testun hwn yn arwain atynt
print-send-copy = Anfonwch gopi at
print-contents = Cynnwys
