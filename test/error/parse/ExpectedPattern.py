match x:
    case +:
        pass
