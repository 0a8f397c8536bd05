# Words that views are made of: labels, sentences about targets, states and time.

# Names of a plan's parts where the plan has none of its own.
objective-one = Objective
objectives = Objectives
aims = Aims
cross-aims = Aims that cut across the objectives
actions = What local parties can do
numbered = { $word } { $number }

# Navigation and headings of indexes, each with a sentence for search engines.
site-home = Home
site-the-plan = The plan
site-read-the-plan = Read the plan
site-what-you-can-do-near-you = What you can do near you
site-whom-to-ask = Whom to ask
site-plans = Plans
site-plans-about = All plans, the latest first.
site-guide = Action guide
site-guides = Action guides
site-guides-about = Find the action guide for your local party, for an objective or for the whole plan.
site-lineages = Objectives over time
site-lineages-about = How each objective was put in every plan, and what became of its aims.
site-updates = Progress reports
site-updates-about = What has been reported on the plan, the latest first.
site-groups = Groups
site-groups-about = Working groups, what they are for and how to take part.
site-news = News
site-news-about = News around the plan, the latest first.
site-dates = Key dates
site-dates-about = Key dates, past and to come, with calendars to subscribe to.
site-contacts = Whom to ask
site-contacts-about = Whom to ask about what.
site-resources = Resources
site-resources-about = What there is to read and to use, and where it is.
site-glossary = Glossary
site-glossary-about = Words that this site uses, in plain terms.
site-moved = This page has moved
site-gone = This page is no longer here
site-not-found = There is no page here
site-not-found-text = The address may have a slip in it, or the page may have moved. Go on from one of these:

# The home page.
site-next-dates = Next dates
site-all-dates = All key dates
site-all-news = All news
site-cross-aims = { $count ->
    [one] { $shown } aim that cuts across the objectives
   *[other] { $shown } aims that cut across the objectives
 }
site-targets = { $count ->
    [0] No target in figures
    [one] { $shown } target in figures
   *[other] { $shown } targets in figures
 }
site-aims = { $count ->
    [one] { $shown } aim
   *[other] { $shown } aims
 }
site-actions = { $count ->
    [one] { $shown } action for local parties
   *[other] { $shown } actions for local parties
 }

# Time.
site-period = { $start } to { $end }
site-when-from = { $date }, from { $from }
site-when-from-to = { $date }, { $from } to { $to }
site-current-until = The current plan, until { $date }
site-ended = Ended on { $date }
site-begins = Begins on { $date }
site-no-year = Year not given
site-standing-past = Past
site-standing-done = Done
site-standing-next = Next
site-standing-to-come = To come
site-date-provisional = Provisional
site-date-moved = Moved from another day
site-date-cancelled = Cancelled
site-banner-successor = Another plan has taken the place of this one:
site-banner-ended = This plan ended on { $date }. The current one is:
site-banner-ended-no-next = This plan ended on { $date }. The next one is not published yet.
site-banner-begins = This plan begins on { $date }.

# Labels of facts.
site-accountable-to = Answers to
site-agreed = Agreed
site-agreed-by = { $date }, by the { $by }
site-also-serves = Also serves
site-area = Area
site-areas = Areas
site-author = Author
site-baseline = Where it started
site-baseline-not-given = The plan does not say
site-by = By
site-checked = Last checked
site-closes = Closes
site-commissions = Commissions
site-contact = Contact
site-continued-by = Carried on by
site-continues = Carries on
site-date = Date
site-every = How often
site-every-month = Every month
site-every-quarter = Every quarter
site-every-half-year = Every half year
site-every-year = Every year
site-file = File
site-file-size = { $kind }, { $size }
site-follows = Follows
site-for = For
site-from = From
site-how-it-is-going = How it is going
site-kind = Kind
site-language = Language
site-late = Late replies
site-latest-figure = Latest figure
site-lead = Lead
site-level = Level
site-level-essential = Essential
site-level-stretch = If you can do more
site-lineage = Over time
site-lineage-link = How this objective was put in each plan
site-measure = What is measured
site-next-report = Next report: for the time up to { $date }
site-not-published-here = { $title } (not published here)
site-opens = Opens
site-own-site = Website
site-party-contact = Your party’s contact
site-part-in-plan = { $part } ({ $plan })
site-part-of = Part of
site-period-label = Period
site-plan = Plan
site-published = Published
site-published-on = Published on { $date }
site-publisher = Published by
site-readers = For the attention of
site-reports = Reports
site-reports-month = Every month
site-reports-quarter = Every quarter
site-reports-half-year = Every half year
site-reports-year = Every year
site-reports-by = By the { $who }
site-reports-to = To the { $who }
site-reports-by-label = Reported by
site-reports-not-public = The reports are not published
site-reports-to-label = Reports to
site-respond = Where to reply
site-review = Review
site-season = When
site-serves = Serves
site-serves-aim = Serves the aim
site-source = Source
site-succeeded-by = Succeeded by
site-target = Target
site-topics = Ask about
site-until = Until
site-updated = Last updated
site-use = Use
site-where = Where
site-with = With

