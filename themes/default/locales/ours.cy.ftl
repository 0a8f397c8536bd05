# Chwilotwr y canllawiau, a’r daflen y mae plaid yn gwneud y cynllun yn gynllun iddi’i hun arni.

finder-label = Eich plaid neu eich ardal
finder-hint = Teipiwch ddechrau ei henw, neu enw’r ardal y mae ynddi.
finder-count = Wedi’u canfod: {"{"}count{"}"}
finder-most = Wedi’u canfod: {"{"}count{"}"}. Rhestrir y {"{"}shown{"}"} cyntaf; bydd gair arall yn cyfyngu arnynt.
finder-none = Nid oes plaid nac ardal o’r enw hwn. Rhowch gynnig ar lai o lythrennau, neu edrychwch isod.
finder-failed = Ni ellid llwytho’r rhestr. Mae pob plaid i’w gweld isod.

ours-for = Ar gyfer pa blaid leol?
ours-all = Pob plaid leol
ours-print = Argraffu ein cynllun
ours-save = Cadw fel ffeil
ours-open = Agor ffeil a gadwyd
ours-clear = Dechrau eto
ours-private = Mae’r hyn a ysgrifennwch yn aros yn y porwr hwn ac nid yw’n cael ei anfon at neb. Ar gyfrifiadur y mae eraill yn ei ddefnyddio, cadwch ef fel ffeil, yna dechreuwch eto.
ours-on-paper = Ar bapur
ours-who = Pwy
ours-when = Erbyn pryd
ours-notes = Nodiadau
ours-own = Ein camau ein hunain
ours-own-about = Beth arall wnewch chi? Argreffir eich camau eich hunain gyda’r lleill.
ours-own-what = Yr hyn a wnawn
ours-add = Ychwanegu cam o’n rhai ni
ours-remove = Dileu
ours-chosen = Wedi’u dewis: {"{"}count{"}"}
ours-not-kept = Nid yw’r porwr hwn yn cadw dim. Cadwch eich cynllun fel ffeil cyn gadael.
ours-opened = Mae’r ffeil ar agor. Wedi’u dewis: {"{"}count{"}"}
ours-moved = Mae camau nad ydynt yn y cynllun hwn bellach ymhlith eich rhai chi: {"{"}count{"}"}
ours-no-file = Nid ffeil a gadwyd yma yw hon. Dewiswch un y mae ei henw’n dechrau gydag our-plan.
ours-replace = Bydd y ffeil yn cymryd lle’r hyn a ddewiswyd gennych yma. Parhau?
ours-clear-all = Bydd popeth a ddewiswyd ac a ysgrifennwyd gennych yma yn cael ei ddileu. Parhau?
ours-cleared = Mae’r daflen yn wag.
ours-failed = Ni ellid llwytho’r rhestr o bleidiau. Dangosir pob cam.
ours-plan-of = Cynllun lleol: {"{"}party{"}"}
