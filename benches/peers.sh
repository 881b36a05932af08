#!/usr/bin/env bash
# Times the whole job, load and judge to a summary, beside programs that do less or the same.
#
#   benches/peers.sh [--install] [FOLDER]      captures and peers go to FOLDER, by default in /tmp
#
# ROUNDS=5 rounds over all programs, so that a slow moment hits all alike; medians, ratios to the
# yardstick (wc -l, or cat for one line), and the most memory in use. What is not on this machine is
# named and left out; --install gets the peers that are Rust programs. SIZES="10 100 1000" (MB),
# or CAPTURES="mixed-10 headers-100" by name.
# CORSLENS=PROGRAM measures that program instead of building one. A program that took longer than
# PATIENCE=10 seconds on a capture runs only once on it; SKIP=REGEX leaves programs out by name.
set -euo pipefail
cd "$(dirname "$0")/.."

install=
if [[ ${1:-} == --install ]]; then install=1; shift; fi
folder=${1:-${TMPDIR:-/tmp}/corslens-peers}
rounds=${ROUNDS:-5}
sizes=${SIZES:-"10 100 1000"}
mkdir -p "$folder"
PATH="$folder/peers/bin:$PATH"

ours=${CORSLENS:-${CARGO_TARGET_DIR:-target}/release/corslens}
[[ ${CORSLENS:-} ]] || cargo build --release --quiet
captures=()
for size in $sizes; do captures+=("mixed-$size"); done
captures+=(headers-100 minified-100)
[[ ${CAPTURES:-} ]] && read -ra captures <<< "$CAPTURES"
for capture in "${captures[@]}"; do
    [[ -e $folder/$capture.har ]] || cargo bench --quiet --bench generate -- "$folder" "$capture"
done

if [[ $install ]]; then
    cargo install --quiet --root "$folder/peers" wiretrail || true
    mkdir -p "$folder/har-crate/src"
    cat > "$folder/har-crate/Cargo.toml" <<'TOML'
[package]
name = "har-crate"
version = "0.0.0"
edition = "2024"
[dependencies]
har = "0.9"
[workspace]
TOML
    cat > "$folder/har-crate/src/main.rs" <<'RUST'
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let har::Spec::V1_2(log) = har::from_path(path).unwrap().log else { return };
    println!("{}", log.entries.len());
}
RUST
    cargo install --quiet --root "$folder/peers" --path "$folder/har-crate" || true
fi

# name, needs, command; % is the capture.
peers=(
    "wc -l|wc|wc -l %"
    "cat|cat|cat %"
    "corslens check|$ours|$ours check --filter host:none.invalid %"
    "jq length|jq|jq .log.entries|length %"
    "python json.load|python3|python3 -c import\ json,sys;json.load(open(sys.argv[1])) %"
    "node JSON.parse|node|node -e JSON.parse(require('fs').readFileSync(process.argv[1])) %"
    "wiretrail summary|wiretrail|wiretrail % summary"
    "har crate|har-crate|har-crate %"
    "mitmdump|mitmdump|mitmdump -n -r %"
)

for peer in "${peers[@]}"; do
    IFS='|' read -r name needs _ <<< "$peer"
    command -v "$needs" > /dev/null || echo "not here: $name"
done

# Runs one program; milliseconds and KiB.
run() {
    local memory=$folder/memory start end
    start=$EPOCHREALTIME
    /usr/bin/time -o "$memory" -f %M "$@" > /dev/null 2>&1 || true
    end=$EPOCHREALTIME
    echo "$(( (${end/./} - ${start/./}) / 100 )) $(tail -n 1 "$memory")"
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

for capture in "${captures[@]}"; do
    file=$folder/$capture.har
    cat "$file" > /dev/null
    results=$folder/results-$capture
    : > "$results"
    declare -A slow=()
    for (( round = 0; round < rounds; round++ )); do
        for peer in "${peers[@]}"; do
            name=${peer%%|*}; rest=${peer#*|}; needs=${rest%%|*}; line=${rest#*|}
            command -v "$needs" > /dev/null || continue
            [[ ${slow[$name]:-} || (${SKIP:-} && $name =~ ${SKIP:-}) ]] && continue
            # Words are parted by spaces; a space that belongs to a word has a backslash.
            words=()
            while IFS= read -r word; do words+=("$word"); done \
                < <(sed 's/\\ /\x01/g; s/ /\n/g' <<< "$line" | tr '\001' ' ')
            measured=$(run "${words[@]/#%/$file}")
            echo "$name|$measured" >> "$results"
            (( ${measured%% *} > ${PATIENCE:-10} * 10000 )) && slow[$name]=1
        done
    done
    yard="wc -l"; [[ $capture == minified* ]] && yard="cat"
    base=$(grep "^$yard|" "$results" | cut -d'|' -f2 | cut -d' ' -f1 | median)
    printf '\n%s (%s bytes)\n' "$capture" "$(stat -c %s "$file")"
    printf '%-20s %12s %14s %12s\n' program median "of $yard" memory
    for peer in "${peers[@]}"; do
        name=${peer%%|*}
        grep -q "^$name|" "$results" || continue
        time=$(grep "^$name|" "$results" | cut -d'|' -f2 | cut -d' ' -f1 | median)
        memory=$(grep "^$name|" "$results" | cut -d' ' -f2- | awk '{ print $NF }' | median)
        awk -v n="$name" -v t="$time" -v b="$base" -v m="$memory" \
            'BEGIN { printf "%-20s %9.1f ms %13.1fx %8.1f MiB\n", n, t / 10, t / b, m / 1024 }'
    done
done

if command -v valgrind > /dev/null; then
    printf '\ninstructions, %s: ' "${captures[0]}"
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$ours" check --filter host:none.invalid "$folder/${captures[0]}.har" 2>&1 > /dev/null \
        | sed -n 's/.*Collected : //p' || true
fi
