"""The other desk's own addresses, below one place."""

from django.contrib import admin  # pyright: ignore[reportMissingImports] -- is in an environment of its own
from django.urls import include, path  # pyright: ignore[reportMissingImports]

urlpatterns = [path("admin/", admin.site.urls), path("helpdesk/", include("helpdesk.urls", namespace="helpdesk"))]
