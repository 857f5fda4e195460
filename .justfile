# The same words as in tests/run. `just check` before you hand in.

check: fmt typos deny clippy doc test

fmt:
    cargo fmt --all --check

typos:
    typos --config .typos.toml

deny:
    cargo deny --locked check bans licenses sources

clippy:
    cargo clippy --workspace --all-targets --locked -- -D warnings

doc:
    RUSTDOCFLAGS="-D warnings -A rustdoc::private-intra-doc-links" cargo doc --workspace --no-deps --document-private-items --locked

test:
    cargo nextest run --workspace --locked
    cargo test --workspace --doc --locked

# Everything, as it runs on a submission, installing what is missing.
run:
    tests/run
