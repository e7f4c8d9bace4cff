// lib/support/pages.cpp
//
// The kernel's call behind populatePages.
#include "lib/support/pages.h"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace pyompcc::support {

void populatePages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t size) {
#if defined(MADV_POPULATE_WRITE)
  auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  std::size_t before_first = (page - reinterpret_cast<std::uintptr_t>(memory) % page) % page;
  // A failure costs nothing but the faults.
  if (before_first + page <= size) {
    ::madvise(static_cast<char*>(memory) + before_first, (size - before_first) / page * page, MADV_POPULATE_WRITE);
  }
#endif
}

} // namespace pyompcc::support
