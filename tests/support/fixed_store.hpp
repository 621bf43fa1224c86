// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_FIXED_STORE_HPP
#define JETON_TESTS_SUPPORT_FIXED_STORE_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/store/store.hpp>

namespace jeton_tests {

/// The plainest store: at most `Room` rows in an array, searched from the front. It is constexpr and keeps views, so
/// the texts must outlive it. Told to, it fails as real stores do.
template <class Vocabulary, std::size_t Room = 16>
class fixed_store {
 public:
  using record = jeton::token_record<Vocabulary>;
  using found = jeton::result<record, jeton::store_fault>;
  class transaction;

  bool answers = true;             ///< if not, nothing is read or written
  bool commits = true;             ///< if not, no transaction is kept
  std::size_t operations = 10000;  ///< after so many inserts and updates the store fails

  constexpr found find(const jeton::digest<32>& key) const {
    if (!answers) return jeton::store_fault::unavailable;
    for (std::size_t i = 0; i < size_; ++i) {
      if (rows_[i].digest == key) return rows_[i];
    }
    return jeton::store_fault::absent;
  }
  constexpr found find(jeton::token_id id) const {
    if (!answers) return jeton::store_fault::unavailable;
    const std::size_t index = index_of(id);
    if (index == size_) return jeton::store_fault::absent;
    return rows_[index];
  }
  template <class Visitor>
  constexpr jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    if (!answers) return jeton::store_fault::unavailable;
    if (range.onward) return visit_onward(range, visitor);
    for (std::size_t i = 0; i < size_; ++i) {
      const record& row = rows_[i];
      const bool is_asked = row.id > range.after && (range.owner == jeton::user_id::every || row.owner == range.owner);
      if (is_asked && !visitor(row)) break;
    }
    return std::in_place;
  }
  template <class Work>
  constexpr bool transact(Work&& work) {
    if (!answers) return false;
    transaction changed{*this};
    if (!work(changed) || !commits) return false;
    *this = changed;
    return true;
  }

  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr const record& row(std::size_t index) const { return rows_[index]; }

 private:
  template <class Visitor>
  constexpr jeton::result<void, jeton::store_fault> visit_onward(jeton::row_range range, Visitor& visitor) const {
    for (;;) {
      const record* next = nullptr;
      const auto is_behind = [](const record& row, jeton::user_id owner, jeton::token_id id) {
        return row.owner > owner || (row.owner == owner && row.id > id);
      };
      for (std::size_t i = 0; i < size_; ++i) {
        const record& row = rows_[i];
        if (is_behind(row, range.owner, range.after) && (next == nullptr || is_behind(*next, row.owner, row.id))) {
          next = &row;
        }
      }
      if (next == nullptr || !visitor(*next)) return std::in_place;
      range.owner = next->owner;
      range.after = next->id;
    }
  }
  [[nodiscard]] constexpr std::size_t index_of(jeton::token_id id) const {
    std::size_t index = 0;
    while (index < size_ && rows_[index].id != id) ++index;
    return index;
  }

  // Without this line GCC 12 with -O2 reads values from before `*this = changed`: it misjudges what may alias an array
  // of classes that hold bytes, as digests do, in a class template. Found by trying; see docs/design.md, decision 1.
  static_assert(sizeof(record) > 0);
  record rows_[Room]{};
  std::size_t size_ = 0;
};

/// A copy of the store, which becomes the store or is forgotten.
template <class Vocabulary, std::size_t Room>
class fixed_store<Vocabulary, Room>::transaction : public fixed_store<Vocabulary, Room> {
 public:
  constexpr explicit transaction(const fixed_store& before) : fixed_store(before) {}

  constexpr jeton::result<jeton::token_id, jeton::store_fault> insert(const record& row) {
    if (!may_write() || this->size_ == Room) return jeton::store_fault::unavailable;
    if (!is_complete(row)) return jeton::store_fault::incomplete;
    if (this->find(row.digest)) return jeton::store_fault::duplicate;
    record& made = this->rows_[this->size_++] = row;
    made.id = jeton::token_id{static_cast<std::int64_t>(this->size_)};
    return made.id;
  }
  constexpr jeton::result<void, jeton::store_fault> update(const record& row) {
    if (!may_write()) return jeton::store_fault::unavailable;
    if (!is_complete(row)) return jeton::store_fault::incomplete;
    const found same = this->find(row.digest);
    if (same && same->id != row.id) return jeton::store_fault::duplicate;
    const std::size_t index = this->index_of(row.id);
    if (index == this->size_) return jeton::store_fault::absent;
    this->rows_[index] = row;
    return std::in_place;
  }

 private:
  static constexpr bool is_complete(const record& row) {
    return !row.digest.empty() && row.owner > jeton::user_id::none;
  }
  constexpr bool may_write() {
    if (!this->answers || this->operations == 0) return false;
    --this->operations;
    return true;
  }
};

}  // namespace jeton_tests

#endif
