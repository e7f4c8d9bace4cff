values = 1, 2
first = *values
