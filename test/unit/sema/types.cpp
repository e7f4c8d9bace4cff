// test/unit/sema/types.cpp
//
// Types: operators, joins, calls, recursion, and what is rejected.
#include "test/unit/sema/analysis.h"

#include <catch2/catch.hpp>

using pyompcc::sema::Analysis;
using Kinds = std::vector<std::string>;

namespace {

// The type of `expr` with parameters x, y of the given types.
std::string typeOf(std::string_view expr, std::string_view params) {
  std::string text = "import math\nimport numpy as np\nN = 4\ndef f(x, y):\n    return " + std::string(expr) + "\n";
  Analysis analysis(text);
  analysis.types("f", params);
  return analysis.kinds().empty() ? analysis.result() : analysis.kinds().front();
}

} // namespace

TEST_CASE("operators on Python numbers") {
  CHECK(typeOf("x + y", "ii") == "int");
  CHECK(typeOf("x + y", "if") == "float");
  CHECK(typeOf("x / y", "ii") == "float");
  CHECK(typeOf("x // y", "ii") == "int");
  CHECK(typeOf("x // y", "fi") == "float");
  CHECK(typeOf("x + y", "bb") == "int");
  CHECK(typeOf("x & y", "bb") == "bool");
  CHECK(typeOf("x & y", "bi") == "int");
  CHECK(typeOf("x << y", "bb") == "int");
  CHECK(typeOf("-x", "bb") == "int");
  CHECK(typeOf("~x", "ii") == "int");
  CHECK(typeOf("not x", "fi") == "bool");
  CHECK(typeOf("x & y", "fi") == "5: OperandTypes");
  CHECK(typeOf("~x", "fi") == "5: OperandType");
}

TEST_CASE("NumPy scalars: Python numbers are weak") {
  CHECK(typeOf("x + y", "iw") == "int32");
  CHECK(typeOf("x + y", "fh") == "float32");
  CHECK(typeOf("x + y", "ih") == "float32");
  CHECK(typeOf("x + y", "fw") == "float64");
  CHECK(typeOf("x + y", "bw") == "int32");
  CHECK(typeOf("x / y", "ww") == "float64");
  CHECK(typeOf("x + y", "wl") == "int64");
  CHECK(typeOf("x + y", "wh") == "float64");
  CHECK(typeOf("x + y", "he") == "float64");
  CHECK(typeOf("x < y", "ww") == "bool_");
  CHECK(typeOf("x < y", "ii") == "bool");
  CHECK(typeOf("x < y < 3", "iw") == "bool_");
  CHECK(typeOf("np.float32(x) * 2.0", "fi") == "float32");
  CHECK(typeOf("(x < y) - (y < x)", "ww") == "5: OperandTypes");
  CHECK(typeOf("(x < y) + 1", "ww") == "int64");
}

TEST_CASE("powers") {
  CHECK(typeOf("x ** 2", "ii") == "int");
  CHECK(typeOf("x ** N", "ii") == "int");
  CHECK(typeOf("x ** -1", "ii") == "float");
  CHECK(typeOf("x ** y", "if") == "float");
  CHECK(typeOf("x ** y", "ii") == "5: NegativePower");
  CHECK(typeOf("2.0 ** y", "ii") == "float");
  CHECK(typeOf("1.0 / 2 ** y", "ii") == "float");
  CHECK(typeOf("2 ** y * 0.5", "ii") == "float");
  CHECK(typeOf("0.5 * -(2 ** y)", "ii") == "float");
  CHECK(typeOf("math.sqrt(2 ** y)", "ii") == "float");
  CHECK(typeOf("2 ** (y % 3)", "ii") == "int");
  CHECK(typeOf("2 ** abs(y)", "ii") == "int");
  CHECK(typeOf("2 ** (len(x) + x.shape[0] * 2)", "1i") == "int");
  CHECK(typeOf("2 ** (y - 3)", "ii") == "5: NegativePower");
  CHECK(typeOf("x ** y", "ww") == "int32");
}

