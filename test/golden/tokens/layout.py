# Comments, line ends that mean nothing, blocks, and the parts of f-strings.

def widths(names,
           least=8):  # of columns

    # The longest decides.
    if names:
        return f"{max(map(len, names)):>{least}} \N{BLACK STAR}{{}}" \
            + 'é'
    return ""
