//! Demand over supply, in classes. The cut-offs stand in `docs/privacy.md` and on the definitions page.

use super::figure::Interval;

/// How tight a labour market is, from the most demand to the most supply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TensionClass {
    /// *Zeer krap*: four vacancies and more for each person.
    VeryTight,
    /// *Krap*: one and a half to four.
    Tight,
    /// *Gemiddeld*: between the others.
    Average,
    /// *Ruim*: a quarter to two thirds.
    Ample,
    /// *Zeer ruim*: a quarter of a vacancy and less for each person.
    VeryAmple,
}

/// The plain word for a class: is there a shortage of people, a surplus, or neither?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Balance {
    /// More demand than supply (*krapte*).
    Shortage,
    /// Neither.
    Balanced,
    /// More supply than demand (*overschot*).
    Surplus,
}

/// What can be said of a tension whose supply is known up to an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval lies in one class.
    Certain(TensionClass),
    /// The interval spans classes; only what they share can be said.
    Uncertain {
        /// The tightest class that is possible.
        tightest: TensionClass,
        /// The amplest class that is possible.
        amplest: TensionClass,
    },
    /// No supply and no demand, no summary, or only one that is older than its period (*geen cijfers*).
    NoFigures,
}

impl TensionClass {
    /// Demand over supply from which a market is very tight.
    pub const VERY_TIGHT_FROM: f64 = 4.0;
    /// Demand over supply from which a market is tight: a shortage.
    pub const TIGHT_FROM: f64 = 1.5;
    /// Demand over supply up to which a market is ample: a surplus.
    pub const AMPLE_UP_TO: f64 = 0.67;
    /// Demand over supply up to which a market is very ample.
    pub const VERY_AMPLE_UP_TO: f64 = 0.25;

    /// Whether the class is a shortage, a surplus or neither.
    #[must_use]
    pub const fn balance(self) -> Balance {
        match self {
            Self::VeryTight | Self::Tight => Balance::Shortage,
            Self::Average => Balance::Balanced,
            Self::Ample | Self::VeryAmple => Balance::Surplus,
        }
    }
}

impl Verdict {
    /// The class, when the interval leaves no other.
    #[must_use]
    pub const fn class(self) -> Option<TensionClass> {
        match self {
            Self::Certain(class) => Some(class),
            Self::Uncertain { .. } | Self::NoFigures => None,
        }
    }

    /// Shortage, surplus or balance, when every possible class says the same.
    #[must_use]
    pub fn balance(self) -> Option<Balance> {
        match self {
            Self::Certain(class) => Some(class.balance()),
            Self::Uncertain { tightest, amplest } => {
                (tightest.balance() == amplest.balance()).then(|| tightest.balance())
            }
            Self::NoFigures => None,
        }
    }
}

/// The class of a supply and a demand that are known exactly; none when there is neither.
#[must_use]
pub fn classify(supply: f64, demand: f64) -> Option<TensionClass> {
    if supply <= 0.0 {
        return (demand > 0.0).then_some(TensionClass::VeryTight);
    }
    let tension = demand / supply;
    Some(if tension >= TensionClass::VERY_TIGHT_FROM {
        TensionClass::VeryTight
    } else if tension >= TensionClass::TIGHT_FROM {
        TensionClass::Tight
    } else if tension <= TensionClass::VERY_AMPLE_UP_TO {
        TensionClass::VeryAmple
    } else if tension <= TensionClass::AMPLE_UP_TO {
        TensionClass::Ample
    } else {
        TensionClass::Average
    })
}

/// What can be said of an exact demand against a supply that lies in `supply`.
#[must_use]
pub fn classify_interval(supply: Interval, demand: f64) -> Verdict {
    let (Some(tightest), Some(amplest)) = (classify(supply.low, demand), classify(supply.high, demand))
    else {
        return Verdict::NoFigures;
    };
    if tightest == amplest { Verdict::Certain(tightest) } else { Verdict::Uncertain { tightest, amplest } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(supply: f64, demand: f64, expected: Option<Balance>) {
        assert_eq!(classify(supply, demand).map(TensionClass::balance), expected, "{supply} {demand}");
    }

    #[test]
    fn def_01_supply_40_demand_100_in_care_is_a_shortage_and_swapped_a_surplus() {
        check(40.0, 100.0, Some(Balance::Shortage));
        check(100.0, 40.0, Some(Balance::Surplus));
        assert_eq!(classify(40.0, 100.0), Some(TensionClass::Tight));
        assert_eq!(classify(100.0, 40.0), Some(TensionClass::Ample));
    }

    #[test]
    fn each_cut_off_belongs_to_the_outer_class() {
        for (demand, class) in [
            (401.0, TensionClass::VeryTight),
            (400.0, TensionClass::VeryTight),
            (399.0, TensionClass::Tight),
            (150.0, TensionClass::Tight),
            (149.0, TensionClass::Average),
            (68.0, TensionClass::Average),
            (67.0, TensionClass::Ample),
            (26.0, TensionClass::Ample),
            (25.0, TensionClass::VeryAmple),
            (0.0, TensionClass::VeryAmple),
        ] {
            assert_eq!(classify(100.0, demand), Some(class), "{demand}");
        }
    }

    #[test]
    fn nobody_for_a_vacancy_is_a_shortage_and_nothing_at_all_is_no_figure() {
        check(0.0, 1.0, Some(Balance::Shortage));
        check(0.0, 0.0, None);
    }

    #[test]
    fn an_interval_over_several_classes_is_uncertain_and_says_what_they_share() {
        let verdict = |low, high| classify_interval(Interval { low, high }, 100.0);
        assert_eq!(verdict(30.0, 50.0), Verdict::Certain(TensionClass::Tight));
        let wide = verdict(20.0, 50.0);
        assert_eq!((wide.class(), wide.balance()), (None, Some(Balance::Shortage)));
        let wider = verdict(50.0, 120.0);
        assert_eq!((wider.class(), wider.balance()), (None, None));
        assert_eq!(classify_interval(Interval { low: 0.0, high: 5.0 }, 0.0), Verdict::NoFigures);
    }
}
