# test/front/programs/expressions.py
#
# Expressions from the loosest to the tightest.
a if b else c if d else e
a or b or c and d and not not e
a == b != c < d <= e > f >= g in h not in i is j is not k
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b; +a; ~a
a.b(c)(d, *e, f=g, **h)[i](j for j in k)
a[b], a[b, c], a[b:c], a[:], a[::], a[b:c:d], a[b:c, d], a[*b], a[*b, c], a[b := c]
(yield); (a := b); (a, b, *c); (); (a,); ((a))
[]; [a]; [a, *b,]; {a}; {a, *b}; {}; {a: b, **c, d: e,}
[a for b in c]; {a for b in c if d}; {a: b for c, d in e for f in g}; (a for b in c)
[a async for b in c]
1, 1.5, 1j, 0x1F, ...
None, True, False
"a" 'b' """c"""
f"a{b}c{d!r:>{e}}f{g=}" "h" rf'{a, *b}' f"{a}" f'{a:{b!s}x}'
t"a{b}c{d!r:>{e}}" t'{f=}'
b"a" b'b'
f(a := 1, *b, c)
