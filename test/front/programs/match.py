# test/front/programs/match.py
#
# match and every pattern.
match x:
    case 1 | -1 | 1.5 | 1 + 2j | -1 - 2j: pass
    case "a" "b" | None | True | False: pass
    case a.b.c: pass
    case A() | B.C(1, x=2,): pass
    case (a): pass
    case () | (a,) | (a, b) | [] | [a, *_, b]: pass
    case {} | {1: a, "b": c, d.e: f, **rest}: pass
    case [a] as b if b: pass
    case a, *b: pass
    case a,: pass
    case _: pass
match a, *b:
    case 1: pass
match a,:
    case 1: pass
match (a):
    case 1: pass
match -a:
    case 1: pass
