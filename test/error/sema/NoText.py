def report(a: "float64[:]") -> str:
    return "values: " + str(a)
