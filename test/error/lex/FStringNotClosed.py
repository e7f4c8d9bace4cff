x = f'{1} and
