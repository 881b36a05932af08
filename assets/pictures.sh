#!/bin/sh
# Draws the screen as it really is: the README's picture, the recorded demo, and every view in both
# themes (into target/pictures, to look at).
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet --bin corslens --example pictures
pictures=target/debug/examples/pictures
"$pictures" target/debug/corslens screenshot > assets/screenshot.svg
"$pictures" target/debug/corslens demo assets
"$pictures" target/debug/corslens views target/pictures
