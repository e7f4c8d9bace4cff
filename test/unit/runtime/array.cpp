// test/unit/runtime/array.cpp
//
// Views, arrays and the memory behind them; loop nests with hoisted tests.
#include <catch2/catch.hpp>

#include <pyomp/core.hpp>
#include <type_traits>

using py::Int;

// AddressSanitizer ends the program where malloc gives null, unless told otherwise.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }

static_assert(std::is_trivially_copyable_v<py::View<double, 3>>);
static_assert(std::is_trivially_copyable_v<py::View<const float, 2, py::Strided>>);
static_assert(sizeof(py::View<double, 2>) == 3 * sizeof(Int));
static_assert(std::is_convertible_v<py::View<double, 1>, py::View<const double, 1>>);
static_assert(std::is_convertible_v<py::View<double, 2>, py::View<double, 2, py::Strided>>);
static_assert(!std::is_convertible_v<py::View<const double, 1>, py::View<double, 1>>);
static_assert(!std::is_convertible_v<py::View<double, 1, py::Strided>, py::View<double, 1>>);

TEST_CASE("elements of arrays in C order") {
  double data[24];
  for (int n = 0; n < 24; ++n) data[n] = n;
  py::View<double, 3> cube(data, {2, 3, 4});
  CHECK(cube(1, 2, 3) == 23.0);
  CHECK(cube.at(-1, -1, -1) == 23.0);
  CHECK(cube.row(1).at(0, 3) == 15.0);
  CHECK(cube.row(1, 2).at(0) == 20.0);
  CHECK(cube.row_at(-1).shape(0) == 3);
  CHECK(cube.size() == 24);
  CHECK_THROWS_WITH(
      [&] {
        try {
          cube.at(0, 3, 0) = 1.0;
        } catch (const py::IndexError& error) {
          throw std::runtime_error(*error.message());
        }
      }(),
      "index 3 is out of bounds for axis 1 with size 3");
  CHECK_THROWS_AS(cube.at(-3, 0, 0), py::IndexError);
  CHECK_THROWS_AS(cube.row_at(2), py::IndexError);
}

TEST_CASE("strided views, negative strides too") {
  double data[6] = {0, 1, 2, 3, 4, 5};
  py::View<double, 1, py::Strided> reversed(data + 5, {3}, {-2});
  CHECK(reversed.at(0) == 5.0);
  CHECK(reversed.at(-1) == 1.0);
  py::View<double, 2, py::Strided> transposed(data, {3, 2}, {1, 3});
  CHECK(transposed(2, 1) == 5.0);
  CHECK(transposed.row(2).at(1) == 5.0);
}

TEST_CASE("ranges that an array covers") {
  double data[6] = {};
  py::View<double, 2> a(data, {2, 3});
  CHECK(a.covers(0, 2, 0, 3));
  CHECK(a.covers(0, 2));
  CHECK_FALSE(a.covers(0, 3, 0, 3));
  CHECK_FALSE(a.covers(-1, 2, 0, 3));
  CHECK(a.covers(5, 5, 0, 3));
}

TEST_CASE("new arrays are aligned, filled and of a legal size") {
  auto zeros = py::zeros<double>({3, 5});
  CHECK(reinterpret_cast<std::uintptr_t>(zeros.data()) % 64 == 0);
  CHECK(zeros.at(2, 4) == 0.0);
  CHECK(py::ones<std::int32_t>({7}).at(6) == 1);
  CHECK(py::full<float>({2}, 2.5f).at(1) == 2.5f);
  CHECK(py::empty<double>({0, 5}).size() == 0);
  CHECK_THROWS_AS(py::zeros<double>({-1}), py::ValueError);
  CHECK_THROWS_AS(py::zeros<double>({Int{1} << 62, 8}), py::ValueError);
  CHECK_THROWS_AS(py::zeros<double>({Int{1} << 59}), py::MemoryError);
}

TEST_CASE("copies share the memory, and the last one frees it") {
  auto a = py::zeros<double>({4});
  {
    auto b = a;
    b(2) = 7.0;
  }
  CHECK(a(2) == 7.0);
  auto other = py::ones<double>({4});
  swap(a, other);
  CHECK(other(2) == 7.0);
  a = std::move(other);
  CHECK(a(2) == 7.0);
  auto rows = py::ones<double>({2, 3});
  auto row = rows.row_at(1);
  rows = py::Array<double, 2>();
  CHECK(row(2) == 1.0);
}

TEST_CASE("one body with and without tests") {
  auto a = py::zeros<double>({4, 4});
  auto fill = [&](Int n) {
    py::hoisted(a.covers(0, n, 0, 4), [&](auto at) {
      for (Int i = 0; i < n; ++i) {
        for (Int j = 0; j < 4; ++j) at(a, i, j) = static_cast<double>(at.add(i, j));
      }
    });
  };
  fill(4);
  CHECK(a(3, 3) == 6.0);
  a(3, 3) = 0.0;
  CHECK_THROWS_AS(fill(5), py::IndexError);
  CHECK(a(3, 3) == 6.0);
}
