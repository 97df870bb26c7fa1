"""Runs at the start of every Python under ``mockxero run``, of whichever version from 3.8 on.

Xero's names lead to the mock where a program asks for them without a proxy, and the mock's CA is
trusted under these names. Modules are touched when the program imports them, and not before. Then
comes the sitecustomize that would have run without us. Nothing that goes wrong here is told.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def told():
    """What ``mockxero run`` says: names, port, certificate, offline."""
    import json

    return json.loads(os.environ["MOCKXERO_GUEST"])


def leading():
    """What tells of a host and a port whether the mock is meant, and where that is."""
    guest = told()
    names, here = guest["names"], ("127.0.0.1", guest["port"])
    https = (443, "443", "https", b"443", b"https")
    return lambda host, port: here if port in https and text(host) in names else None


def text(host):
    """A host as the names are written."""
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode("ascii", "replace")
    return host.lower().rstrip(".") if isinstance(host, str) else ""


def is_here(host):
    """Whether a host is this machine."""
    host = text(host)
    if host in ("", "localhost", "::1", "0.0.0.0", "::"):  # noqa: S104
        return True
    return host.endswith(".localhost") or host.startswith(("127.", "::ffff:127."))


def sentence(host):
    """Why a host is refused."""
    return "mockxero run --offline: %s is not Xero, and nothing else is let through" % text(host)


def lead_names(module):
    """Let the addresses of Xero's names, on port 443, be the mock's."""
    lead, ask, inet6, offline = leading(), module.getaddrinfo, 10, told()["offline"]
    try:
        import _socket

        inet6, numeric, fail = _socket.AF_INET6, _socket.AI_NUMERICHOST, _socket.EAI_FAIL
    except (ImportError, AttributeError):
        numeric, fail = 4, -4

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        try:
            ours = None if flags & numeric else lead(host, port)
            if ours:
                host, port = ours
                if family == inet6:
                    host = "::ffff:127.0.0.1"
            refused = offline and not ours and not is_here(host)
        except Exception:
            refused = False
        if refused:
            raise module_error(fail, sentence(host))
        return ask(host, port, family, type, proto, flags)

    def module_error(number, words):
        import socket

        return socket.gaierror(number, words)

    getaddrinfo.__doc__ = ask.__doc__
    module.getaddrinfo = getaddrinfo


def lead_socket(module):
    """Lead names, and refuse to connect elsewhere where that is wanted."""
    lead_names(module)
    import errno

    lead, offline = leading(), told()["offline"]
    inet = (module.AF_INET, getattr(module, "AF_INET6", None))

    def guarded(method):
        def connect(self, address):
            if self.family in inet and isinstance(address, tuple):
                if self.family == module.AF_INET:
                    address = lead(*address[:2]) or address
                if offline and not is_here(address[0]):
                    raise ConnectionRefusedError(errno.ECONNREFUSED, sentence(address[0]))
            return method(self, address)

        connect.__doc__ = method.__doc__
        return connect

    module.socket.connect = guarded(module.socket.connect)
    module.socket.connect_ex = guarded(module.socket.connect_ex)


def trust(module):
    """Trust the mock's CA under Xero's names, whatever else a context trusts."""
    guest = told()
    names, certificate = guest["names"], guest["certificate"]

    def trusting(method, place):
        def wrap(self, *args, **kwargs):
            host = args[place] if len(args) > place else kwargs.get("server_hostname")
            if text(host) in names:
                try:
                    with open(certificate) as file:
                        self.load_verify_locations(cadata=file.read())
                except Exception:
                    pass
            return method(self, *args, **kwargs)

        wrap.__doc__ = method.__doc__
        return wrap

    context = module.SSLContext
    context.wrap_socket = trusting(context.wrap_socket, 4)
    context.wrap_bio = trusting(context.wrap_bio, 3)


def lead_uvloop(module):
    """Asyncio's other loop asks for addresses by itself."""
    lead, ask, connect = leading(), module.Loop.getaddrinfo, module.Loop.create_connection
    offline = told()["offline"]

    async def getaddrinfo(self, host, port, **how):
        host, port = lead(host, port) or (host, port)
        return await ask(self, host, port, **how)

    async def create_connection(self, factory, host=None, port=None, **how):
        here = lead(host, port)
        if here and how.get("ssl"):
            how["server_hostname"] = how.get("server_hostname") or host
        if offline and not here and not is_here(host or ""):
            raise ConnectionRefusedError(sentence(host))
        host, port = here or (host, port)
        return await connect(self, factory, host, port, **how)

    module.Loop.getaddrinfo, module.Loop.create_connection = getaddrinfo, create_connection


def lead_anyio(module):
    """It asks for addresses only, and keeps the port: so does httpx with it, without a proxy."""
    lead, connect = leading(), module.connect_tcp

    async def connect_tcp(remote_host, remote_port, **how):
        here = lead(remote_host, remote_port)
        if here and (how.get("tls") or how.get("ssl_context")):
            how["tls_hostname"] = how.get("tls_hostname") or remote_host
        host, port = here or (remote_host, remote_port)
        return await connect(host, port, **how)

    connect_tcp.__doc__ = connect.__doc__
    module.connect_tcp = connect_tcp


def lead_aiohttp(module):
    """With aiodns installed, aiohttp asks the name server itself."""
    guest, ask = told(), module.AsyncResolver.resolve

    async def resolve(self, host, port=0, *args, **kwargs):
        if text(host) in guest["names"] and port == 443:
            return await module.ThreadedResolver().resolve(host, port)
        return await ask(self, host, port, *args, **kwargs)

    module.AsyncResolver.resolve = resolve


TOUCHED = {
    "socket": lead_socket,
    "ssl": trust,
    "uvloop": lead_uvloop,
    "anyio._core._sockets": lead_anyio,
    "aiohttp.resolver": lead_aiohttp,
    "gevent._socketcommon": lead_names,
    "gevent.ssl": trust,
}
"""What is done to which module, once it is there."""


class Loader:
    """Loads a module as its own loader does, and touches it."""

    def __init__(self, loader, touch):
        self.loader, self.touch = loader, touch

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, spec):
        """As its own loader does."""
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """As its own loader does; it looks as if that had been all."""
        module.__loader__ = module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        touch_it(module, self.touch)


class Finder:
    """Finds what the others find, and sees to it that it is touched."""

    def find_spec(self, name, path=None, target=None):
        """The spec of one of those modules; the first time only."""
        touch = TOUCHED.pop(name, None)
        if touch is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = Loader(spec.loader, touch)  # type: ignore[assignment]
                return spec
        return None


def touch_it(module, touch):
    """In no case is the program worse off."""
    try:
        touch(module)
    except Exception:
        pass


def settle():
    """Touch what is there already, wait for the rest, and leave no trace on the path."""
    if "MOCKXERO_GUEST" not in os.environ:
        return
    for name in list(TOUCHED):
        if name in sys.modules:
            touch_it(sys.modules[name], TOUCHED.pop(name))
    sys.meta_path.insert(0, Finder())


def go_on():
    """Run the sitecustomize that would have run without us; its errors are its own."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    sys.path[:] = [one for one in sys.path if os.path.abspath(one or ".") != HERE]
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


try:
    settle()
except Exception:
    pass
go_on()
