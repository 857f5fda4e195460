//! Labour-market regions and municipalities: dated data, never an enum. The list of 2026 is built in; another
//! one is loaded from a folder with the same two tables.

use crate::{
    Date, MunicipalityCode, RegionId,
    table::{Table, TableError},
};
use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

/// A place on the globe in degrees (WGS84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees east of Greenwich.
    pub longitude: f64,
    /// Degrees north of the equator.
    pub latitude: f64,
}

/// Where a region stands on the tile map, and the few letters it is known by there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// One to five capitals, such as `ZEE`.
    pub code: Box<str>,
    /// Column from the left, from 0.
    pub column: u8,
    /// Row from the top, from 0.
    pub row: u8,
}

/// A labour-market region (*arbeidsmarktregio*).
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The code of CBS.
    pub code: RegionId,
    /// The name in use, which may change while the code stays.
    pub name: Box<str>,
    /// Its place on the tile map.
    pub tile: Tile,
    /// A point inside the region, fit for a label.
    pub centre: Point,
    /// The regions that touch it, in order of code.
    pub neighbours: Vec<RegionId>,
}

/// A municipality (*gemeente*) and the region it lies in.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// The code of CBS.
    pub code: MunicipalityCode,
    /// The name in use.
    pub name: Box<str>,
    /// The labour-market region.
    pub region: RegionId,
    /// The centroid of its largest piece of land.
    pub centre: Point,
}

/// The regions and municipalities as they hold from a date on.
#[derive(Debug, Clone, PartialEq)]
pub struct Geography {
    regions: Vec<Region>,
    municipalities: Vec<Municipality>,
    valid_from: Date,
}

impl Geography {
    /// The classification of 1 January 2026: 35 regions, 342 municipalities.
    #[must_use]
    pub fn embedded() -> Self {
        Self::parse(
            ("regions.csv", include_bytes!("../data/regions.csv").as_slice()),
            ("municipalities.csv", include_bytes!("../data/municipalities.csv").as_slice()),
        )
        .expect("a test loads the built-in tables")
    }

    /// Loads `regions.csv` and `municipalities.csv` from the folder at `path`; the columns are those of the
    /// built-in tables.
    ///
    /// # Errors
    /// [`TableError`] when a table is missing or has a code, number or reference that cannot be.
    pub fn load(path: &Path) -> Result<Self, TableError> {
        let open = |name: &str| {
            let file = path.join(name);
            File::open(&file).map_err(|error| {
                TableError::of_file(file.display().to_string(), format!("cannot be opened: {error}"))
            })
        };
        let (regions, municipalities) = (open("regions.csv")?, open("municipalities.csv")?);
        let named = |name: &str| path.join(name).display().to_string();
        Self::parse((&named("regions.csv"), regions), (&named("municipalities.csv"), municipalities))
    }

    /// The regions, in order of code.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The municipalities, in order of code.
    #[must_use]
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The first day on which this division holds.
    #[must_use]
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// The region of this code.
    #[must_use]
    pub fn region(&self, code: &RegionId) -> Option<&Region> {
        let at = self.regions.binary_search_by(|it| it.code.cmp(code)).ok()?;
        self.regions.get(at)
    }

    /// The municipality of this code.
    #[must_use]
    pub fn municipality(&self, code: &MunicipalityCode) -> Option<&Municipality> {
        let at = self.municipalities.binary_search_by(|it| it.code.cmp(code)).ok()?;
        self.municipalities.get(at)
    }

