// test/unit/sema/signatures.cpp
//
// Where the types of parameters come from.
#include "lib/sema/parse_pythran_export.h"
#include "test/unit/sema/whole.h"

#include <catch2/catch.hpp>

using pyompcc::sema::Strings;
using pyompcc::sema::TypeTable;
using pyompcc::sema::Whole;

namespace {

Strings exported(std::string_view type) {
  Whole whole("def f(a): return a\n", {"f(" + std::string(type) + ")"});
  Strings result = whole.kinds();
  for (const std::string& signature : whole.signatures())
    result.push_back(signature.substr(2, signature.find(" ->") - 3));
  return result;
}

Strings called(std::string_view argument) {
  Whole whole("import math, numpy as np\nfrom pyomp_cc import njit\n@njit\ndef f(a): return 0\nK = 3\nv = np.ones(5)\n"
              "rng = np.random.default_rng(1)\nif __name__ == '__main__':\n    f(" +
              std::string(argument) + ")\n");
  Strings result = whole.kinds();
  for (const std::string& signature : whole.signatures())
    result.push_back(signature.substr(2, signature.find(" ->") - 3));
  return result;
}

} // namespace

TEST_CASE("types of exports") {
  CHECK(exported("int") == Strings{"int"});
  CHECK(exported("np.float32") == Strings{"float32"});
  CHECK(exported("double") == Strings{"float64"});
  CHECK(exported("float64[:]") == Strings{"float64[:]"});
  CHECK(exported("float[:, ::1]") == Strings{"float64[:, ::1]"});
  CHECK(exported("int32[::1, :]") == Strings{"int32[::1, :]"});
  CHECK(exported("tuple[int, float64[::1]]") == Strings{"tuple[int, float64[::1]]"});
  CHECK(exported("list[int]") == Strings{"list[int]"});
  CHECK(exported("flot") == Strings{"1:5 UnknownType"});
  CHECK(exported("float64[1:]") == Strings{"1:5 UnknownType"});
  CHECK(exported("int, int") == Strings{"1:5 SignatureLength"});
  CHECK(Whole("def f(a): return a\n", {"g(int)"}).kinds() == Strings{"1:1 ExportUnknown"});
  CHECK(Whole("def f(a): return a\n", {"f(int"}).kinds() == Strings{"1:1 ExportNotSignature"});
  CHECK(Whole("", {"f(int)"}).kinds() == Strings{"1:1 ExportUnknown"});
}

TEST_CASE("signatures leave out parameters with defaults") {
  CHECK(Whole("def f(a, b=2.5, *, c=None): return a\n", {"f(int)"}).signatures() ==
        Strings{"f(int, float, None) -> int"});
  CHECK(Whole("from pyomp_cc import njit\n@njit\ndef f(n=10): return n\n").signatures() == Strings{"f(int) -> int"});
}

TEST_CASE("decorators") {
  auto decorated = [](std::string_view signature) {
    return Whole("import numba as nb\nfrom numba import njit, float64, int64\n@njit(" + std::string(signature) +
                 ")\ndef f(a): return a\n")
        .signatures();
  };
  CHECK(decorated("'float64(float64)'") == Strings{"f(float) -> float"});
  CHECK(decorated("float64(int64)") == Strings{"f(int) -> int"});
  CHECK(decorated("[int64(int64), nb.f4(nb.f4)]") == Strings{"f(int) -> int", "f(float32) -> float32"});
  CHECK(decorated("(nb.int32,)") == Strings{"f(int32) -> int32"});
  CHECK(decorated("'void(f8[:,::1])'") == Strings{"f(float64[:, ::1]) -> float64[:, ::1]"});
}

TEST_CASE("annotations") {
  CHECK(Whole("from pyomp_cc import njit\nimport numpy as np\n@njit\ndef f(a: int, b: 'float64[:]', c: np.int32, d=1): "
              "return a\n")
            .signatures() == Strings{"f(int, float64[:], int32, int) -> int"});
  CHECK(Whole("from pyomp_cc import njit\n@njit\ndef f(a: int, b): return a\n").kinds() == Strings{"3:5 NoSignature"});
}

