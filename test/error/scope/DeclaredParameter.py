def f(total):
    global total
