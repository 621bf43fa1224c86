// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_STORE_HPP
#define JETON_STORE_STORE_HPP

#include <concepts>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/store/fault.hpp>
#include <jeton/store/record.hpp>

/// What the life of tokens needs of a store: a table of records that is read anywhere and written in transactions.
///
///     class my_store {
///      public:
///       using record = jeton::token_record<my_scopes, std::string>;
///       class transaction;  // find, find, visit as below, and insert and update
///
///       jeton::result<record, jeton::store_fault> find(const jeton::digest<32>&) const;
///       jeton::result<record, jeton::store_fault> find(jeton::token_id) const;
///       template <class Visitor>
///       jeton::result<void, jeton::store_fault> visit(jeton::row_range, Visitor&&) const;
///       template <class Work>
///       bool transact(Work&&);
///       template <class Work>
///       bool try_transact(Work&&);  // optional
///     };
///
/// jeton::store_conformance proves a store.
namespace jeton { inline namespace v0 {

/// Which rows are gone through. Default-constructed: none.
struct row_range {
  user_id owner = user_id::none;    ///< rows of this owner; `user_id::every`: all
  token_id after = token_id::none;  ///< rows with greater ids only
  bool onward = false;              ///< and then all rows of each owner with a greater number
};

/// Reads rows. `find` gives a copy, or `absent`. `visit` calls a visitor with each row of a range until it returns
/// false, in the order of their ids; in a range that goes onward, one owner after the other, and those of each in the
/// order of their ids. A visitor must not call the store. Both give `unavailable` where they cannot answer.
template <class Rows>
concept token_reader = requires(Rows& rows, const digest<32>& key, token_id id, row_range range,
                                bool (&visitor)(const typename Rows::record&)) {
  typename Rows::record::vocabulary;
  { rows.find(key) } -> std::same_as<result<typename Rows::record, store_fault>>;
  { rows.find(id) } -> std::same_as<result<typename Rows::record, store_fault>>;
  { rows.visit(range, visitor) } -> std::same_as<result<void, store_fault>>;
};

/// Reads and writes rows within a transaction, and sees what it wrote.
/// - `insert` gives the row a new id, whatever its own says: `incomplete`, `duplicate` or `unavailable`.
/// - `update` writes the row that has this id, digest included; besides, `absent`. A column that a store does not know
///   keeps its value.
template <class Rows>
concept token_writer =
    token_reader<Rows> && requires(Rows& rows, const token_record<typename Rows::record::vocabulary>& row) {
      { rows.insert(row) } -> std::same_as<result<token_id, store_fault>>;
      { rows.update(row) } -> std::same_as<result<void, store_fault>>;
    };

/// A place where records are kept. `transact(work)` calls `work(rows)` once at most, alone as far as anybody can see.
/// What it wrote is kept, all of it and for good, if `work` returns true and `transact` does; else none of it is. False
/// without a call of `work`, or after it returned true, means that the store is unavailable.
///
/// A store where a transaction may have to wait should also have `try_transact(work)`, the same without waiting: where
/// another transaction is under way, it gives false at once and does not call `work`. What is written beside a decision
/// and may be left to the next one, the note of a use and a digest under a new key, is written so: no request waits for
/// it. A decision itself should wait for no transaction either.
template <class Store>
concept token_store = token_reader<Store> && token_writer<typename Store::transaction> &&
                      requires(Store& store, bool (&work)(typename Store::transaction&)) {
                        { store.transact(work) } -> std::same_as<bool>;
                      };

}}  // namespace jeton::v0

#endif