TEST_CASE("powers of loop variables") {
  auto kinds = [](std::string_view range) {
    Analysis analysis("def f(n):\n    s = 0\n    for i in range(" + std::string(range) +
                      "):\n        s += 2 ** i\n    return s\n");
    return analysis.types("f", "i").kinds();
  };
  CHECK(kinds("n").empty());
  CHECK(kinds("1, n, 2").empty());
  CHECK(kinds("5, -1, -1").empty());
  CHECK(kinds("5, -2, -1") == Kinds{"4: NegativePower"});
  CHECK(kinds("n, 5") == Kinds{"4: NegativePower"});
  CHECK(kinds("0, n, n") == Kinds{"4: NegativePower"});
}

TEST_CASE("builtins") {
  CHECK(typeOf("math.sqrt(x)", "ii") == "float");
  CHECK(typeOf("math.floor(x)", "fi") == "int");
  CHECK(typeOf("math.pi * x", "ii") == "float");
  CHECK(typeOf("math.isnan(x)", "fi") == "bool");
  CHECK(typeOf("abs(x)", "wi") == "int32");
  CHECK(typeOf("np.sqrt(x)", "hi") == "float32");
  CHECK(typeOf("np.sqrt(x)", "ii") == "float64");
  CHECK(typeOf("min(x, y)", "if") == "float");
  CHECK(typeOf("max(x, y, 3)", "ii") == "int");
  CHECK(typeOf("divmod(x, y)", "if") == "tuple[float, float]");
  CHECK(typeOf("int(x)", "fi") == "int");
  CHECK(typeOf("float(x)", "ii") == "float");
  CHECK(typeOf("bool(x)", "ii") == "bool");
  CHECK(typeOf("round(x)", "fi") == "int");
  CHECK(typeOf("math.sqrt(x, y)", "ff") == "5: ArgumentNumber");
  CHECK(typeOf("math.gcd(x, y)", "fi") == "5: LibraryArguments");
  CHECK(typeOf("math.sqrt(x)", "1i") == "5: UnsupportedConstruct");
}

TEST_CASE("arrays") {
  CHECK(typeOf("x[y]", "1i") == "float64");
  CHECK(typeOf("x[y, 0]", "2i") == "float64");
  CHECK(typeOf("x[y][0]", "2i") == "float64");
  CHECK(typeOf("x[y]", "2i") == "float64[::1]");
  CHECK(typeOf("x[y]", "1m") == "5: IndexType");
  CHECK(typeOf("x[y, 0]", "1i") == "5: IndexCount");
  CHECK(typeOf("x[1:]", "1i") == "5: UnsupportedConstruct");
  CHECK(typeOf("x.shape", "2i") == "tuple[int, int]");
  CHECK(typeOf("x.shape[0] + x.ndim + x.size + len(x)", "2i") == "int");
  CHECK(typeOf("x.shape[y]", "2i") == "int");
  CHECK(typeOf("x.shape[-1]", "2i") == "int");
  CHECK(typeOf("x.shape[2]", "2i") == "5: TupleIndexRange");
  CHECK(typeOf("x.T", "2i") == "5: UnsupportedAttribute");
  CHECK(typeOf("x.sum()", "2i") == "5: UnsupportedMethod");
  CHECK(typeOf("x + 1", "1i") == "5: UnsupportedConstruct");
  CHECK(typeOf("np.zeros(x)", "ii") == "float64[::1]");
  CHECK(typeOf("np.zeros((x, y), dtype=np.float32)", "ii") == "float32[:, ::1]");
  CHECK(typeOf("np.empty((x, 2, y), np.int64)", "ii") == "int64[:, :, ::1]");
  CHECK(typeOf("np.ones(x.shape)", "2i") == "float64[:, ::1]");
  CHECK(typeOf("np.zeros_like(x)", "2i") == "float64[:, ::1]");
  CHECK(typeOf("np.zeros(x, dtype=int)", "ii") == "int64[::1]");
  CHECK(typeOf("np.zeros(3, dtype=x.dtype)", "mi") == "int32[::1]");
  CHECK(typeOf("np.zeros(3, dtype='float32')", "mi") == "float32[::1]");
  CHECK(typeOf("np.zeros(x, dtype=y)", "ii") == "5: DTypeNeeded");
}

TEST_CASE("values of conditions") {
  CHECK(typeOf("x if y else 1.5", "ii") == "float");
  CHECK(typeOf("x if y else (1, 2)", "ii") == "5: BranchTypes");
  CHECK(typeOf("x and y", "ii") == "int");
  CHECK(typeOf("1 if x and y else 2", "b1") == "5: ConditionType");
  CHECK(typeOf("1 if x and y else 2", "bf") == "int");
  CHECK(typeOf("x and y", "bi") == "5: BranchTypes");
}

