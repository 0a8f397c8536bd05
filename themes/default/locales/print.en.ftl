# What stands on paper only, and the names of what is printed.

print-guide = Guide to print (A4)
print-guide-large = Guide to print in large type
print-guide-short = Guide to print on two sides
print-plan = The whole plan to print (A4)
print-in-language = { $form }, in { $language }
print-page = Page { $page } of { $pages }
print-length = { $pages ->
    [one] one page
   *[other] { $shown } pages, { $sheets ->
        [one] one sheet
       *[other] { $shown-sheets } sheets
    } on both sides
 }
print-on-the-web = On the web
print-other-forms = It is also there as:
print-code = Square code that leads to
print-agreed = Our local plan
print-agreed-on = Agreed at a meeting on
print-chair = Chair
print-secretary = Secretary
print-review-on = Review on
print-printed-on = Printed on
print-number = No.
print-action = Action
print-ask = Ask
print-progress = Progress at review
print-planner = Planner for
print-month = Month
print-what-is-on = What is on
print-our-plans = Our plans
print-season-of = Good time for
print-no-month = Dates whose month is not known
print-notes = Notes
print-addresses = Addresses that this text leads to
print-send-copy = Send a copy to
print-contents = Contents
