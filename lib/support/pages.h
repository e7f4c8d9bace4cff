// lib/support/pages.h
//
// Memory that is about to be written.
#pragma once

#include <cstddef>

namespace pyompcc::support {

/// Has the kernel put the pages of [memory, memory + size) in place in one call, where it knows how (Linux 5.14),
/// instead of at a fault for each. Pages that lie there only in part are left alone.
void populatePages(void* memory, std::size_t size);

} // namespace pyompcc::support
