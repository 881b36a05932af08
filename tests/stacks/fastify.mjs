import Fastify from "fastify";
const fastify = Fastify();
{part 0}
fastify.addHook("onRequest", async (request, reply) => {
  if (request.headers.authorization !== "Basic dTpw") return reply.code(401).send({});
});
fastify.all("/v2/cart", async (request, reply) => reply.header("ETag", '"1"').send({}));
fastify.all("/v2/broken", async () => {
  throw new Error("broken");
});
fastify.all("/v2/moved", async (request, reply) => reply.redirect("/v2/cart"));
await fastify.listen({ port: {port}, host: "127.0.0.1" });
