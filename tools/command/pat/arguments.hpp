// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_ARGUMENTS_HPP
#define JETON_COMMAND_PAT_ARGUMENTS_HPP

#include <CLI/CLI.hpp>
#include <string>

#include "request.hpp"

namespace jeton_command {

/// The arguments of `jeton pat`: its commands and their options, written into a request.
class pat_arguments {
 public:
  pat_arguments(CLI::App& app, pat_request& asked)
      : asked_(asked), root_(*app.add_subcommand("pat", "keep personal access tokens in a store of SQLite")) {
    root_.set_help_flag("-h,--help", "show this help; each command has its own");
    root_.allow_extras();
    root_.require_subcommand(1);
    program_ = app.get_name() + " pat ";
    root_.footer(
        "The store is a file that only its owner can read: --store, or jeton/tokens.db in\n"
        "$XDG_DATA_HOME or ~/.local/share. It holds digests, not tokens.\n\n" +
        example_of("create deploy --scopes 'api read_user' --in-days 90"));
    add_create();
    add_list();
    add_show();
    add_verify();
    add_revoke();
    add_rotate();
    add_notices();
    add_sweep();
  }
  [[nodiscard]] CLI::App* root() const { return &root_; }

 private:
  CLI::App* add(const char* name, const std::string& description, pat_verb verb) {
    CLI::App* made = root_.add_subcommand(name, description);
    made->set_help_flag("-h,--help", "show this help");
    made->allow_extras();
    made->callback([this, verb] { asked_.verb = verb; });
    return made;
  }
  void add_common(CLI::App* command) {
    command->add_flag("--json", asked_.as_json, "JSON, one object a line");
    command->add_option("--now", asked_.now, "another now: a date or a timestamp")->type_name("TIME");
    command->add_option("--store", asked_.store, "the file of the store")->type_name("FILE");
  }
  void add_pepper(CLI::App* command) {
    command
        ->add_option(
            "--pepper-file", asked_.pepper_file,
            "digests are HMAC-SHA-256 under the bytes of FILE, 32 or\nmore; those of SHA-256 are found as well")
        ->type_name("FILE");
  }
  void add_id(CLI::App* command) {
    command->add_option("ID", asked_.id, "the number of the token in the list")->type_name("ID");
  }
  void add_expiry(CLI::App* command) {
    command->add_option("--expires", asked_.expires, "the day from which on it is dead, in UTC; or never")
        ->type_name("DATE");
    command->add_option("--in-days", asked_.in_days, "the day that is N days after today")->type_name("N");
  }
  [[nodiscard]] std::string example_of(const std::string& text) const { return "example: " + program_ + text + "\n"; }

