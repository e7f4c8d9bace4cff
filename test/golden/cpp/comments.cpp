// comments.py, translated by pyomp-cc.
// The module's docstring.
//
// It has two paragraphs.
#include <pyomp/runtime.hpp>

namespace python::comments {

using py::Int;

constexpr Int LIMIT = 8;

// Before the function.
/// One line.
///
/// More, with a backslash: \ .
static Int while_(Int new_) {
  // Before the statement.
  Int double_ = new_;
  // behind the head
  while (double_ < LIMIT) {
    py::poll();
    // Inside.
    ++double_;
  }
  return double_;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {22, 21, "while_"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<while_>>("while_", "(new)", "new", "One line.\n\n    More, with a backslash: \\\n    "),
};

PYOMP_MODULE(comments, "comments.py", R"py(# Comments, docstrings and names of C++ keep their place.
"""The module's docstring.

It has two paragraphs.
"""
njit = __pyomp_cc__.njit

# How often.
LIMIT = 8


# Before the function.
while_ = __pyomp_cc__.function("while_", ())











)py");

}  // namespace python::comments
