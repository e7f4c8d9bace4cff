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
  auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
  std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(memory) + size) / page * page;
  // A failure costs nothing but the faults.
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_WRITE);
#endif
}

} // namespace pyompcc::support
