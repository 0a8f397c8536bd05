# Words that stand in templates, without arguments.

# Around every page
skip-to-content = Skip to the content
main-navigation = Main pages
languages = Languages
breadcrumb = Where this page is
more-pages = More pages
about-this-site = Questions about this site:
it-is-now-at = You will find it here:
neighbours = Before and after this page
previous = Previous
next = Next
older = Older
newer = Newer

# Home
latest-news = Latest news

# A plan
about-this-plan = About this plan
at-a-glance = At a glance
mission = Mission
vision = Vision
values = Values
themes = Themes
dates = Key dates
help = Where to find help
help-with-plan = Help with the whole plan
help-with-objective = Help with this objective
help-with = For help with
ask-or-use = Ask or use
via = by way of
consultation = Consultation
questions = Questions
timetable = Timetable
how-it-stands = How it stands
plan-as-data = The plan as data

# An objective
on-this-page = On this page
carries-on-what = What this carries on
served-by = Cross-cutting aims that serve this objective
also-see = These actions, set out elsewhere, serve this objective too:
ask = Ask:
measured-by = How we will know
across-plans = In other plans
work-plan = Work plan
task = Task
owner = Who
due = By when
done = Done
yes = Yes
no = No

# Guides
guides-about = A guide lists what can be done for the plan and whom to ask. Each can be printed and filled in.
find-your-party = Guides for your party
party-not-listed = Your party is not listed? Ask:
guides-by-objective = Guides by objective
guides-of-earlier-plans = Guides of earlier plans
current-guide = Guide to the current plan
guides-of-other-plans = Guides to other plans
other-guides = Other guides
no-actions-in-guide = This guide has no suggested actions yet.
no-actions-here = No actions are suggested here yet. These are the aims:
own-priorities = Our own priorities
own-priorities-note = What else do we want to do?
blank-who = Who
blank-by-when = By when
blank-doing = Doing
blank-later = Later
blank-not-for-us = Not for us

# Across plans
lineages-about = How each objective was put in one plan after another, and what became of its aims.
comes-from = Comes from:
not-carried-on = Not carried on from the plan before

# Updates
how-it-is-going = How it is going
of-what = What
judgement = Judgement
note = Notes
figures = Figures
figure = Figure
on-date = Date
report = Report
reports = Reports
target = Target

# Groups and news
duties = What the group has to do
projects = What the group works on
meetings = Meetings
take-part = How to take part
notes-for-editors = Notes for editors
whom-to-ask = Whom to ask

# Dates
years = Years
calendars = Calendars
calendars-about = Subscribe to one of these and the dates will appear in your own calendar.

# Contacts
who-reports-to-whom = Who reports to whom

# Sentences that views fill in: how things stand, each with the day that this depends on.
site-runs-until = Runs until { $date }
site-standing-now = Under way until { $date }
site-banner-begins-current = This plan begins on { $date }. The current one is:
site-banner-next = The plan after this one begins on { $date }:
site-banner-ended-next = This plan ended on { $end }. The next one begins on { $date }:
site-banner-draft = The plan to follow this one is still being made:
site-banner-ended-draft = This plan ended on { $end }. The one to follow it is still being made:
site-status-on = { $state }, as reported on { $date }
site-status-nothing-since = { $state }: last reported on { $date }; nothing since
site-figure-marked = { $figure } ({ $mark })
site-no-figure = No figure was published
site-no-figure-yet = No figure yet
site-plan-end = the end of the plan
