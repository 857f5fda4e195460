//! Keys, signatures, certificates, tokens, sealed envelopes and receipts.
