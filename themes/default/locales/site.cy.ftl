# Geiriau'r golygon: labeli, brawddegau am dargedau, cyflyrau ac amser.

objective-one = Amcan
objectives = Amcanion
aims = Nodau
cross-aims = Nodau sy’n torri ar draws yr amcanion
actions = Yr hyn y gall pleidiau lleol ei wneud
numbered = { $word } { $number }

site-home = Hafan
site-the-plan = Y cynllun
site-read-the-plan = Darllen y cynllun
site-what-you-can-do-near-you = Yr hyn y gallwch ei wneud yn eich ardal
site-whom-to-ask = Pwy i’w holi
site-plans = Cynlluniau
site-plans-about = Pob cynllun, y diweddaraf yn gyntaf.
site-guide = Canllaw gweithredu
site-guides = Canllawiau gweithredu
site-guides-about = Dewch o hyd i ganllaw gweithredu eich plaid leol, amcan neu’r cynllun cyfan.
site-lineages = Amcanion dros amser
site-lineages-about = Sut y geiriwyd pob amcan ym mhob cynllun, a beth ddaeth o’i nodau.
site-updates = Adroddiadau cynnydd
site-updates-about = Yr hyn a adroddwyd ar y cynllun, y diweddaraf yn gyntaf.
site-groups = Grwpiau
site-groups-about = Gweithgorau, eu diben a sut i gymryd rhan.
site-news = Newyddion
site-news-about = Newyddion am y cynllun, y diweddaraf yn gyntaf.
site-dates = Dyddiadau allweddol
site-dates-about = Dyddiadau allweddol, rhai a fu a rhai i ddod, gyda chalendrau i danysgrifio iddynt.
site-contacts = Pwy i’w holi
site-contacts-about = Pwy i’w holi am beth.
site-resources = Adnoddau
site-resources-about = Yr hyn sydd i’w ddarllen a’i ddefnyddio, a ble mae.
site-glossary = Geirfa
site-glossary-about = Geiriau’r wefan hon, mewn iaith blaen.
site-moved = Mae’r dudalen hon wedi symud
site-gone = Nid yw’r dudalen hon yma bellach
site-not-found = Nid oes tudalen yma
site-not-found-text = Efallai fod gwall yn y cyfeiriad, neu fod y dudalen wedi symud. Ewch ymlaen o un o’r rhain:

site-next-dates = Y dyddiadau nesaf
site-all-dates = Pob dyddiad allweddol
site-all-news = Pob newyddion
site-cross-aims = { $count ->
    [one] { $shown } nod sy’n torri ar draws yr amcanion
   *[other] { $shown } o nodau sy’n torri ar draws yr amcanion
 }
site-targets = { $count ->
    [0] Dim targed mewn ffigurau
    [one] { $shown } targed mewn ffigurau
    [two] { $shown } darged mewn ffigurau
   *[other] { $shown } o dargedau mewn ffigurau
 }
site-aims = { $count ->
    [one] { $shown } nod
    [two] { $shown } nod
   *[other] { $shown } o nodau
 }
site-actions = { $count ->
    [one] { $shown } cam i bleidiau lleol
    [two] { $shown } gam i bleidiau lleol
   *[other] { $shown } o gamau i bleidiau lleol
 }

site-period = { $start } hyd { $end }
site-when-from = { $date }, o { $from }
site-when-from-to = { $date }, { $from } hyd { $to }
site-current-until = Y cynllun cyfredol, hyd { $date }
site-ended = Daeth i ben ar { $date }
site-begins = Yn dechrau ar { $date }
site-no-year = Ni roddir y flwyddyn
site-standing-past = Wedi bod
site-standing-done = Wedi’i wneud
site-standing-next = Nesaf
site-standing-to-come = I ddod
site-date-provisional = Dros dro
site-date-moved = Symudwyd o ddiwrnod arall
site-date-cancelled = Wedi’i ganslo
site-banner-successor = Mae cynllun arall wedi cymryd lle hwn:
site-banner-ended = Daeth y cynllun hwn i ben ar { $date }. Yr un cyfredol yw:
site-banner-ended-no-next = Daeth y cynllun hwn i ben ar { $date }. Nid yw’r nesaf wedi’i gyhoeddi eto.
site-banner-begins = Mae’r cynllun hwn yn dechrau ar { $date }.

