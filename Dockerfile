# corslens in a container: docker run --rm -it -v "$PWD:/captures:ro" corslens shop.har
FROM rust:1-alpine AS build
WORKDIR /source
COPY . .
RUN apk add --no-cache musl-dev && cargo build --locked --release --bin corslens

FROM scratch
COPY --from=build /source/target/release/corslens /corslens
WORKDIR /captures
# Temporary files, such as the unpacked content of a zip archive.
COPY --from=build --chmod=1777 /tmp /tmp
USER 65534:65534
ENTRYPOINT ["/corslens"]
