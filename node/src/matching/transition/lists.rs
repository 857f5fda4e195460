//! Many short lists, one behind the other in a single allocation.

/// For each row a list of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lists<T> {
    values: Box<[T]>,
    ends: Box<[u32]>,
}

impl<T> Lists<T> {
    /// The list of this row; empty where there is none.
    pub(super) fn get(&self, row: usize) -> &[T] {
        let Some(end) = self.ends.get(row) else { return &[] };
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.values.get(start as usize..*end as usize).unwrap_or_default()
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many values all lists hold together.
    pub(super) fn value_count(&self) -> usize {
        self.values.len()
    }

    /// How many bytes the lists hold.
    pub(super) fn size_bytes(&self) -> usize {
        size_of_val(&*self.values) + size_of_val(&*self.ends)
    }
}

impl<T> FromIterator<Vec<T>> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = Vec<T>>>(rows: I) -> Self {
        let (mut values, mut ends) = (Vec::new(), Vec::new());
        for row in rows {
            values.extend(row);
            ends.push(u32::try_from(values.len()).expect("a vocabulary has fewer than 2^32 relations"));
        }
        Self { values: values.into_boxed_slice(), ends: ends.into_boxed_slice() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_were_put_in() {
        let lists: Lists<u8> = [vec![1, 2], vec![], vec![3]].into_iter().collect();
        assert_eq!(
            (lists.get(0), lists.get(1), lists.get(2), lists.get(3)),
            (&[1, 2][..], &[][..], &[3][..], &[][..])
        );
        assert_eq!((lists.len(), lists.value_count()), (3, 3));
    }
}
