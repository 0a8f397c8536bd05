# Geiriau sydd yn y templedi, heb ddadleuon.

# O amgylch pob tudalen
skip-to-content = Neidio i’r cynnwys
main-navigation = Prif dudalennau
languages = Ieithoedd
breadcrumb = Lleoliad y dudalen hon
more-pages = Rhagor o dudalennau
about-this-site = Cwestiynau am y wefan hon:
it-is-now-at = Fe’i cewch yma:
neighbours = Cyn ac ar ôl y dudalen hon
previous = Blaenorol
next = Nesaf
older = Hŷn
newer = Mwy diweddar

# Hafan
latest-news = Newyddion diweddaraf

# Cynllun
about-this-plan = Ynghylch y cynllun hwn
at-a-glance = Cipolwg
mission = Cenhadaeth
vision = Gweledigaeth
values = Gwerthoedd
themes = Themâu
dates = Dyddiadau allweddol
help = Ble i gael cymorth
help-with-plan = Cymorth gyda’r cynllun cyfan
help-with-objective = Cymorth gyda’r amcan hwn
help-with = I gael cymorth gyda
ask-or-use = Gofynnwch i, neu defnyddiwch
via = drwy
consultation = Ymgynghoriad
questions = Cwestiynau
timetable = Amserlen
how-it-stands = Sut mae’n sefyll
plan-as-data = Y cynllun fel data

# Amcan
on-this-page = Ar y dudalen hon
carries-on-what = Yr hyn y mae hyn yn ei barhau
served-by = Nodau trawsbynciol sy’n cefnogi’r amcan hwn
also-see = Mae’r camau hyn, a nodir mewn mannau eraill, hefyd yn cefnogi’r amcan hwn:
ask = Gofynnwch i:
measured-by = Sut y byddwn yn gwybod
across-plans = Mewn cynlluniau eraill
work-plan = Cynllun gwaith
task = Tasg
owner = Pwy
due = Erbyn pryd
done = Wedi’i wneud
yes = Ydy
no = Nac ydy

# Canllawiau
guides-about = Mae canllaw yn rhestru’r hyn y gellir ei wneud dros y cynllun a phwy i’w holi. Gellir argraffu a llenwi pob un.
find-your-party = Canllawiau i’ch plaid
party-not-listed = Nid yw’ch plaid ar y rhestr? Gofynnwch i:
guides-by-objective = Canllawiau fesul amcan
guides-of-earlier-plans = Canllawiau cynlluniau cynharach
current-guide = Canllaw i’r cynllun presennol
guides-of-other-plans = Canllawiau i gynlluniau eraill
other-guides = Canllawiau eraill
no-actions-in-guide = Nid oes unrhyw gamau wedi’u hawgrymu yn y canllaw hwn eto.
no-actions-here = Nid oes unrhyw gamau wedi’u hawgrymu yma eto. Dyma’r nodau:
own-priorities = Ein blaenoriaethau ein hunain
own-priorities-note = Beth arall rydym am ei wneud?
blank-who = Pwy
blank-by-when = Erbyn pryd
blank-doing = Ar waith
blank-later = Yn ddiweddarach
blank-not-for-us = Ddim i ni

# Ar draws cynlluniau
lineages-about = Sut y cafodd pob amcan ei eirio o’r naill gynllun i’r llall, a beth a ddaeth o’i nodau.
comes-from = Yn deillio o:
not-carried-on = Heb eu parhau o’r cynllun blaenorol

# Diweddariadau
how-it-is-going = Sut mae pethau’n mynd
of-what = Beth
judgement = Barn
note = Nodiadau
figures = Ffigurau
figure = Ffigur
on-date = Dyddiad
report = Adroddiad
reports = Adroddiadau
target = Targed

# Grwpiau a newyddion
duties = Yr hyn y mae’n rhaid i’r grŵp ei wneud
projects = Yr hyn y mae’r grŵp yn gweithio arno
meetings = Cyfarfodydd
take-part = Sut i gymryd rhan
notes-for-editors = Nodiadau i olygyddion
whom-to-ask = Pwy i’w holi

# Dyddiadau
years = Blynyddoedd
calendars = Calendrau
calendars-about = Tanysgrifiwch i un o’r rhain a bydd y dyddiadau’n ymddangos yn eich calendr eich hun.

# Cysylltiadau
who-reports-to-whom = Pwy sy’n adrodd i bwy

# Brawddegau y mae golygon yn eu llenwi: sut mae pethau’n sefyll, gyda’r diwrnod sy’n penderfynu hynny.
site-runs-until = Yn rhedeg tan { $date }
site-standing-now = Ar y gweill tan { $date }
site-banner-begins-current = Mae’r cynllun hwn yn dechrau ar { $date }. Yr un cyfredol yw:
site-banner-next = Mae’r cynllun nesaf yn dechrau ar { $date }:
site-banner-ended-next = Daeth y cynllun hwn i ben ar { $end }. Mae’r nesaf yn dechrau ar { $date }:
site-banner-draft = Mae’r cynllun i ddilyn hwn yn dal i gael ei lunio:
site-banner-ended-draft = Daeth y cynllun hwn i ben ar { $end }. Mae’r un i’w ddilyn yn dal i gael ei lunio:
site-status-on = { $state }, fel yr adroddwyd ar { $date }
site-status-nothing-since = { $state }: adroddwyd ddiwethaf ar { $date }; dim byd ers hynny
site-figure-marked = { $figure } ({ $mark })
site-no-figure = Ni chyhoeddwyd ffigur
site-no-figure-yet = Dim ffigur eto
site-plan-end = ddiwedd y cynllun
