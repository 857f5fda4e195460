//! Modules of initiatives: what is taught, when, for how much.

use super::{
    StorageError,
    sql::{Doing, parsed, parsed_if_any, rows, unreadable},
    terms,
};
use crate::domain::{
    candidate::SkillLevel,
    module::{Costs, Length, Module, Payer, Place, Starts, Taught},
    text::Line,
};
use rusqlite::{Connection, Params, Row, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Date, InitiativeId, ModuleId, Money};

/// Puts the modules of an initiative in place of those that it had.
///
/// # Errors
/// [`StorageError`] when they cannot be written.
pub fn replace(
    transaction: &Transaction<'_>,
    initiative: InitiativeId,
    modules: &[Module],
) -> Result<(), StorageError> {
    transaction
        .execute("DELETE FROM modules WHERE initiative = ?1", [initiative.to_bytes()])
        .doing("replace modules")?;
    for (place, module) in modules.iter().enumerate() {
        insert(transaction, initiative, place, module)?;
    }
    Ok(())
}

fn insert(
    transaction: &Transaction<'_>,
    initiative: InitiativeId,
    place: usize,
    module: &Module,
) -> Result<(), StorageError> {
    let id = module.id.to_bytes();
    let run = |sql: &str, values: &dyn Run| values.run(transaction, sql).doing("save a module");
    let municipality = match &module.place {
        Place::Online => None,
        Place::In(municipality) => Some(municipality.as_str()),
    };
    transaction
        .prepare_cached(
            "INSERT INTO modules (id, initiative, place, name, weeks, hours_per_week, continuous, seats,
                                  municipality, certificate)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                id,
                initiative.to_bytes(),
                i64::try_from(place).unwrap_or(i64::MAX),
                module.name.as_str(),
                module.length.weeks(),
                module.length.hours_per_week(),
                module.starts == Starts::Continuous,
                module.seats,
                municipality,
                module.certificate.as_ref().map(Line::as_str),
            ])
        })
        .doing("save a module")?;
    for taught in &module.teaches {
        let skill = terms::number(transaction, &taught.skill)?;
        let sql = "INSERT OR IGNORE INTO module_skills (module, skill, level) VALUES (?1, ?2, ?3)";
        run(sql, &(id, skill, taught.level.get()))?;
    }
    if let Starts::On(days) = &module.starts {
        for day in days {
            run("INSERT INTO module_starts (module, starts_on) VALUES (?1, ?2)", &(id, day.to_string()))?;
        }
    }
    for (payer, amount) in module.costs.by_payer() {
        let sql = "INSERT INTO module_costs (module, payer, cents) VALUES (?1, ?2, ?3)";
        run(sql, &(id, payer.name(), amount.cents()))?;
    }
    Ok(())
}

/// Values of one row of a table beside the modules.
trait Run {
    fn run(&self, transaction: &Transaction<'_>, sql: &str) -> rusqlite::Result<usize>;
}

impl<T: Params + Clone> Run for T {
    fn run(&self, transaction: &Transaction<'_>, sql: &str) -> rusqlite::Result<usize> {
        transaction.prepare_cached(sql)?.execute(self.clone())
    }
}

/// Every module: by initiative, in the order in which the initiative names them.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Module>, StorageError> {
    read(connection, None)
}

/// The modules of one initiative, in the order in which it names them.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn of_initiative(connection: &Connection, initiative: InitiativeId) -> Result<Vec<Module>, StorageError> {
    read(connection, Some(initiative))
}

/// What stands beside a module in the other tables.
#[derive(Debug, Default)]
struct Beside {
    teaches: Vec<Taught>,
    starts: BTreeSet<Date>,
    costs: BTreeMap<Payer, Money>,
}

fn read(connection: &Connection, of: Option<InitiativeId>) -> Result<Vec<Module>, StorageError> {
    let of = of.map(InitiativeId::to_bytes);
    let mut beside = beside(connection, of.as_ref()).doing("read the modules")?;
    rows(
        connection,
        "SELECT id, initiative, name, weeks, hours_per_week, continuous, seats, municipality, certificate
         FROM modules WHERE ?1 IS NULL OR initiative = ?1 ORDER BY initiative, place",
        [of],
        |row| module(row, &mut beside),
    )
    .doing("read the modules")
}

fn beside(connection: &Connection, of: Option<&[u8; 16]>) -> rusqlite::Result<BTreeMap<ModuleId, Beside>> {
    let mut found: BTreeMap<ModuleId, Beside> = BTreeMap::new();
    let mut each = |sql: &str, take: &dyn Fn(&Row<'_>, &mut Beside) -> rusqlite::Result<()>| {
        rows(connection, sql, [of], |row| {
            take(row, found.entry(ModuleId::from_bytes(row.get(0)?)).or_default())
        })
        .map(|_| ())
    };
    each(
        "SELECT module, uri, level FROM module_skills JOIN esco_terms ON number = skill
         JOIN modules ON id = module WHERE ?1 IS NULL OR initiative = ?1 ORDER BY module, uri",
        &|row, beside| {
            let level = SkillLevel::new(row.get(2)?).map_err(|error| unreadable(2, error.to_string()))?;
            beside.teaches.push(Taught { skill: parsed(row, 1)?, level });
            Ok(())
        },
    )?;
    each(
        "SELECT module, starts_on FROM module_starts JOIN modules ON id = module
         WHERE ?1 IS NULL OR initiative = ?1",
        &|row, beside| {
            beside.starts.insert(parsed(row, 1)?);
            Ok(())
        },
    )?;
    each(
        "SELECT module, payer, cents FROM module_costs JOIN modules ON id = module
         WHERE ?1 IS NULL OR initiative = ?1",
        &|row, beside| {
            beside.costs.insert(parsed(row, 1)?, Money::from_cents(row.get(2)?));
            Ok(())
        },
    )?;
    Ok(found)
}

fn module(row: &Row<'_>, beside: &mut BTreeMap<ModuleId, Beside>) -> rusqlite::Result<Module> {
    let id = ModuleId::from_bytes(row.get(0)?);
    let Beside { teaches, starts, costs } = beside.remove(&id).unwrap_or_default();
    let wrong = |error: crate::domain::candidate::OutOfRange| unreadable(3, error.to_string());
    Ok(Module {
        id,
        initiative: InitiativeId::from_bytes(row.get(1)?),
        name: parsed(row, 2)?,
        teaches,
        length: Length::new(row.get(3)?, row.get(4)?).map_err(wrong)?,
        starts: if row.get(5)? { Starts::Continuous } else { Starts::On(starts) },
        costs: Costs::new(costs).map_err(wrong)?,
        seats: row.get(6)?,
        place: parsed_if_any(row, 7)?.map_or(Place::Online, Place::In),
        certificate: parsed_if_any(row, 8)?,
    })
}
