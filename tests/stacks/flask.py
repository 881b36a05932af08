from flask import Flask

app = Flask(__name__)
{part 0}

from flask import Response, redirect, request


@app.before_request
def login():
    if request.headers.get("Authorization") != "Basic dTpw":
        return "", 401


methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@app.route("/v2/cart", methods=methods)
def cart():
    return Response("{}", headers={"ETag": '"1"'})


@app.route("/v2/broken", methods=methods)
def broken():
    raise RuntimeError("broken")


@app.route("/v2/moved", methods=methods)
def moved():
    return redirect("/v2/cart")


app.run("127.0.0.1", {port})
