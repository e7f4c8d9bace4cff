def f[S = int, T]():
    pass