site-accountable-to = Yn atebol i
site-agreed = Cytunwyd
site-agreed-by = { $date }, gan y canlynol: { $by }
site-also-serves = Yn gwasanaethu hefyd
site-area = Ardal
site-areas = Ardaloedd
site-author = Awdur
site-baseline = Man cychwyn
site-baseline-not-given = Nid yw’r cynllun yn dweud
site-by = Erbyn
site-checked = Gwiriwyd ddiwethaf
site-closes = Yn cau
site-commissions = Yn comisiynu
site-contact = Cyswllt
site-continued-by = Parheir gan
site-continues = Yn parhau
site-date = Dyddiad
site-every = Pa mor aml
site-every-month = Bob mis
site-every-quarter = Bob chwarter
site-every-half-year = Bob hanner blwyddyn
site-every-year = Bob blwyddyn
site-file = Ffeil
site-file-size = { $kind }, { $size }
site-follows = Yn dilyn
site-for = Ar gyfer
site-from = Oddi wrth
site-how-it-is-going = Sut mae’n mynd
site-kind = Math
site-language = Iaith
site-late = Ymatebion hwyr
site-latest-figure = Y ffigur diweddaraf
site-lead = Arweinydd
site-level = Lefel
site-level-essential = Hanfodol
site-level-stretch = Os gallwch wneud mwy
site-lineage = Dros amser
site-lineage-link = Sut y geiriwyd yr amcan hwn ym mhob cynllun
site-measure = Yr hyn a fesurir
site-next-report = Adroddiad nesaf: am y cyfnod hyd { $date }
site-not-published-here = { $title } (heb ei gyhoeddi yma)
site-opens = Yn agor
site-own-site = Gwefan
site-party-contact = Cyswllt eich plaid
site-part-in-plan = { $part } ({ $plan })
site-part-of = Rhan o
site-period-label = Cyfnod
site-plan = Cynllun
site-published = Cyhoeddwyd
site-published-on = Cyhoeddwyd ar { $date }
site-publisher = Cyhoeddwyd gan
site-readers = At sylw
site-reports = Adroddiadau
site-reports-month = Bob mis
site-reports-quarter = Bob chwarter
site-reports-half-year = Bob hanner blwyddyn
site-reports-year = Bob blwyddyn
site-reports-by = Gan: { $who }
site-reports-to = I: { $who }
site-reports-by-label = Adroddwyd gan
site-reports-not-public = Ni chyhoeddir yr adroddiadau
site-reports-to-label = Yn adrodd i
site-respond = Ble i ymateb
site-review = Adolygiad
site-season = Pryd
site-serves = Yn gwasanaethu
site-serves-aim = Yn gwasanaethu’r nod
site-source = Ffynhonnell
site-succeeded-by = Olynydd
site-target = Targed
site-topics = Gofynnwch am
site-until = Hyd
site-updated = Diweddarwyd ddiwethaf
site-use = Defnyddiwch
site-where = Lle
site-with = Gyda

site-guide-title = Canllaw gweithredu: { $title }
site-guide-for = Canllaw gweithredu: { $party }
site-guide-to-plan = Canllaw gweithredu i bob plaid leol
site-guide-to-objective = Canllaw gweithredu i’r amcan hwn
site-guides-for-parties = Canllawiau i bleidiau lleol unigol
site-guides-of-party = Pob canllaw i’r blaid hon
site-guides-of = Canllawiau gweithredu: { $party }
site-guides-on-shelf = Canllawiau gweithredu: { $shelf }
site-by-letter = Yn ôl llythyren gyntaf yr enw
site-by-area = Yn ôl ardal
site-shelf-other = Enwau eraill
site-shelf-holds = { $name } ({ $shown })
site-our-plan = Ein cynllun ni
site-our-plan-about = Ticiwch yr hyn y bydd eich plaid leol yn ei wneud, nodwch pwy ac erbyn pryd, a’i argraffu fel eich cynllun lleol.
site-to-our-plan = Ei wneud yn gynllun i ni: ticio a llenwi ar y sgrin
site-file-guide = Y canllaw hwn fel tabl (CSV)

site-file-json = Y cynllun cyfan (JSON)
site-file-objectives = Amcanion a nodau (CSV)
site-file-actions = Camau (CSV)
site-file-measures = Mesurau a thargedau (CSV)
site-file-dates = Dyddiadau allweddol (calendr)
site-calendar-of-all = Calendr o bob dyddiad
site-calendar-of = Calendr: { $area }

site-lineage-title = { $title }: dros amser
site-lineage-about = Sut y geiriwyd yr amcan hwn ym mhob cynllun, a beth ddaeth o’i nodau.
site-change-carried-on = Parhawyd
site-change-reworded = Aileiriwyd
site-change-new = Newydd

site-progress-title = Sut mae’n mynd: { $plan }
site-progress-about = Sut mae pob amcan yn mynd, y ffigurau yr anelir atynt, a’r adroddiadau.
site-progress-link = Cyflwr, ffigurau ac adroddiadau
site-no-report = Nid oes adroddiad ar y cynllun hwn wedi’i gyhoeddi yma.
site-update-title = Adroddiad cynnydd, { $period }
state-not-started = Heb ddechrau
state-started = Wedi dechrau
state-on-track = Ar y trywydd iawn
state-at-risk = Mewn perygl
state-off-track = Oddi ar y trywydd
state-done = Wedi’i wneud
state-dropped = Rhoddwyd y gorau iddo

site-figure = { $number } { $unit }
site-figure-on = { $figure } ar { $date }
site-figure-outcome = { $figure }: { $outcome }
site-corrected = cywirwyd
site-outcome-reached = cyrhaeddwyd y targed
site-outcome-not-yet = ni chyrhaeddwyd y targed eto
site-outcome-met = cyflawnwyd y targed
site-outcome-missed = methwyd y targed
site-target-range = Rhwng { $from } a { $to } erbyn { $by }
site-target-within = Rhwng { $from } a { $to }, a dim mwy, erbyn { $by }
site-target-at-least = O leiaf { $figure } erbyn { $by }
site-target-at-most = Dim mwy na { $figure } erbyn { $by }
site-target-value = { $figure } erbyn { $by }
site-target-each-year = { $figure } ym mhob blwyddyn, hyd { $by }
site-target-times = { $times ->
    [2] Dyblu’r ffigur cychwynnol erbyn { $by }
    [3] Treblu’r ffigur cychwynnol erbyn { $by }
   *[other] { $number } gwaith y ffigur cychwynnol erbyn { $by }
 }
site-target-up = Cynifer neu ragor erbyn { $by }
site-target-hold = Dim llai erbyn { $by }
site-target-down = Llai erbyn { $by }

site-edition-consultation = Drafft ar gyfer ymgynghori
site-edition-staff = Argraffiad staff: nid i’w gyhoeddi
site-staff-chart = Pwy sy’n adrodd i bwy
site-transcript = Trawsgrifiad:
site-video = Ffilm
site-picture-of = { $title }, gyda’i amcanion fel grisiau wedi’u rhifo
