*first, *last = 1, 2
