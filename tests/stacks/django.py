import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path

INSTALLED_APPS = []
MIDDLEWARE = ["__main__.login", "django.middleware.common.CommonMiddleware"]
{part 0}


def login(get_response):
    def middleware(request):
        if request.headers.get("Authorization") != "Basic dTpw":
            return HttpResponse(status=401)
        return get_response(request)

    return middleware


def cart(request):
    return HttpResponse("{}", headers={"ETag": '"1"'})


def broken(request):
    raise RuntimeError("broken")


def moved(request):
    return HttpResponseRedirect("/v2/cart")


urlpatterns = [
    path("v2/cart", cart),
    path("v2/broken", broken),
    path("v2/moved", moved),
]

names = {name: value for name, value in globals().items() if name.isupper()}
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x", **names)
execute_from_command_line([sys.argv[0], "runserver", "--noreload", "--skip-checks", "127.0.0.1:{port}"])