  void add_create() {
    CLI::App* command = add("create", "make a token and print it, this once", pat_verb::create);
    command->add_option("NAME", asked_.name, "what it is for, so that it is found again")->type_name("NAME");
    command
        ->add_option("--scopes", asked_.scopes, "what it may do: GitLab's names, with spaces or commas\nbetween them")
        ->type_name("SCOPES");
    add_expiry(command);
    command->add_option("--description", asked_.description, "more about it")->type_name("TEXT");
    command->add_option("--owner", asked_.owner, "the number of the user, 1 unless said otherwise")->type_name("N");
    command->add_flag("--given", asked_.given, "take the token that stands on standard input, 20 to 255\ncharacters");
    add_pepper(command);
    add_common(command);
    command->footer(
        "Standard output has the token and nothing else; what else there is to say stands\n"
        "on standard error. Exit status: 0 made, 1 refused, 2 usage, store or output.\n\n" +
        example_of("create deploy --scopes api --expires 2027-01-31"));
  }
  void add_list() {
    CLI::App* command = add("list", "list tokens", pat_verb::list);
    command->add_option("--state", asked_.state, "active unless said otherwise; inactive, revoked,\nexpired or all")
        ->type_name("STATE");
    command->add_option("--owner", asked_.owner, "of this user")->type_name("N");
    command->add_option("--search", asked_.search, "whose name has these words; \"a phrase\" in quotes")
        ->type_name("TEXT");
    command
        ->add_option("--sort", asked_.sort,
                     "created_, expires_, last_used_ or name_, and asc or\ndesc; created_asc unless said otherwise")
        ->type_name("ORDER");
    command->add_option("--created-after", asked_.created_after, "then or later")->type_name("TIME");
    command->add_option("--created-before", asked_.created_before, "then or earlier")->type_name("TIME");
    command->add_option("--last-used-after", asked_.last_used_after, "then or later")->type_name("TIME");
    command->add_option("--last-used-before", asked_.last_used_before, "then or earlier")->type_name("TIME");
    command->add_option("--expires-after", asked_.expires_after, "on that day or later")->type_name("DATE");
    command->add_option("--expires-before", asked_.expires_before, "before that day")->type_name("DATE");
    add_common(command);
    command->footer(
        "All conditions hold together. A token that was never used, or never expires, is\n"
        "neither before nor after a time.\n\n" +
        example_of("list --search deploy --sort expires_asc"));
  }
  void add_show() {
    CLI::App* command = add("show", "show everything about a token", pat_verb::show);
    add_id(command);
    add_common(command);
    command->footer(example_of("show 3"));
  }
  void add_verify() {
    CLI::App* command = add("verify", "decide about the token on standard input", pat_verb::verify);
    command
        ->add_option("--need", asked_.needs,
                     "it must have one of these scopes; repeated, one of each\n"
                     "list. Without it any token will do")
        ->type_name("SCOPES")
        ->expected(1)
        ->take_all();
    command->add_flag("--explain", asked_.explain, "say what was looked at, step by step");
    add_pepper(command);
    add_common(command);
    command->footer(
        "It notes the use of a token that is alive, every ten minutes at most, but not\n"
        "with --now. Exit status: 0 granted, 1 denied, 2 usage, or nobody knows because\n"
        "the store cannot answer.\n\n" +
        example_of("verify --need 'api read_api' --explain <token.txt"));
  }
  void add_revoke() {
    CLI::App* command = add("revoke", "end a token at once and for ever", pat_verb::revoke);
    add_id(command);
    add_common(command);
    command->footer("Of one that is revoked already nothing changes, and that is no error.\n\n" +
                    example_of("revoke 3"));
  }
  void add_rotate() {
    CLI::App* command = add("rotate", "replace a token by a new one and print that, this once", pat_verb::rotate);
    add_id(command);
    add_expiry(command);
    command->add_flag("--same-lifetime", asked_.same_lifetime, "as many days as the old one had");
    add_pepper(command);
    add_common(command);
    command->footer(
        "First the new one is printed, then the old one is dead. If it fails, the old one\n"
        "stays as it was, and what was printed does not work. The new one expires in a\n"
        "week unless said otherwise, and has the name, the scopes and the owner of the\n"
        "old one.\n\n" +
        example_of("rotate 3 --in-days 90"));
  }
  void add_notices() {
    CLI::App* command = add("notices", "list who is to be told that tokens die, or send mail", pat_verb::notices);
    command->add_option("WHICH", asked_.which, "expiring or expired; both unless said")->type_name("[WHICH]");
    command->add_flag("--only-seven-days", asked_.only_seven_days, "as GitLab until 17.5: not 30 and 60 days before");
    command->add_option("--mail-dir", asked_.mail_dir, "write each mail to a file in DIR")->type_name("DIR");
    command->add_option("--mbox", asked_.mbox, "append the mails to FILE")->type_name("FILE");
    command->add_option("--sendmail", asked_.sendmail, "give each mail to COMMAND, such as '/usr/sbin/sendmail -t'")
        ->type_name("COMMAND");
    command->add_option("--to", asked_.to, "the address of an owner; % stands for the number")->type_name("ADDRESS");
    command->add_option("--from", asked_.from, "the sender, jeton@localhost unless said otherwise")
        ->type_name("ADDRESS");
    add_common(command);
    command->footer(
        "A mail is written and synced first, then the tokens are marked: after a crash\n"
        "between the two it comes once more, on the same day with the same Message-ID.\n"
        "What was missed is sent by the next run and says that it is late: that a token\n"
        "has expired, for a week after the date. One run at a time sends.\n\n" +
        example_of("notices expiring --mbox mail --to me@example.org"));
  }
  void add_sweep() {
    CLI::App* command = add("sweep", "revoke tokens that live longer than a limit", pat_verb::sweep);
    command->add_option("--max-days", asked_.max_days, "the limit: N days after today, 1 to 400")->type_name("N");
    command->add_flag("--only-dated", asked_.only_dated, "but not those that never expire");
    command->add_flag("--yes", asked_.yes, "do it; else they are only listed");
    add_common(command);
    command->footer(example_of("sweep --max-days 90"));
  }

  pat_request& asked_;
  CLI::App& root_;
  std::string program_;
};

}  // namespace jeton_command

#endif
