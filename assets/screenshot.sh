#!/bin/sh
# Makes the README's picture from the real program on fixtures/shop.har.
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet
cargo run --quiet --example screenshot -- \
    target/debug/corslens fixtures/shop.har 110x34 nnnn 'DELETE https://' > assets/screenshot.svg
