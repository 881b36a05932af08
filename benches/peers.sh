#!/usr/bin/env bash
# Times the whole job, load and judge to a summary, beside programs that do less or the same.
#
#   benches/peers.sh [--install] [FOLDER]      captures and peers go to FOLDER, by default in /tmp
#
# ROUNDS=5 rounds over all programs, so that a slow moment hits all alike; medians, ratios to the
# yardstick (wc -l, or cat for one line) and to corslens, and the most memory in use, in one table;
# below it the bars. What is not on this machine is named and left out; --install gets the peers
# from crates.io and PyPI. SIZES="10 100 1000" (MB), or CAPTURES="mixed-10 headers-100 many-2000" by
# name (many: a folder of so many captures of 1 MB; small: of 50 kB). CORSLENS=PROGRAM measures that program instead
# of building one. A program that takes longer than PATIENCE=10 seconds runs only once on a capture,
# and none runs longer than LIMIT=300 seconds; SKIP=REGEX leaves programs out by name.
set -euo pipefail
cd "$(dirname "$0")/.."

install=
if [[ ${1:-} == --install ]]; then install=1; shift; fi
folder=${1:-${TMPDIR:-/tmp}/corslens-peers}
rounds=${ROUNDS:-5}
sizes=${SIZES:-"10 100 1000"}
patience=${PATIENCE:-10}
limit=${LIMIT:-300}
mkdir -p "$folder/peers/bin"
PATH="$folder/peers/bin:$PATH"

ours=${CORSLENS:-${CARGO_TARGET_DIR:-target}/release/corslens}
[[ ${CORSLENS:-} ]] || cargo build --release --quiet
captures=()
for size in $sizes; do captures+=("mixed-$size"); done
captures+=(headers-100 minified-100 many-2000 small-2000)
[[ ${CAPTURES:-} ]] && read -ra captures <<< "$CAPTURES"

# Where a capture is: a file, or a folder of files.
file_of() { if [[ $1 == many-* || $1 == small-* ]]; then echo "$folder/$1"; else echo "$folder/$1.har"; fi; }

for capture in "${captures[@]}"; do
    [[ -e $(file_of "$capture") ]] || cargo bench --quiet --bench generate -- "$folder" "$capture"
done

if [[ $install ]]; then
    cargo install --quiet --root "$folder/peers" wiretrail || true
    cargo install --quiet --root "$folder/peers" harbor-cli || true
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
    python3 -m venv "$folder/peers/venv" && "$folder/peers/venv/bin/pip" -q install mitmproxy &&
        ln -sf "$folder/peers/venv/bin/mitmdump" "$folder/peers/bin/" || true
fi

# name, needs, command; % is the capture. Words are parted by spaces; a space inside a word has a
# backslash. harbor is a program for the terminal: it is given one, and told to quit.
peers=(
    "wc -l|wc|wc -l %"
    "cat|cat|cat %"
    "corslens check|$ours|$ours check --filter host:none.invalid %"
    "corslens json|$ours|$ours check --fail-on never --format json %"
    "corslens json, one core|taskset|taskset -c 0 $ours check --fail-on never --format json %"
    "corslens jsonl|$ours|$ours check --fail-on never --format jsonl %"
    "corslens csv|$ours|$ours check --fail-on never --format csv %"
    "corslens text|$ours|$ours check --fail-on never --all %"
    "corslens markdown|$ours|$ours check --fail-on never --all --format markdown %"
    "corslens html|$ours|$ours check --fail-on never --format html %"
    "corslens sarif|$ours|$ours check --fail-on never --format sarif %"
    "corslens junit|$ours|$ours check --fail-on never --format junit %"
    "pysimdjson|python3|python3 -c import\ simdjson,sys;len(simdjson.Parser().load(sys.argv[1])) %"
    "jq length|jq|jq .log.entries|length %"
    "python json.load|python3|python3 -c import\ json,sys;json.load(open(sys.argv[1])) %"
    "node JSON.parse|node|node -e JSON.parse(require('fs').readFileSync(process.argv[1])) %"
    "wiretrail summary|wiretrail|wiretrail % summary"
    "har crate|har-crate|har-crate %"
    "harbor scan|harbor|sh -c printf\ q|script\ -qec\ \"harbor\ scan\ \$0\"\ /dev/null %"
    "mitmdump -q|mitmdump|mitmdump -q -n -r %"
)
# A folder is read by ours alone, with all cores and with one.
folders=(
    "corslens check|$ours|$ours check --filter host:none.invalid %"
    "corslens, one core|taskset|taskset -c 0 $ours check --filter host:none.invalid %"
    "corslens jsonl|$ours|$ours check --fail-on never --format jsonl %"
    "corslens jsonl, one core|taskset|taskset -c 0 $ours check --fail-on never --format jsonl %"
)

for peer in "${peers[@]}"; do
    IFS='|' read -r name needs _ <<< "$peer"
    command -v "$needs" > /dev/null || echo "not here: $name"
done

