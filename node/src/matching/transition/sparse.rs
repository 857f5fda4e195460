//! Likeness of sparse rows: which rows share columns, weighed, as a cosine.

use super::lists::Lists;

/// Rows of (column, value), and for each column the rows that have it.
#[derive(Debug)]
pub(super) struct Sparse {
    rows: Lists<(u32, f32)>,
    columns: Lists<(u32, f32)>,
}

impl Sparse {
    /// Takes rows whose columns are numbered below `columns`, and scales each to length 1. A row whose length is
    /// small beside `damping` stays shorter than 1: little is known of it, so it is less like anything.
    pub(super) fn new(mut rows: Vec<Vec<(u32, f32)>>, columns: usize, damping: f32) -> Self {
        let mut of_column: Vec<Vec<(u32, f32)>> = vec![Vec::new(); columns];
        for (row, number) in rows.iter_mut().zip(0_u32..) {
            let length = row.iter().map(|it| it.1 * it.1).sum::<f32>().sqrt() + damping;
            for (column, value) in row.iter_mut().filter(|_| length > 0.0) {
                *value /= length;
                if let Some(column) = of_column.get_mut(*column as usize) {
                    column.push((number, *value));
                }
            }
        }
        Self { rows: rows.into_iter().collect(), columns: of_column.into_iter().collect() }
    }

    /// The columns of a row.
    pub(super) fn row(&self, row: u32) -> &[(u32, f32)] {
        self.rows.get(row as usize)
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn size_bytes(&self) -> usize {
        self.rows.size_bytes() + self.columns.size_bytes()
    }

    /// Tells of every other row that is at least `least` like this one, in order of number.
    pub(super) fn alike(&self, row: u32, least: f32, sums: &mut Sums, tell: &mut dyn FnMut(u32, f32)) {
        sums.reset(self.rows.len());
        for (column, value) in self.row(row) {
            for (other, others) in self.columns.get(*column as usize) {
                sums.add(*other, value * others);
            }
        }
        sums.each(|other, likeness| {
            if other != row && likeness >= least {
                tell(other, likeness);
            }
        });
    }
}

/// Room for the sums of one row, used again for the next.
#[derive(Default)]
pub(super) struct Sums {
    of_row: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    fn reset(&mut self, rows: usize) {
        self.of_row.resize(rows, 0.0);
    }

    fn add(&mut self, row: u32, value: f32) {
        let Some(sum) = self.of_row.get_mut(row as usize) else { return };
        if *sum == 0.0 {
            self.touched.push(row);
        }
        *sum += value;
    }

    fn each(&mut self, mut tell: impl FnMut(u32, f32)) {
        self.touched.sort_unstable();
        self.touched.dedup();
        for row in self.touched.drain(..) {
            if let Some(sum) = self.of_row.get_mut(row as usize) {
                tell(row, *sum);
                *sum = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_row_is_wholly_alike_and_a_row_apart_is_not_told_of() {
        let rows = vec![vec![(0, 2.0), (1, 2.0)], vec![(0, 1.0), (1, 1.0)], vec![(2, 1.0)], vec![(0, 1.0)]];
        let sparse = Sparse::new(rows, 3, 0.0);
        let mut told = Vec::new();
        sparse.alike(0, 0.1, &mut Sums::default(), &mut |other, likeness| told.push((other, likeness)));
        assert_eq!(told.len(), 2);
        assert!((told[0].1 - 1.0).abs() < 1e-6 && told[0].0 == 1);
        assert!((told[1].1 - 0.5_f32.sqrt()).abs() < 1e-6 && told[1].0 == 3);
    }
}
