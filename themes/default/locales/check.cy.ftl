# Geiriau y mae’r rheolau yn chwilio amdanynt. Mae’r dewisiadau rhwng barrau, mewn llythrennau bach.

check-vague-links = cliciwch yma | clicio yma | yma | y ddolen hon | dolen | darllen mwy | mwy | rhagor | y dudalen hon | manylion
check-see-elsewhere = gweler isod | gweler uchod | gweler drosodd | isod ac uchod | gweler tudalen | gweler y dudalen nesaf
check-multiples = dyblu | treblu | haneru
