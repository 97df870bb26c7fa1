"""``/_mockxero/apps``, ``/tokens`` and ``/users``: what a developer's portal does, over HTTP."""

from collections.abc import Iterator

from flask import Response, request

from mockxero.books.world import World
from mockxero.control import apps, tokens, users
from mockxero.control.acting import app_called, user_called
from mockxero.control.asked import json_object
from mockxero.control.identity import Identity
from mockxero.control.switches import Rule, printed


def registrations(world: World, identity: Identity) -> Iterator[Rule]:
    """The routes, each with its view and its methods."""
    yield from _of_apps(world, identity)
    yield from _of_tokens(world, identity)
    yield from _of_users(world, identity)


def _of_apps(world: World, identity: Identity) -> Iterator[Rule]:
    def list_apps() -> Response:
        """Every app; ``?secrets=true`` shows secrets and keys as well."""
        secrets = request.args.get("secrets") == "true"
        every = list(world.apps.values())
        return printed([apps.printed(world, app, secrets=secrets) for app in every])

    def add_app() -> Response:
        """Register the app that a JSON body tells of."""
        app = apps.register(world, identity, json_object(request.data))
        return printed(apps.printed(world, app, secrets=True), 201)

    def app(called: str) -> Response:
        """One app, by client id or name; a PATCH changes what its JSON body names."""
        with world.registering:
            known = app_called(world, called)
            if request.method == "PATCH":
                known = apps.change(world, identity, known, json_object(request.data))
        return printed(apps.printed(world, known, secrets=request.args.get("secrets") == "true"))

    def remove_app(called: str) -> Response:
        """Forget an app, and end all that it could do."""
        with world.registering:
            apps.remove(world, identity, app_called(world, called))
        return Response(status=204)

    def renew_app_secret(called: str) -> Response:
        """Give an app another secret."""
        with world.registering:
            renewed = apps.renew_secret(world, app_called(world, called))
        return printed(apps.printed(world, renewed, secrets=True))

    yield "/apps", list_apps, ("GET",)
    yield "/apps", add_app, ("POST",)
    yield "/apps/<called>", app, ("GET", "PATCH")
    yield "/apps/<called>", remove_app, ("DELETE",)
    yield "/apps/<called>/secret", renew_app_secret, ("POST",)


def _of_tokens(world: World, identity: Identity) -> Iterator[Rule]:
    def list_tokens() -> Response:
        """What may be shown of the tokens that were minted here."""
        every = list(world.minted.by_id.values())
        return printed([tokens.printed(world, token) for token in every])

    def mint_token() -> Response:
        """Mint an access token; nobody shows it again."""
        token, text = tokens.mint(world, identity, json_object(request.data or b"{}"))
        return printed({"token": text} | tokens.printed(world, token), 201)

    def revoke_token(called: str) -> Response:
        """End a token, by its name or id."""
        tokens.revoke(world, called)
        return Response(status=204)

    yield "/tokens", list_tokens, ("GET",)
    yield "/tokens", mint_token, ("POST",)
    yield "/tokens/<called>", revoke_token, ("DELETE",)


def _of_users(world: World, identity: Identity) -> Iterator[Rule]:
    def list_users() -> Response:
        """Everybody who can sign in, and where they work."""
        return printed([users.printed(world, user) for user in list(world.users.values())])

    def add_user() -> Response:
        """Let a person work in organisations."""
        return printed(users.printed(world, users.add(world, json_object(request.data))), 201)

    def remove_user(called: str) -> Response:
        """Forget a person, by e-mail address or id."""
        with world.registering:
            users.remove(world, identity, user_called(world, called))
        return Response(status=204)

    yield "/users", list_users, ("GET",)
    yield "/users", add_user, ("POST",)
    yield "/users/<called>", remove_user, ("DELETE",)
