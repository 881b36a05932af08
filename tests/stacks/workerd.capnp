using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (
      name = "worker",
      worker = (
        modules = [(name = "worker", esModule = embed "worker.js")],
        compatibilityDate = "2024-09-01",
        globalOutbound = "application",
      ),
    ),
    (name = "application", external = (address = "127.0.0.1:{backend}", http = ())),
  ],
  sockets = [(name = "entry", address = "127.0.0.1:{port}", http = (), service = "worker")],
);
