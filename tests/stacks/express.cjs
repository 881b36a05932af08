const express = require("express");
const app = express();
{part 0}
app.use((request, response, next) => {
  if (request.get("Authorization") === "Basic dTpw") return next();
  response.status(401).end();
});
app.all("/v2/cart", (request, response) => response.set("ETag", '"1"').json({}));
app.all("/v2/broken", () => {
  throw new Error("broken");
});
app.all("/v2/moved", (request, response) => response.redirect("/v2/cart"));
app.listen({port}, "127.0.0.1");
