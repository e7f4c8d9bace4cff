"""The operator `%` and `str.format` with constant formats."""

from pyomp_cc import njit


@njit
def percent(n: int, x: float, s: str) -> list[str]:
    return [
        "%d items" % n,
        "%5d|%-5d|%05d|%+d|% d|%i" % (n, n, n, n, n, n),
        "%x %X %o %#x %#o %08x" % (n, n, n, n, n, n),
        "%f %.2f %8.3f|%-8.1f|%08.2f|%+.1e %g %G" % (x, x, x, x, x, x, x, x),
        "%s|%10s|%-10s|%.2s|%r|%a" % (s, s, s, s, s, s),
        "%s %r %s %s" % (n, x, True, (1, 2)),
        "100%% %s" % s,
        "%d" % x,
        "%s" % [n],
        "%.0f%%" % x,
        "plain" % (),
    ]


@njit
def braces(n: int, x: float, s: str) -> list[str]:
    pair = (n, s)
    return [
        "{}".format(n),
        "{} {} {}".format(n, x, s),
        "{0} {1} {0}".format(n, s),
        "{a}-{b}-{a}".format(a=n, b=s),
        "{:5d}|{:<5}|{:^7}|{:>8.2f}|{:,}".format(n, n, s, x, n * 1000),
        "{!r} {!s:>6} {!a}".format(s, s, s),
        "{{}} {{{}}}".format(n),
        "{:{}}|{:{w}.{p}f}".format(n, 8, x, w=9, p=3),
        "{0[0]} {0[1]} {1[1]}".format(pair, [n, n + 1]),
        "{:#x} {:b} {:e} {:%}".format(n, n, x, x),
        "no fields".format(),
    ]


CASES = {
    "percent": [(42, 3.14159, "h\u00e9llo"), (-7, -0.5, ""), (0, 1e10, "a'b")],
    "braces": [(42, 3.14159, "h\u00e9llo"), (7, -0.5, "")],
}
