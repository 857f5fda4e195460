//! The frame of the coordinator's pages: menu and account.

use super::session::{SignedIn, Visit};
use crate::state::record::Role;
use service::web::page::{Account, Page};

/// A page with menu and account, titled with the text of `title_key`.
pub(super) fn page(visit: &Visit, who: Option<&SignedIn>, title_key: &str) -> Page {
    let dashboards = &visit.dashboards;
    let mut page = Page::new(&dashboards.inner.site, &visit.request, dashboards.now(), title_key)
        .with_navigation("/", "menu-map");
    if who.is_some() {
        page = page.with_navigation("/netwerk", "menu-network");
    }
    page = page.with_navigation("/definities", "menu-definitions");
    match who {
        Some(who) => {
            let role = roles(&page, who);
            page.with_account(Account {
                name: who.name.clone(),
                role,
                csrf: who.csrf.clone(),
                sign_out: "/afmelden".to_owned(),
            })
        }
        None => page.with_navigation("/aanmelden", "menu-sign-in"),
    }
}

fn roles(page: &Page, who: &SignedIn) -> String {
    let words: Vec<_> = who
        .roles
        .iter()
        .map(|role| match role {
            Role::Analyst => page.say("role-analyst"),
            Role::NetworkOperator => page.say("role-network-operator"),
            Role::Quartermaster => page.say("role-quartermaster"),
        })
        .collect();
    words.join(", ")
}
