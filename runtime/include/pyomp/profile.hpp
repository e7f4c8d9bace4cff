// runtime/include/pyomp/profile.hpp
//
// What `--instrument` adds to a module: the names of its constructs for the timeline, and the tool that keeps it.
#pragma once

#include "profile/ompt_tool.hpp"
#include "profile/timeline.hpp"

#include <dlfcn.h>

extern "C" {
__attribute__((visibility("default"), used)) inline void pyomp_profile_enter(const char* site) {
  py::profile::Timeline::instance().log().enter(site);
}
__attribute__((visibility("default"), used)) inline void pyomp_profile_leave() {
  py::profile::Timeline::instance().log().leave(py::profile::Activity::Construct);
}
}

namespace py::profile {

using Enter = void(const char*);
using Leave = void();

/// Instrumented modules share the functions, and so the timeline, of the one that was loaded first: each adds itself to
/// the names that the whole process sees, in order.
template <class Function> Function* shared(const char* name, Function* own) {
  Dl_info info;
  if (dladdr(reinterpret_cast<void*>(own), &info) && info.dli_fname) {
    dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL);
  }
  void* found = dlsym(RTLD_DEFAULT, name);
  return found ? reinterpret_cast<Function*>(found) : own;
}
inline Enter* const shared_enter = shared("pyomp_profile_enter", &pyomp_profile_enter);
inline Leave* const shared_leave = shared("pyomp_profile_leave", &pyomp_profile_leave);

/// The thread enters the construct `site`, a text that lives as long as the process: `norms.py:14 parallel for`.
inline void enter(const char* site) { shared_enter(site); }
/// ... and leaves it.
inline void leave() { shared_leave(); }

} // namespace py::profile
