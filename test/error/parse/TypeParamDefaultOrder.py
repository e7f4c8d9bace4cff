def f[A = int, B](a):
    pass
