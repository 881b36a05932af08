import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.middleware("http")
async def login(request: Request, call_next):
    if request.headers.get("Authorization") != "Basic dTpw":
        return Response(status_code=401)
    return await call_next(request)


methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@app.api_route("/v2/cart", methods=methods)
async def cart():
    return Response("{}", headers={"ETag": '"1"'})


@app.api_route("/v2/broken", methods=methods)
async def broken():
    raise RuntimeError("broken")


@app.api_route("/v2/moved", methods=methods)
async def moved():
    return RedirectResponse("/v2/cart")


{part 0}
uvicorn.run(app, host="127.0.0.1", port={port}, log_level="critical")
