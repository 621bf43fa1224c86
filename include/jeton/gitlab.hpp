// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_HPP
#define JETON_GITLAB_HPP

/// GitLab's personal access tokens as a system, built from the parts of jeton: the table of contents.

#include <jeton/gitlab/access.hpp>             // which scopes open what
#include <jeton/gitlab/action.hpp>             // what is done with a token
#include <jeton/gitlab/credential.hpp>         // where a request carries a token
#include <jeton/gitlab/denial.hpp>             // why one is refused
#include <jeton/gitlab/digest.hpp>             // how its store finds a token
#include <jeton/gitlab/generate_routable.hpp>  // a routable token for a place
#include <jeton/gitlab/git_verify.hpp>         // the decision on Git over HTTP and the container registry
#include <jeton/gitlab/lifecycle.hpp>          // lists, rights and notes of use, by era
#include <jeton/gitlab/lifetime.hpp>           // limits on lifetimes, by era
#include <jeton/gitlab/notice.hpp>             // mails about tokens that expire, by era
#include <jeton/gitlab/other_tokens.hpp>       // every other token format
#include <jeton/gitlab/response.hpp>           // what a refused request is told
#include <jeton/gitlab/route.hpp>              // what a routable token says about where it belongs
#include <jeton/gitlab/scope.hpp>              // the scopes, and who may choose them
#include <jeton/gitlab/sudo.hpp>               // who may act as another user
#include <jeton/gitlab/token.hpp>              // personal access tokens
#include <jeton/gitlab/verify.hpp>             // the decision on a request to the API

#endif
