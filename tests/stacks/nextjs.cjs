const fs = require("fs");
const http = require("http");
const path = require("path");

// A project of one route; its login is in the route, as a page's would be.
const project = path.join(__dirname, "project");
const route = (name, body) => {
  fs.mkdirSync(path.join(project, "app/v2", name), { recursive: true });
  const login = `if (request.headers.get("Authorization") !== "Basic dTpw") return new Response("", { status: 401 });`;
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const text = methods.map((method) => `export async function ${method}(request) { ${login} ${body} }`);
  fs.writeFileSync(path.join(project, "app/v2", name, "route.js"), text.join("\n"));
};
route("cart", `return new Response("{}", { headers: { ETag: '"1"' } });`);
route("broken", `throw new Error("broken");`);
route("moved", `return Response.redirect(new URL("/v2/cart", request.url), 302);`);
fs.writeFileSync(path.join(project, "app/layout.js"), "export default ({ children }) => <html><body>{children}</body></html>;");
fs.copyFileSync(path.join(__dirname, "middleware.js"), path.join(project, "middleware.js"));
fs.writeFileSync(path.join(project, "package.json"), "{}");

const next = require("next");
const app = next({ dev: true, dir: project, hostname: "127.0.0.1", port: {port} });
app.prepare().then(() => {
  const handle = app.getRequestHandler();
  http.createServer((request, response) => handle(request, response)).listen({port}, "127.0.0.1");
});
