# test/front/programs/compound.py
#
# Compound statements.
if a: pass
elif b:
    pass
elif c: pass
else: pass
while (a := 1):
    break
else:
    continue
for a, *b in c, *d:
    pass
else: pass
for a.b in c: pass
for a[1] in c: pass
for (a) in c: pass
for [a, b] in c: pass
for () in c: pass
with a: pass
with a as b, c as (d, e), f: pass
with (a as b, c as d,): pass
with (a): pass
with (a, b): pass
with (a), (b): pass
with (a) as b: pass
with (yield): pass
try: pass
finally: pass
try: pass
except: pass
try: pass
except A: pass
except A as b: pass
except (A, B): pass
except A, B: pass
else: pass
finally: pass
try: pass
except* A as b: pass
except* B, C: pass
