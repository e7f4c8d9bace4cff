def 1(x):
    pass
