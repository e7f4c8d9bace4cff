x = 3 +
def f(:
    y = 1
    z = = 2
if x = 3:
    a = 1
    b = $ 2
else:
    c c
for i in range(3)
    print i
foo(1, 2
class A:
  def g(self):
  return 1
f() = 1
x = "abc
k = (1, 2]
t = 0777
u = 1abc
with open(x) as f, g:
pass
lambda x=1, y: 2
f(a=1, 2)
f"{x"
f"{}"
match x:
    case 1 + y:
        pass
"\N{NOT A NAME}"
del f()
a, b += 1
 indented = 1
else:
    pass
try:
    pass
x = 1
f(x for x in y, 1)
f(a.b=1)
b"é"
