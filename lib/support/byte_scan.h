// lib/support/byte_scan.h
//
// Sixteen bytes looked at in one step, for the loops that read every byte of a source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace pyompcc::support {

/// How many bytes one step looks at. Callers see to it that so many can be read.
inline constexpr std::ptrdiff_t ByteBlock = 16;

/// A bit for each of the bytes from `p` on that equals `wanted`; the lowest bit is the first byte's.
inline std::uint32_t bytesEqual(const char* p, char wanted) {
#if defined(__SSE2__)
  __m128i block;
  std::memcpy(&block, p, sizeof block);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(wanted))));
#else
  std::uint32_t mask = 0;
  for (std::ptrdiff_t i = 0; i < ByteBlock; ++i) mask |= std::uint32_t{p[i] == wanted} << i;
  return mask;
#endif
}

/// A bit for each of the bytes from `p` on that is not ASCII.
inline std::uint32_t bytesBeyondAscii(const char* p) {
#if defined(__SSE2__)
  __m128i block;
  std::memcpy(&block, p, sizeof block);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(block));
#else
  std::uint32_t mask = 0;
  for (std::ptrdiff_t i = 0; i < ByteBlock; ++i) mask |= std::uint32_t{static_cast<unsigned char>(p[i]) >= 0x80} << i;
  return mask;
#endif
}

} // namespace pyompcc::support
