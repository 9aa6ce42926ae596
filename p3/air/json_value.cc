// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/json_value.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace p3 {
namespace {

using Parser = nlohmann::json;

// Walks over the text and counts, so that the builder knows where the parser is.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    *reached_ = at_;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator old = *this;
    ++*this;
    return old;
  }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ != b.at_;
  }

 private:
  const char* at_;
  const char** reached_;
};

// Receives the parser's events and builds the tree; the first error ends the parsing.
class Builder : public nlohmann::json_sax<Parser> {
 public:
  Builder(std::string_view text, const char* const* reached) : text_(text), reached_(reached) {}

  bool failed() const { return failed_; }
  JsonError take_error() { return std::move(error_); }
  JsonValue take_value() { return std::move(root_); }

  bool null() override { return add({}); }
  bool boolean(bool x) override { return add({x}); }
  bool number_integer(std::int64_t x) override { return add({x}); }
  bool number_unsigned(std::uint64_t x) override { return add({x}); }
  bool number_float(double x, const std::string&) override { return add({x}); }
  bool string(std::string& x) override { return add({std::move(x)}); }
  bool binary(Parser::binary_t&) override { return false; }  // not in a text

  bool start_object(std::size_t) override {
    JsonObject object;
    object.start = reached();
    return open({std::move(object)});
  }
  bool start_array(std::size_t) override { return open({JsonArray{}}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    if (!members_.back().insert(name).second) {
      return fail(reached(), "member \"" + name + "\" stands twice in one object");
    }
    JsonObject& object = std::get<JsonObject>(open_.back()->data);
    object.names.push_back(std::move(name));
    object.name_ends.push_back(reached());
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const Parser::exception& problem) override {
    constexpr int kNumberOutOfRange = 406;
    if (failed_) return false;
    // Positions count from 1.
    const std::size_t offset = position == 0 ? 0 : position - 1;
    if (problem.id == kNumberOutOfRange) return fail(offset, "a number out of range");
    if (offset >= text_.size()) return fail(text_.size(), "the text ends too early");
    const char c = text_[offset];
    return fail(offset, c >= ' ' && c <= '~' ? std::string("not JSON: unexpected '") + c + "'"
                                             : "not JSON: unexpected byte " +
                                                   std::to_string(static_cast<unsigned char>(c)));
  }

 private:
  std::size_t reached() const { return static_cast<std::size_t>(*reached_ - text_.data()); }

  bool fail(std::size_t offset, const std::string& what) {
    failed_ = true;
    error_ = json_error_at(text_, offset, what);
    return false;
  }

  // Where the next value goes. Containers do not move while something inside them is open: only
  // the innermost one grows.
  JsonValue* place(JsonValue&& value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (auto* array = std::get_if<JsonArray>(&open_.back()->data)) {
      return &array->emplace_back(std::move(value));
    }
    return &std::get<JsonObject>(open_.back()->data).values.emplace_back(std::move(value));
  }

  bool add(JsonValue&& value) {
    place(std::move(value));
    return true;
  }

  bool open(JsonValue&& value) {
    if (open_.size() == kMaxJsonDepth) {
      return fail(reached(), "more than " + std::to_string(kMaxJsonDepth) + " open brackets");
    }
    open_.push_back(place(std::move(value)));
    members_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    members_.pop_back();
    return true;
  }

  std::string_view text_;
  const char* const* reached_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::vector<std::set<std::string>> members_;
  bool failed_ = false;
  JsonError error_;
};

}  // namespace

JsonError json_error_at(std::string_view text, std::size_t offset, const std::string& what) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  JsonError error;
  error.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  error.column = 1 + before.size() - start;
  error.message = "line " + std::to_string(error.line) + ", column " +
                  std::to_string(error.column) + ": " + what;
  return error;
}

const JsonValue* JsonValue::find(std::string_view name) const {
  const JsonObject* object = get<JsonObject>();
  if (object == nullptr) return nullptr;
  for (std::size_t i = 0; i < object->names.size(); ++i) {
    if (object->names[i] == name) return &object->values[i];
  }
  return nullptr;
}

Result<JsonValue, JsonError> parse_json(std::string_view text, JsonComments comments) {
  // The parser takes a zero byte for the end of the text, whatever follows it.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return Err{json_error_at(text, zero, "not JSON: unexpected byte 0")};
  }
  const char* reached = text.data();
  Builder builder(text, &reached);
  const char* const end = text.data() + text.size();
  const bool parsed = Parser::sax_parse(
      CountingIterator(text.data(), &reached), CountingIterator(end, &reached), &builder,
      nlohmann::detail::input_format_t::json, true, comments == JsonComments::kIgnored);
  if (builder.failed()) return Err{builder.take_error()};
  if (!parsed) return Err{json_error_at(text, text.size(), "not JSON")};
  return builder.take_value();
}

}  // namespace p3