TEST_CASE("arguments of calls") {
  CHECK(called("1") == Strings{"int"});
  CHECK(called("-K * 2.5") == Strings{"float"});
  CHECK(called("v") == Strings{"float64[::1]"});
  CHECK(called("np.zeros((3, K), np.float32)") == Strings{"float32[:, ::1]"});
  CHECK(called("np.zeros(K, dtype='i4')") == Strings{"int32[::1]"});
  CHECK(called("np.zeros_like(v)") == Strings{"float64[::1]"});
  CHECK(called("np.arange(10)") == Strings{"int64[::1]"});
  CHECK(called("np.arange(0, 1, 0.1)") == Strings{"float64[::1]"});
  CHECK(called("np.linspace(0, 1, 5)") == Strings{"float64[::1]"});
  CHECK(called("np.array([[1, 2], [3, 4.5]])") == Strings{"float64[:, ::1]"});
  CHECK(called("rng.random((2, 3))") == Strings{"float64[:, ::1]"});
  CHECK(called("np.random.rand(3, 4, 5)") == Strings{"float64[:, :, ::1]"});
  CHECK(called("v.astype(np.float32)") == Strings{"float32[::1]"});
  CHECK(called("np.arange(6).reshape(2, 3)") == Strings{"int64[:, ::1]"});
  CHECK(called("(1, 2.0)") == Strings{"tuple[int, float]"});
  CHECK(called("np.float32(1)") == Strings{"float32"});
  CHECK(called("a=math.sqrt(2)") == Strings{"float"});
  CHECK(called("np.arange(20) % 5") == Strings{"int64[::1]"});
  CHECK(called("np.eye(5) * 4 + 1") == Strings{"float64[:, ::1]"});
  CHECK(called("np.ones(3, np.float32) / 2") == Strings{"float32[::1]"});
  CHECK(called("np.loadtxt('f')") == Strings{"4:5 NoSignature"});
  CHECK(called("v > 0.5") == Strings{"bool[::1]"});
  CHECK(called("-np.sin(np.arange(3))") == Strings{"float64[::1]"});
  CHECK(called("np.eye(4)[1:, 0]") == Strings{"float64[:]"});
  CHECK(called("np.eye(4)[1]") == Strings{"float64[::1]"});
  CHECK(called("np.eye(4)[1, 2]") == Strings{"float64"});
  CHECK(called("np.eye(4).T") == Strings{"float64[:, :]"});
  CHECK(called("np.eye(4) @ v") == Strings{"float64[::1]"});
  CHECK(called("np.outer(v, v)") == Strings{"float64[:, ::1]"});
  CHECK(called("np.eye(4).T + 1") == Strings{"4:5 NoSignature"});
  CHECK(called("[1, 2, 3]") == Strings{"list[int]"});
  CHECK(called("{'a': [1.5]}") == Strings{"dict[str, list[float]]"});
  CHECK(called("{1, 2}") == Strings{"set[int]"});
  CHECK(called("[]") == Strings{"4:5 NoSignature"});
  CHECK(called("[1, 2.0]") == Strings{"4:5 NoSignature"});
  CHECK(called("open('x')") == Strings{"4:5 NoSignature"});
  CHECK(called("1, 2") == Strings{"4:5 NoSignature"});
}

TEST_CASE("callees of native functions are native, of their callers' types") {
  Whole whole(
      "from pyomp_cc import njit\ndef g(x): return x / 2\n@njit\ndef f(n: int): return g(n)\ndef h(y): return 0\n");
  CHECK(whole.kinds().empty());
  CHECK(whole.signatures() == Strings{"g(int) -> float", "f(int) -> float"});
}

TEST_CASE("files that are compiled together") {
  Whole whole(Whole::Files{
      {"one.py", "from two import half, K\nfrom pyomp_cc import njit\n@njit\ndef f(n: int): return half(n) * K\n"},
      {"two.py", "K = 3\ndef half(x): return x / 2\n"}});
  CHECK(whole.kinds().empty());
  CHECK(whole.signatures() == Strings{"half(int) -> float", "f(int) -> float"});
}

TEST_CASE("Pythran's export comments") {
  CHECK(Whole("# pythran export f(int or float)\ndef f(a): return a\n").signatures() ==
        Strings{"f(int) -> int", "f(float) -> float"});
  CHECK(Whole("#pythran export f(float64[:,:],\n#    int)\ndef f(a, b): return b\n").signatures() ==
        Strings{"f(float64[:, ::1], int) -> int"});
  CHECK(Whole("# pythran export f(\ndef f(a): return a\n").kinds().front().find("PythranExportSyntax") !=
        std::string::npos);
  TypeTable types;
  auto exports = pyompcc::sema::parsePythranExport("f(float[:,:] order(F), float[::]), g(), x", types);
  REQUIRE(exports.functions.size() == 2);
  CHECK(!exports.error_offset);
  CHECK(typeName(exports.functions[0].params[0][0]) == "float64[::1, :]");
  CHECK(typeName(exports.functions[0].params[1][0]) == "float64[:]");
  CHECK(pyompcc::sema::parsePythranExport("f(int list)", types).not_compiled);
}
