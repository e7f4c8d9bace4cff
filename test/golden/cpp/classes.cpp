// classes.py, translated by pyomp-cc.
// A class with a method, an operator and a field that may be None; a generator; a loop over both.
#include <pyomp/runtime.hpp>

namespace python::classes {

using py::Int;

/// The fields of `Vec`.
struct Vec {
  double x{};
  double y{};
  static constexpr auto Class = py::class_of<py::CompareFields | py::ShowFields>("Vec", py::field("x", &Vec::x),
      py::field("y", &Vec::y));
};

/// The fields of `Node`.
struct Node {
  Int value{};
  std::optional<py::Object<Node>> following{};
  static constexpr auto Class = py::class_of("Node", py::field("value", &Node::value),
      py::field("following", &Node::following));
};

/// The fields of `Chain`.
struct Chain {
  std::optional<py::Object<Node>> head{};
  Int size{};
  static constexpr auto Class = py::class_of("Chain", py::field("head", &Chain::head), py::field("size", &Chain::size));
};

static void Chain_init(const py::Object<Chain>& self) {
  self->head = std::nullopt;
  self->size = 0;
}

static void Node_init(const py::Object<Node>& self, Int value, std::optional<py::Object<Node>> following) {
  self->value = value;
  self->following = following;
}

static void Chain_push(const py::Object<Chain>& self, Int value) {
  py::Object<Node> node = py::make<Node>();
  Node_init(node, value, self->head);
  self->head = node;
  self->size = py::add(self->size, 1);
}

static void Vec_init(const py::Object<Vec>& self, double x, double y) {
  self->x = x;
  self->y = y;
}

static py::Generator<Int> Chain_values(py::Object<Chain> self) {
  std::optional<py::Object<Node>> node = self->head;
  while (node.has_value()) {
    py::poll();
    co_yield (*node)->value;
    node = (*node)->following;
  }
}

static py::Object<Vec> Vec_add(const py::Object<Vec>& self, const py::Object<Vec>& other) {
  py::Object<Vec> vec = py::make<Vec>();
  Vec_init(vec, self->x + other->x, self->y + other->y);
  return vec;
}

static std::tuple<Int, double, bool> total(Int n) {
  py::Object<Chain> chain = py::make<Chain>();
  Chain_init(chain);
  py::Object<Chain> chain_2 = chain;
  py::hoisted(py::fits(n, 31), [&](auto at) {
    for (Int i = 0; i < n; ++i) {
      py::poll();
      py::call<Chain_push>(chain_2, at.mul(i, i));
    }
  });
  py::Object<Vec> vec = py::make<Vec>();
  Vec_init(vec, 0.5, 0.0);
  py::Object<Vec> place = vec;
  Int s = 0;
  for (Int value : py::call<Chain_values>(chain_2)) {
    s = py::add(s, value);
    py::Object<Vec> vec = py::make<Vec>();
    Vec_init(vec, 1.0, 2.0);
    place = py::call<Vec_add>(place, vec);
  }
  double first = place->x;
  py::Object<Vec> vec_2 = py::make<Vec>();
  Vec_init(vec_2, 1.5, 2.0);
  return {s, first, place == vec_2};
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {46, 32, "push"},
    {57, 36, "values"},
    {75, 44, "total"},
    {76, 45, "total"},
    {83, 48, "total"},
    {84, 49, "total"},
    {87, 50, "total"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<total>>("total", "(n: int)", "n", nullptr),
};

PYOMP_MODULE(classes, "classes.py", R"py("""A class with a method, an operator and a field that may be None; a generator; a loop over both."""

from dataclasses import dataclass

njit = __pyomp_cc__.njit


@dataclass
class Vec:
    x: float
    y: float = 0.0

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)


class Node:
    def __init__(self, value: int, following: "Node | None" = None):
        self.value = value
        self.following = following


class Chain:
    """A linked list."""

    def __init__(self):
        self.head: Node | None = None
        self.size = 0

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def values(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.following


total = __pyomp_cc__.function("total", ())










)py");

}  // namespace python::classes
