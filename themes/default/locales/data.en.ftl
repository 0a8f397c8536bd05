# Words in feeds, for programs that show them to people.
data-feed-title = { $organisation }: news and progress
data-update-title = { $plan }: progress, { $period }
data-calendar-title = { $organisation }: key dates
data-calendar-part-title = { $organisation }: key dates ({ $about })
