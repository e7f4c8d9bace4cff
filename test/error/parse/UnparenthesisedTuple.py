try:
    pass
except ValueError, KeyError as error:
    pass
