// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/base/inline.h"
#include "p3/hash/row_kernels.h"

// RowStream: kLanes neighbouring rows of several sources, read side by side in blocks of kBlock
// bytes. For kernel files.
//
// A full block inside one source is read where it lies. A block that crosses sources, the partial
// last one, and every block when fewer than kLanes rows are left are first assembled in a small
// buffer; missing rows repeat the last one, so that no lane ever reads outside its matrix.
namespace p3::P3_ISA_NS {

template <std::size_t kLanes, std::size_t kBlock>
class RowStream {
 public:
  // Rows [row, row + rows), 1 <= rows <= kLanes.
  P3_INLINE RowStream(const RowSource* sources, std::size_t count, std::size_t row,
                      std::size_t rows)
      : sources_(sources), row_(row), rows_(rows) {
    for (std::size_t i = 0; i < count; ++i) remaining_ += sources[i].bytes;
  }

  P3_INLINE std::size_t remaining() const { return remaining_; }

  // Moves on by min(kBlock, remaining()) bytes and returns that number. Until the next call, byte b
  // of lane r is at data()[r * stride() + b]; a partial block is followed by zeros up to a multiple
  // of 8 bytes and is readable up to kBlock bytes.
  P3_INLINE std::size_t next() {
    while (remaining_ != 0 && offset_ == sources_->bytes) {
      ++sources_;
      offset_ = 0;
    }
    if (remaining_ >= kBlock && rows_ == kLanes && sources_->bytes - offset_ >= kBlock) {
      data_ = sources_->data + row_ * sources_->stride + offset_;
      stride_ = sources_->stride;
      offset_ += kBlock;
      remaining_ -= kBlock;
      return kBlock;
    }
    return assemble();
  }

  P3_INLINE const unsigned char* data() const { return data_; }
  P3_INLINE std::size_t stride() const { return stride_; }

 private:
  std::size_t assemble() {
    const std::size_t size = remaining_ < kBlock ? remaining_ : kBlock;
    for (std::size_t filled = 0; filled < size;) {
      if (offset_ == sources_->bytes) {
        ++sources_;
        offset_ = 0;
        continue;
      }
      const std::size_t left = sources_->bytes - offset_;
      const std::size_t piece = left < size - filled ? left : size - filled;
      for (std::size_t r = 0; r < kLanes; ++r) {
        const std::size_t row = row_ + (r < rows_ ? r : rows_ - 1);
        copy(buffer_ + r * kBlock + filled, sources_->data + row * sources_->stride + offset_,
             piece);
      }
      offset_ += piece;
      filled += piece;
    }
    if (size % 8 != 0) {
      for (std::size_t r = 0; r < kLanes; ++r) __builtin_memset(buffer_ + r * kBlock + size, 0, 4);
    }
    remaining_ -= size;
    data_ = buffer_;
    stride_ = kBlock;
    return size;
  }

  // Digests are 32 bytes, elements 4 or 8: no call for any of them.
  static P3_INLINE void copy(unsigned char* to, const unsigned char* from, std::size_t bytes) {
    std::size_t i = 0;
    for (; i + 32 <= bytes; i += 32) __builtin_memcpy(to + i, from + i, 32);
    for (; i < bytes; i += 4) __builtin_memcpy(to + i, from + i, 4);
  }

  static_assert(kBlock % 8 == 0);

  const RowSource* sources_;
  std::size_t row_;
  std::size_t rows_;
  std::size_t offset_ = 0;     // in the current source
  std::size_t remaining_ = 0;  // bytes of a row not yet returned
  const unsigned char* data_ = nullptr;
  std::size_t stride_ = 0;
  alignas(64) unsigned char buffer_[kLanes * kBlock] = {};
};

}  // namespace p3::P3_ISA_NS