TEST_CASE("variables join int and float, and nothing unlike") {
  Analysis loop("def f(n):\n    s = 0\n    for i in range(n):\n        s += 0.5\n    return s\n");
  loop.types("f", "i");
  CHECK(loop.result() == "float");
  CHECK(loop.webs("s") == "float");

  Analysis sum("def f(a):\n    s = 0.0\n    for x in a:\n        s += x\n    return s\n");
  CHECK(sum.types("f", "1").result() == "float64");

  Analysis conflict("def f(n):\n    x = 1\n    if n:\n        x = (1, 2)\n    return x\n");
  conflict.types("f", "i");
  CHECK(conflict.texts() ==
        "4: `x` becomes `tuple[int, int]` here, which has no common type with `int`; use another name\n"
        "  2: `x` is `int` from here\n");
  CHECK(conflict.emitter.errorCount() == 1);
}

TEST_CASE("a name may change its type") {
  Analysis analysis("def f(x):\n    y = x\n    x = x / 2\n    return x, y\n");
  CHECK(analysis.types("f", "i").result() == "tuple[float, int]");
  CHECK(analysis.webs("x") == "int float");
}

TEST_CASE("tuples are unpacked") {
  Analysis analysis("def f(a, b):\n    a, b = b, a\n    (c, d), e = (a, b), 1\n    return c\n");
  CHECK(analysis.types("f", "if").result() == "float");
  Analysis wrong("def f(t):\n    a, b = 1, 2, 3\n    c, d = t\n    return a\n");
  CHECK(wrong.types("f", "i").kinds() == Kinds{"2: UnpackCount", "3: UnpackType"});
}

TEST_CASE("recursion starts without a result") {
  Analysis fib("def f(n):\n    if n < 2:\n        return n\n    return f(n - 1) + f(n - 2)\n");
  CHECK(fib.types("f", "i").result() == "int");
  CHECK(fib.program.instances.size() == 1);
  CHECK(fib.program.instances[0]->recursive);

  Analysis mutual("def even(n):\n    if n == 0:\n        return True\n    return odd(n - 1)\n"
                  "def odd(n):\n    if n == 0:\n        return False\n    return even(n - 1)\n");
  CHECK(mutual.types("even", "i").result() == "bool");
  CHECK(mutual.program.instances.size() == 2);
  CHECK(mutual.program.instances[0]->recursive);

  Analysis endless("def f(n):\n    return f(n)\n");
  CHECK(endless.types("f", "i").result() == "None");
  Analysis growing("def f(n):\n    return f((n, n))\n");
  CHECK_FALSE(growing.types("f", "i").kinds().empty());
  Analysis nested("def f(n):\n    if n == 0:\n        return 1\n    return (f(n - 1), 1)\n");
  CHECK_FALSE(nested.types("f", "i").kinds().empty());
}

TEST_CASE("calls make instances, callees first, and drop what only lower types asked for") {
  Analysis analysis("def half(x):\n    return x / 2\n"
                    "def f(n):\n    s = 0\n    for i in range(n):\n        s = half(s) + 0.5\n    return s\n");
  analysis.types("f", "i");
  CHECK(analysis.dump() == "half(x: float) -> float\n"
                           "  x: float                        line 1, parameter\n"
                           "\n"
                           "f(n: int) -> float\n"
                           "  n: int                          line 3, parameter\n"
                           "  s: float                        line 4\n"
                           "  i: int                          line 5, loop variable\n"
                           "  calls half(float)\n");
}

TEST_CASE("arguments are bound as Python binds them") {
  const std::string f = "def g(a, b=2.5, *, c=1):\n    return b\ndef f(x):\n    return ";
  CHECK(Analysis(f + "g(x)\n").types("f", "i").result() == "float");
  CHECK(Analysis(f + "g(x, b=x, c=2)\n").types("f", "i").result() == "int");
  CHECK(Analysis(f + "g()\n").types("f", "i").kinds() == Kinds{"4: MissingArgument"});
  CHECK(Analysis(f + "g(1, 2, 3)\n").types("f", "i").kinds() == Kinds{"4: TooManyArguments"});
  CHECK(Analysis(f + "g(1, d=2)\n").types("f", "i").kinds() == Kinds{"4: UnknownParameter"});
  CHECK(Analysis(f + "g(1, a=2)\n").types("f", "i").kinds() == Kinds{"4: RepeatedArgument"});
}

