//! Half of all relations between occupations and skills is hidden: does the score over the other half foretell who
//! covers whom in the hidden half?

use crate::{Judges, Pair, plain_coverage, read, report::Proxy, statistics::Sequence};
use node::matching::transition::Transitions;
use std::{fs, io::Read as _, path::Path};

pub(crate) fn hidden_half(folder: &Path, pairs: &[Pair]) -> Proxy {
    let [seen, hidden] = [Half::Seen, Half::Hidden].map(|half| {
        let part = tempfile::tempdir().expect("a temporary folder");
        write(folder, part.path(), half);
        read(part.path())
    });
    let hidden = Transitions::new(&hidden);
    let expected: Vec<f64> = pairs.iter().map(|(from, to)| plain_coverage(&hidden, *from, *to)).collect();
    let transitions = Transitions::new(&seen);
    let judges = Judges { vocabulary: &seen, transitions: &transitions };
    judges.correlation("coverage by the hidden half of all skills", pairs, &expected, "")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Seen,
    Hidden,
}

/// The tidy tables with one half of the relations; each row falls to the same half in every run.
fn write(folder: &Path, to: &Path, half: Half) {
    for entry in fs::read_dir(folder).expect("the folder of ESCO") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
    let relations = to.join("occupation_skill.csv.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(&relations).expect("the relations"))
        .read_to_string(&mut text)
        .expect("the relations are text");
    fs::remove_file(relations).expect("the copy is ours");
    let mut sequence = Sequence::new(3);
    let mut kept = String::new();
    for (number, line) in text.lines().enumerate() {
        let drawn = if sequence.next().is_multiple_of(2) { Half::Seen } else { Half::Hidden };
        if number == 0 || drawn == half {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    fs::write(to.join("occupation_skill.csv"), kept).expect("the half is written");
}
