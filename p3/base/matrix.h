// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "p3/base/cells.h"
#include "p3/base/check.h"

// Matrix<T>: an owning row-major matrix of trivially copyable elements, 64-byte aligned.
//
// Moves are cheap, copies are explicit (clone), and a fresh matrix made by `uninitialized` holds
// garbage: every producer writes all cells. Extension-valued columns are stored flattened, D base
// columns each, coefficient 0 first, so one layout serves hashing, DFT and opening.
namespace p3 {

// A borrowed row-major matrix. Valid as long as its owner.
template <class T>
struct MatrixView {
  const T* data = nullptr;
  std::size_t height = 0;
  std::size_t width = 0;

  const T* row(std::size_t r) const { return data + r * width; }
  std::span<const T> row_span(std::size_t r) const { return {row(r), width}; }
};

template <class T>
class Matrix {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Matrix() = default;

  // height x width cells with undefined contents.
  static Matrix uninitialized(std::size_t height, std::size_t width) {
    Matrix m;
    m.height_ = height;
    m.width_ = width;
    if (height * width != 0) {
      const std::size_t bytes = height * width * sizeof(T);
      m.data_ = std::unique_ptr<T, Free>(static_cast<T*>(allocate_cells(bytes)), Free{bytes});
    }
    return m;
  }

  // The same with memory for max_height rows, for grow().
  static Matrix with_room(std::size_t height, std::size_t width, std::size_t max_height) {
    Matrix m = uninitialized(max_height, width);
    m.height_ = height;
    return m;
  }

  // height x width cells, all bits zero (the zero of every field here).
  static Matrix zeros(std::size_t height, std::size_t width) {
    Matrix m = uninitialized(height, width);
    if (m.size() != 0) std::memset(static_cast<void*>(m.data()), 0, m.size() * sizeof(T));
    return m;
  }

  // Copies row-major values; values.size() must be a multiple of width.
  static Matrix from_values(std::span<const T> values, std::size_t width) {
    P3_CHECK(width != 0 && values.size() % width == 0, "values do not fill whole rows");
    Matrix m = uninitialized(values.size() / width, width);
    if (!values.empty())
      std::memcpy(static_cast<void*>(m.data()), values.data(), values.size_bytes());
    return m;
  }

  Matrix clone() const {
    Matrix m = uninitialized(height_, width_);
    if (size() != 0) std::memcpy(static_cast<void*>(m.data()), data(), size() * sizeof(T));
    return m;
  }

  // The same cells in rows of another width, which must divide size().
  Matrix with_width(std::size_t width) && {
    P3_CHECK(width != 0 && size() % width == 0, "cells do not fill whole rows");
    height_ = size() / width;
    width_ = width;
    return std::move(*this);
  }

  // Adds rows of undefined contents up to `height`; false, and no change, if there is no room.
  [[nodiscard]] bool grow(std::size_t height) {
    if (data_ == nullptr || height * width_ * sizeof(T) > data_.get_deleter().bytes) return false;
    height_ = height;
    return true;
  }

  std::size_t height() const { return height_; }
  std::size_t width() const { return width_; }
  std::size_t size() const { return height_ * width_; }
  bool empty() const { return size() == 0; }

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  T* row(std::size_t r) { return data() + r * width_; }
  const T* row(std::size_t r) const { return data() + r * width_; }
  std::span<T> row_span(std::size_t r) { return {row(r), width_}; }
  std::span<const T> row_span(std::size_t r) const { return {row(r), width_}; }
  T& at(std::size_t r, std::size_t c) { return data()[r * width_ + c]; }
  const T& at(std::size_t r, std::size_t c) const { return data()[r * width_ + c]; }
  MatrixView<T> view() const { return {data(), height_, width_}; }

 private:
  struct Free {
    std::size_t bytes = 0;
    void operator()(T* p) const { free_cells(p, bytes); }
  };
  std::unique_ptr<T, Free> data_;
  std::size_t height_ = 0;
  std::size_t width_ = 0;
};

}  // namespace p3
