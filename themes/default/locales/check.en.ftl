# Words that the rules look for in texts. Alternatives stand between bars; write them in small letters.

# Words of a link that do not say where it leads.
check-vague-links = click here | click | here | this | this link | link | read more | more | see more | find out more | learn more | this page | details
# Pointing to a place on paper instead of linking to it.
check-see-elsewhere = see below | see above | see overleaf | listed below | listed above | set out below | as shown below | see page | see next page
# Verbs that compare with a figure.
check-multiples = double | doubling | treble | triple | quadruple | halve | halving