    /// The municipalities of one region, in order of name.
    #[must_use]
    pub fn municipalities_of(&self, region: &RegionId) -> Vec<&Municipality> {
        let mut found: Vec<_> = self.municipalities.iter().filter(|it| it.region == *region).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// An estimate of the travel time in minutes between the centres of two municipalities.
    #[must_use]
    pub fn travel_minutes_between(&self, from: &MunicipalityCode, to: &MunicipalityCode) -> Option<f64> {
        Some(travel_minutes(self.municipality(from)?.centre, self.municipality(to)?.centre))
    }

    fn parse(regions: (&str, impl Read), municipalities: (&str, impl Read)) -> Result<Self, TableError> {
        let (regions, valid_from) = read_regions(regions.0, regions.1)?;
        let municipalities = read_municipalities(municipalities.0, municipalities.1, &regions)?;
        Ok(Self { regions: regions.into_values().collect(), municipalities, valid_from })
    }
}

/// The distance in kilometres along the surface of the earth (haversine).
#[must_use]
pub fn distance_km(a: Point, b: Point) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let (from, to) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half_north = ((to - from) / 2.0).sin();
    let half_east = ((b.longitude - a.longitude).to_radians() / 2.0).sin();
    let h = half_north * half_north + from.cos() * to.cos() * half_east * half_east;
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

/// How much longer a road is than the straight line: an assumption of this project, in the range of 1.2 to 1.4
/// that studies of road networks commonly report for Western Europe.
pub const DETOUR_FACTOR: f64 = 1.3;

/// Speed from door to door over the whole journey: an assumption of this project, chosen so that the usual
/// travel limit of half an hour reaches 19 km in a straight line.
pub const TRAVEL_SPEED_KM_H: f64 = 50.0;

/// An estimate of the travel time in minutes: straight line, times [`DETOUR_FACTOR`], at [`TRAVEL_SPEED_KM_H`].
/// It knows no water, railways or traffic: good for a first selection, not for a promise.
#[must_use]
pub fn travel_minutes(a: Point, b: Point) -> f64 {
    distance_km(a, b) * DETOUR_FACTOR / TRAVEL_SPEED_KM_H * 60.0
}

fn read_regions(file: &str, reader: impl Read) -> Result<(BTreeMap<RegionId, Region>, Date), TableError> {
    let mut table = Table::open(file, reader)?;
    let [code, name, tile, column, row] =
        ["code", "name", "tile", "column", "row"].map(|it| table.column(it));
    let (code, name, tile, column, row) = (code?, name?, tile?, column?, row?);
    let (longitude, latitude) = (table.column("longitude")?, table.column("latitude")?);
    let (neighbours, valid) = (table.column("neighbours")?, table.column("valid_from")?);
    let mut regions = BTreeMap::new();
    let mut tiles = BTreeMap::new();
    let mut named = Vec::new();
    let mut valid_from = None;
    while table.next_row()? {
        let id: RegionId = table.parsed(code)?;
        let date: Date = table.parsed(valid)?;
        if *valid_from.get_or_insert(date) != date {
            return Err(table.error("valid_from: differs from the rows above; one table holds one division"));
        }
        let tile =
            Tile { code: table.wanted(tile)?.into(), column: table.parsed(column)?, row: table.parsed(row)? };
        if let Some(other) = tiles.insert((tile.column, tile.row), id.clone()) {
            return Err(table.error(format!("column, row: the tile of {other} stands there already")));
        }
        let mut touching = Vec::new();
        for text in table.text(neighbours)?.split_whitespace() {
            let neighbour =
                RegionId::new(text).map_err(|error| table.error(format!("neighbours: {error}")))?;
            named.push((
                neighbour.clone(),
                table.error(format!("neighbours: {neighbour} is no region of this table")),
            ));
            touching.push(neighbour);
        }
        touching.sort();
        let centre = read_point(&table, longitude, latitude)?;
        let region =
            Region { code: id.clone(), name: table.wanted(name)?.into(), tile, centre, neighbours: touching };
        if regions.insert(id, region).is_some() {
            return Err(table.error("code: stands in the table twice"));
        }
    }
    if let Some((_, error)) = named.into_iter().find(|(neighbour, _)| !regions.contains_key(neighbour)) {
        return Err(error);
    }
    let valid_from = valid_from.ok_or_else(|| TableError::of_file(file, "holds no region"))?;
    Ok((regions, valid_from))
}

fn read_municipalities(
    file: &str,
    reader: impl Read,
    regions: &BTreeMap<RegionId, Region>,
) -> Result<Vec<Municipality>, TableError> {
    let mut table = Table::open(file, reader)?;
    let (code, name, region) = (table.column("code")?, table.column("name")?, table.column("region")?);
    let (longitude, latitude) = (table.column("longitude")?, table.column("latitude")?);
    let mut municipalities = BTreeMap::new();
    while table.next_row()? {
        let id: MunicipalityCode = table.parsed(code)?;
        let lies_in: RegionId = table.parsed(region)?;
        if !regions.contains_key(&lies_in) {
            return Err(table.error(format!("region: {lies_in} is not in the table of regions")));
        }
        let centre = read_point(&table, longitude, latitude)?;
        let municipality =
            Municipality { code: id.clone(), name: table.wanted(name)?.into(), region: lies_in, centre };
        if municipalities.insert(id, municipality).is_some() {
            return Err(table.error("code: stands in the table twice"));
        }
    }
    Ok(municipalities.into_values().collect())
}

fn read_point(
    table: &Table<'_>,
    longitude: crate::table::Column,
    latitude: crate::table::Column,
) -> Result<Point, TableError> {
    let point = Point { longitude: table.parsed(longitude)?, latitude: table.parsed(latitude)? };
    // The European Netherlands with a wide margin: a swapped pair of columns is the usual mistake.
    if !(2.0..9.0).contains(&point.longitude) || !(49.0..55.0).contains(&point.latitude) {
        return Err(table.error(format!(
            "longitude, latitude: {}, {} lies outside the Netherlands",
            point.longitude, point.latitude
        )));
    }
    Ok(point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn region(code: &str) -> RegionId {
        RegionId::new(code).unwrap()
    }

    #[test]
    fn the_built_in_division_is_whole() {
        let geography = Geography::embedded();
        assert_eq!((geography.regions().len(), geography.municipalities().len()), (35, 342));
        assert_eq!(geography.valid_from().to_string(), "2026-01-01");
        for it in geography.regions() {
            assert!(!geography.municipalities_of(&it.code).is_empty(), "{}", it.name);
            assert!(!it.neighbours.is_empty(), "{}", it.name);
            for neighbour in &it.neighbours {
                assert!(
                    geography.region(neighbour).unwrap().neighbours.contains(&it.code),
                    "{} and {neighbour}",
                    it.name
                );
            }
        }
    }

    #[test]
    fn the_three_regions_of_the_pilot_touch_in_a_chain() {
        let geography = Geography::embedded();
        let zeeland = geography.region(&region("AM24")).unwrap();
        assert_eq!((zeeland.name.as_ref(), zeeland.tile.code.as_ref()), ("Zeeland", "ZEE"));
        assert_eq!(zeeland.neighbours, [region("AM22"), region("AM25")]);
        assert_eq!(geography.municipalities_of(&region("AM24")).len(), 13);
    }

    #[test]
    fn travel_time_grows_with_distance_and_half_an_hour_is_about_nineteen_kilometres() {
        let geography = Geography::embedded();
        let minutes = |a: &str, b: &str| {
            geography.travel_minutes_between(&a.parse().unwrap(), &b.parse().unwrap()).unwrap()
        };
        let (goes, middelburg, groningen) = ("GM0664", "GM0687", "GM0014");
        assert!(minutes(goes, goes) < 0.01);
        assert!((20.0..45.0).contains(&minutes(goes, middelburg)), "{}", minutes(goes, middelburg));
        assert!(minutes(goes, groningen) > 300.0);
        let a = Point { longitude: 5.0, latitude: 52.0 };
        let b = Point { longitude: 5.0, latitude: 52.0 + 19.2 / 111.19 };
        assert!((distance_km(a, b) - 19.2).abs() < 0.05 && (travel_minutes(a, b) - 30.0).abs() < 0.2);
    }

    #[test]
    fn a_division_is_loaded_from_a_folder_and_a_wrong_one_is_refused_with_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let head = "code,name,tile,column,row,longitude,latitude,neighbours,valid_from\n";
        write(
            "regions.csv",
            &format!(
                "{head}AM90,Noord,N,0,0,5.0,52.0,AM91,2031-01-01\nAM91,Zuid,Z,0,1,5.0,51.0,AM90,2031-01-01\n"
            ),
        );
        write("municipalities.csv", "code,name,region,longitude,latitude\nGM9001,Boven,AM90,5.0,52.1\n");
        let loaded = Geography::load(folder.path()).unwrap();
        assert_eq!(loaded.region(&region("AM91")).unwrap().name.as_ref(), "Zuid");
        assert_eq!(loaded.valid_from().to_string(), "2031-01-01");

        let check = |regions: &str, part: &str| {
            write("regions.csv", &format!("{head}{regions}"));
            let error = Geography::load(folder.path()).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        };
        check(
            "AM9,Noord,N,0,0,5.0,52.0,,2031-01-01\n",
            "regions.csv, line 2: code: `AM9` is not a region code",
        );
        check("AM90,Noord,N,0,0,52.0,5.0,,2031-01-01\n", "line 2: longitude, latitude: 52, 5 lies outside");
        check("AM90,Noord,N,0,0,5.0,52.0,AM77,2031-01-01\n", "line 2: neighbours: AM77 is no region");
        check(
            "AM91,Zuid,Z,0,0,5.0,52.0,,2031-01-01\n",
            "municipalities.csv, line 2: region: AM90 is not in the table",
        );
    }
}
