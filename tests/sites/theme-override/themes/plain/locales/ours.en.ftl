skip-to-content = Straight to the words
contents-of-ours = a word of our own
