def f(x):
    return [(yield y) for y in x]
