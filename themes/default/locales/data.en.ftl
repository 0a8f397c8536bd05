# Words in feeds, for programs that show them to people.
data-feed-title = { $organisation }: news and progress
data-update-title = { $plan }: progress, { $period }