# Guides.
site-guide-title = Action guide: { $title }
site-guide-for = Action guide for { $party }
site-guide-to-plan = Action guide for all local parties
site-guide-to-objective = Action guide for this objective
site-guides-for-parties = Guides for single local parties
site-guides-of-party = All guides for this party
site-guides-of = Action guides for { $party }
site-guides-on-shelf = Action guides: { $shelf }
site-by-letter = By the first letter of the name
site-by-area = By area
site-shelf-other = Other names
site-shelf-holds = { $name } ({ $shown })
site-our-plan = Our plan
site-our-plan-about = Tick what your local party will do, say who and by when, and print it as your local plan.
site-to-our-plan = Make it our plan: tick and fill in on the screen
site-file-guide = This guide as a table (CSV)

# Data.
site-file-json = The whole plan (JSON)
site-file-objectives = Objectives and aims (CSV)
site-file-actions = Actions (CSV)
site-file-measures = Measures and targets (CSV)
site-file-dates = Key dates (calendar)
site-calendar-of-all = Calendar of all dates
site-calendar-of = Calendar for { $area }

# Lineage.
site-lineage-title = { $title }: over time
site-lineage-about = How this objective was put in each plan, and what became of its aims.
site-change-carried-on = Carried on
site-change-reworded = Reworded
site-change-new = New

# Updates and states.
site-progress-title = How it is going: { $plan }
site-progress-about = How each objective is going, the figures that are aimed at, and the reports.
site-progress-link = States, figures and reports
site-no-report = No report on this plan has been published here.
site-update-title = Progress report, { $period }
state-not-started = Not started
state-started = Started
state-on-track = On track
state-at-risk = At risk
state-off-track = Off track
state-done = Done
state-dropped = Dropped

# Figures and targets.
site-figure = { $number } { $unit }
site-figure-on = { $figure } on { $date }
site-figure-outcome = { $figure }: { $outcome }
site-corrected = corrected
site-outcome-reached = the target is reached
site-outcome-not-yet = the target is not reached yet
site-outcome-met = the target was met
site-outcome-missed = the target was missed
site-target-range = Between { $from } and { $to } by { $by }
site-target-within = Between { $from } and { $to }, and no more, by { $by }
site-target-at-least = At least { $figure } by { $by }
site-target-at-most = No more than { $figure } by { $by }
site-target-value = { $figure } by { $by }
site-target-each-year = { $figure } in each year, until { $by }
site-target-times = { $times ->
    [2] Double the starting figure by { $by }
    [3] Treble the starting figure by { $by }
   *[other] { $number } times the starting figure by { $by }
 }
site-target-up = As many or more by { $by }
site-target-hold = No fewer by { $by }
site-target-down = Fewer by { $by }

# Small things.
site-edition-consultation = Draft for consultation
site-edition-staff = Staff edition: not for publication
site-staff-chart = Who reports to whom
site-transcript = Transcript:
site-video = Film
site-picture-of = { $title }, with its objectives as numbered steps
