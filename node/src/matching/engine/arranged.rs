//! What a kind of row brings along: how rows lie, what features their details stand for, what lies beside them.

/// What is kept of a row besides its features.
pub trait Arranged: Copy {
    /// What all rows share that turns details into features.
    type Shared: std::fmt::Debug;

    /// What lies beside the rows in columns, so that a question can judge many rows at once.
    type Beside: Beside<Self>;

    /// Where features are grades of scales: of how many, as [`Rows::GRADES`](super::blocks::Rows::GRADES).
    const GRADES: u32 = 0;

    /// Which scales are common, as [`Rows::COMMON`](super::blocks::Rows::COMMON).
    const COMMON: u32 = 0;

    /// Rows with like keys lie beside each other. Only speed hangs on it.
    fn arrangement(&self) -> u64;

    /// The number under which those who have a detail are counted.
    fn counted(detail: u32) -> u32;

    /// A dense number for a detail: details with the same number have the same features.
    fn key(shared: &Self::Shared, detail: u32) -> u32 {
        let _ = shared;
        Self::counted(detail)
    }

    /// The features that details of this number stand for, some perhaps more than once.
    fn features(shared: &Self::Shared, key: u32, mut add: impl FnMut(u32)) {
        let _ = shared;
        add(key);
    }

    /// Features that hang on no detail.
    fn own_features(&self, add: impl FnMut(u32)) {
        drop(add);
    }

    /// A key, as that of a detail, which stands for the features that hang on no detail, where they are those of many
    /// other rows too: then they are worked out once for all of a block.
    fn common_key(&self) -> Option<u32> {
        None
    }
}

/// Columns beside the rows of a tier.
pub trait Beside<Terms: Arranged>: std::fmt::Debug + Default {
    /// Another row came, after those that came before.
    fn push(&mut self, shared: &Terms::Shared, terms: &Terms);

    /// The bytes that the columns take, about.
    fn size_bytes(&self) -> usize;
}

/// No columns.
impl<Terms: Arranged> Beside<Terms> for () {
    fn push(&mut self, _: &Terms::Shared, _: &Terms) {}

    fn size_bytes(&self) -> usize {
        0
    }
}