TEST_CASE("results") {
  CHECK(Analysis("def f(n):\n    if n:\n        return 1\n    return 2.5\n").types("f", "i").result() == "float");
  CHECK(Analysis("def f(n):\n    if n:\n        return 1\n").types("f", "i").result() == "int | None");
  CHECK(Analysis("def f(n):\n    if n:\n        return 1\n    return (1,)\n").types("f", "i").kinds() ==
        Kinds{"4: ResultConflict"});
  CHECK(Analysis("def f(n):\n    pass\n").types("f", "i").result() == "None");
  CHECK(Analysis("def f(n):\n    raise ValueError(\"no\")\n").types("f", "i").result() == "None");
}

TEST_CASE("elements are assigned") {
  CHECK(Analysis("def f(a):\n    a[0] = 1\n    a[1] += 2.5\n").types("f", "m").kinds().empty());
  CHECK(Analysis("def f(a):\n    a[0] = 1\n").types("f", "r").kinds() == Kinds{"2: ReadOnlyArray"});
  CHECK(Analysis("def f(a):\n    a[0] = (1, 2)\n").types("f", "1").kinds() == Kinds{"2: ElementType"});
  CHECK(Analysis("def f(a):\n    a[0] = 1\n").types("f", "2").kinds() == Kinds{"2: UnsupportedConstruct"});
}

TEST_CASE("what is not compiled is named") {
  for (std::string_view statement : {"import os", "x = ..."}) {
    Analysis analysis("def f(n):\n    " + std::string(statement) + "\n");
    analysis.types("f", "i");
    INFO(statement);
    CHECK(analysis.kinds() == Kinds{"2: UnsupportedConstruct"});
  }
  CHECK(Analysis("def f(n):\n    return spam\n").types("f", "i").kinds() == Kinds{"2: UnknownName"});
  CHECK(Analysis("import os\ndef f(n):\n    return os.getpid()\n").types("f", "i").kinds() ==
        Kinds{"3: UnsupportedObject"});
}

TEST_CASE("an error that feeds a variable is reported where it is made") {
  Analysis loop("def f(a):\n    s = 0.0\n    for i in range(3):\n        s = s + a\n    return s\n");
  CHECK(loop.types("f", "1").kinds() == Kinds{"4: UnsupportedConstruct"});
  Analysis tuple("def f(n):\n    x = 1\n    while n:\n        x = (x, 1)\n    return x\n");
  CHECK(tuple.types("f", "i").kinds() == Kinds{"4: TypeConflict"});
  Analysis result("def g(n):\n    return spam(n)\ndef f(n):\n    return g(n) + 1\n");
  CHECK(result.types("f", "i").kinds() == Kinds{"2: UnknownName"});
}

TEST_CASE("long sums and deep nesting end in a result or a message") {
  std::string sum = "def f(n):\n    return n";
  for (int i = 0; i < 100000; ++i) sum += "+1";
  CHECK(Analysis(sum + "\n").types("f", "i").result() == "int");
  std::string minus = "def f(n):\n    return " + std::string(2000, '-') + "n\n";
  Analysis deep(minus);
  deep.types("f", "i");
  CHECK_FALSE(deep.kinds().empty());
}

TEST_CASE("reductions and clauses are checked") {
  const std::string head = "from pyomp_cc import openmp\ndef f(n, s):\n    with openmp(\"parallel for ";
  const std::string tail = "\"):\n        for i in range(n):\n            s += 1\n    return s\n";
  CHECK(Analysis(head + "reduction(+:s) num_threads(n)" + tail).types("f", "if").result() == "float");
  CHECK(Analysis(head + "reduction(&:s)" + tail).types("f", "if").kinds() == Kinds{"3: ReductionType"});
  CHECK(Analysis(head + "reduction(+:s) num_threads(2.5)" + tail).types("f", "if").kinds() == Kinds{"3: ClauseType"});
}
