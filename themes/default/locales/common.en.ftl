# Dates, lists and signs that every page and every data file may need.

# Languages by their own names, for the list that leads to the same page in another.
language-en = English
language-cy = Cymraeg

# A quarter of a year by its first and last month, the last with its year.
date-quarter = { $first } to { $last }
# A date that is only a part of a month or a year.
date-early = early { $date }
date-mid = mid-{ $date }
date-late = late { $date }
date-about = about { $date }
# From one day, month or year to another, both ends written out.
date-range = { $from } to { $to }

# Boxes in texts that draw attention.
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution

# From a footnote to where it is mentioned.
back-to-text = Back to the text
