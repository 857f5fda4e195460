//! Learning paths in the reader's language, for pages and API alike.

use crate::{
    domain::module::Module,
    matching::{explain, input::SkillNumber, learning::sentences::Wording},
    workflow::Context,
};
use service::web::locale::Locale;
use std::collections::BTreeMap;
use vocabulary::{Date, Language, ModuleId, SkillIndex};

/// The language of explanations.
pub(super) const fn spoken(locale: Locale) -> explain::Language {
    match locale {
        Locale::Nl => explain::Language::Dutch,
        Locale::En => explain::Language::English,
    }
}

/// Names of skills and modules, and days, in one language.
pub(super) struct PathWords<'a> {
    context: &'a Context,
    modules: BTreeMap<ModuleId, &'a str>,
    locale: Locale,
}

impl<'a> PathWords<'a> {
    /// Names of these modules.
    pub(super) fn new(context: &'a Context, modules: &'a [Module], locale: Locale) -> Self {
        let modules = modules.iter().map(|module| (module.id, module.name.as_str())).collect();
        Self { context, modules, locale }
    }

    /// The name of a module; nothing when it is not among them.
    pub(super) fn module_name(&self, module: ModuleId) -> String {
        self.modules.get(&module).copied().unwrap_or_default().to_owned()
    }
}

impl Wording for PathWords<'_> {
    fn skill(&self, skill: SkillNumber) -> String {
        let language = match self.locale {
            Locale::Nl => Language::NL,
            Locale::En => Language::EN,
        };
        self.context.vocabulary.skill_label(SkillIndex(skill.0), language).to_owned()
    }

    fn module(&self, module: ModuleId) -> String {
        self.module_name(module)
    }

    fn day(&self, day: Date) -> String {
        self.locale.date(day)
    }
}
