// SPDX-License-Identifier: BSL-1.0
// The command `jeton pat`, which is there where SQLite is.
#include <memory>
#include <optional>

#include "extension.hpp"
#include "pat/arguments.hpp"
#include "pat/create.hpp"
#include "pat/list.hpp"
#include "pat/notices.hpp"
#include "pat/pat_command.hpp"
#include "pat/request.hpp"
#include "pat/revoke.hpp"
#include "pat/verify.hpp"

namespace jeton_command {

namespace {

class pat_command final : public extension {
 public:
  CLI::App* add_to(CLI::App& app) override {
    arguments_.emplace(app, asked_);
    return arguments_->root();
  }

  exit_status perform(output& out) override {
    const jeton::unix_seconds now = detail::now_of({.now = asked_.now});
    switch (asked_.verb) {
      case pat_verb::create:
        return create_token(out, asked_, now);
      case pat_verb::list:
        return list_tokens(out, asked_, now);
      case pat_verb::show:
        return show_token(out, asked_, now);
      case pat_verb::verify:
        return verify_token(out, asked_, now);
      case pat_verb::revoke:
        return revoke_token(out, asked_, now);
      case pat_verb::rotate:
        return rotate_token(out, asked_, now);
      case pat_verb::notices:
        return send_notices(out, asked_, now);
      case pat_verb::sweep:
        return sweep_tokens(out, asked_, now);
    }
    return failed;
  }

 private:
  pat_request asked_;
  std::optional<pat_arguments> arguments_;
};

}  // namespace

std::unique_ptr<extension> make_pat_command() { return std::make_unique<pat_command>(); }

}  // namespace jeton_command
