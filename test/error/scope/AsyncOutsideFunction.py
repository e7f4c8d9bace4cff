def f(x):
    async with x:
        pass
    return [y async for y in x]