# Runs one program; tenths of milliseconds, KiB, and whether it ended well.
run() {
    local memory=$folder/memory start end status=ok
    start=$EPOCHREALTIME
    /usr/bin/time -o "$memory" -f %M timeout -s KILL "$limit" "$@" > /dev/null 2>&1 || status=$?
    end=$EPOCHREALTIME
    # By that wiretrail says that it found failed requests.
    [[ $status == 1 && $1 == wiretrail ]] && status=ok
    echo "$(( (${end/./} - ${start/./}) / 100 )) $(tail -n 1 "$memory") $status"
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

medians=$folder/medians
: > "$medians"
for capture in "${captures[@]}"; do
    file=$(file_of "$capture")
    programs=("${peers[@]}")
    [[ -d $file ]] && programs=("${folders[@]}")
    find "$file" -type f -exec cat {} + > /dev/null
    results=$folder/results-$capture
    : > "$results"
    declare -A slow=()
    for (( round = 0; round < rounds; round++ )); do
        for program in "${programs[@]}"; do
            name=${program%%|*}; rest=${program#*|}; needs=${rest%%|*}; line=${rest#*|}
            command -v "$needs" > /dev/null || continue
            [[ ${slow[$name]:-} || (${SKIP:-} && $name =~ ${SKIP:-}) ]] && continue
            words=()
            while IFS= read -r word; do words+=("$word"); done \
                < <(sed 's/\\ /\x01/g; s/ /\n/g' <<< "$line" | tr '\001' ' ')
            measured=$(run "${words[@]/#%/$file}")
            echo "$name|$measured" >> "$results"
            (( ${measured%% *} > patience * 10000 )) && slow[$name]=1
        done
    done
    for program in "${programs[@]}"; do
        name=${program%%|*}
        grep -q "^$name|" "$results" || continue
        of() { grep "^$name|" "$results" | cut -d'|' -f2 | cut -d' ' -f"$1"; }
        echo "$capture|$name|$(of 1 | median)|$(of 2 | median)|$(of 3 | sort | head -n 1)"
    done >> "$medians"
done

awk -F'|' '
    { key[NR] = $1; name[NR] = $2; time[NR] = $3; memory[NR] = $4; status[NR] = $5; all[$1, $2] = $3; mem[$1, $2] = $4 }
    END {
        print "| capture | program | median | of the yardstick | of corslens | memory |"
        print "|---|---|---:|---:|---:|---:|"
        for (row = 1; row <= NR; row++) {
            yard = key[row] ~ /^minified/ ? "cat" : "wc -l"
            said = ""
            # What was stopped would have taken longer, and what failed did not do its work.
            if (status[row] == 137) said = " (stopped)"
            else if (status[row] != "ok") said = " (failed)"
            base = all[key[row], yard]; own = all[key[row], "corslens check"]
            printf "| %s | %s | %.1f ms%s | %s | %s | %.1f MiB |\n", key[row], name[row], time[row] / 10, said,
                base ? sprintf("%.2f", time[row] / base) : "", own ? sprintf("%.2f", time[row] / own) : "",
                memory[row] / 1024
        }
        print "\n| bar | measured | |"; print "|---|---:|---|"
        at_most("1 GB: of wc -l", "mixed-1000", "wc -l", 3)
        at_least("1 GB: jq", "mixed-1000", "jq length", 25)
        at_least("1 GB: wiretrail", "mixed-1000", "wiretrail summary", 8)
        at_least("1 GB: mitmproxy", "mixed-1000", "mitmdump -q", 100)
        holds("1 GB: memory, MiB", mem["mixed-1000", "corslens check"] / 1024, "<=", 40)
        at_most("minified: of cat", "minified-100", "cat", 5)
        at_most("headers: of wc -l", "headers-100", "wc -l", 8)
        holds("headers: json, of no output", all["headers-100", "corslens json"] / ours("headers-100"), "<=", 2)
        holds("headers: memory, MiB", mem["headers-100", "corslens check"] / 1024, "<=", 24)
        at_least("folder: one core over all", "many-2000", "corslens, one core", 1.8)
    }
    function ours(capture) { return all[capture, "corslens check"] }
    function at_most(what, capture, other, bar) {
        if (all[capture, other]) holds(what, ours(capture) / all[capture, other], "<=", bar)
    }
    function at_least(what, capture, other, bar) {
        if (all[capture, other]) holds(what, all[capture, other] / ours(capture), ">=", bar)
    }
    function holds(what, value, sign, bar) {
        if (value) printf "| %s %s %s | %.2f | %s |\n", what, sign, bar, value,
            ((sign == "<=" ? value <= bar : value >= bar) ? "met" : "missed")
    }' "$medians"

if command -v valgrind > /dev/null; then
    printf '\ninstructions, %s: ' "${captures[0]}"
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$ours" check --filter host:none.invalid "$(file_of "${captures[0]}")" 2>&1 > /dev/null \
        | sed -n 's/.*Collected : //p' || true
fi
