'use strict';
/*
 * Runs at the start of every Node under `mockxero run`, from version 18 on, in workers too.
 *
 * Sockets to Xero's names, on port 443, lead to the mock. The proxy is hidden from the program, for
 * some clients speak to one in a way that no proxy understands, and handed on to its children.
 * Nothing that goes wrong here is told.
 */
(() => {
  const HOST = '127.0.0.1';

  const guest = attempt(() => JSON.parse(process.env.MOCKXERO_GUEST));
  if (!guest) return;
  for (const step of [hideProxies, leadSockets, trust, handOn, guest.offline && refuseLookups]) {
    if (step) attempt(step);
  }
  attempt(() => require('node:module').syncBuiltinESMExports());

  function attempt(step) {
    try {
      return step();
    } catch {
      return undefined;
    }
  }

  function text(host) {
    return String(host ?? '').toLowerCase().replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  function isXero(host, port) {
    return Number(port) === 443 && guest.names.includes(text(host));
  }

  function isHere(host) {
    const name = text(host);
    return (
      ['', 'localhost', '::1', '0.0.0.0', '::'].includes(name) ||
      name.endsWith('.localhost') ||
      /^(::ffff:)?127\./.test(name)
    );
  }

  function refusal(host) {
    const words = `mockxero run --offline: ${host} is not Xero, and nothing else is let through`;
    return Object.assign(new Error(words), { code: 'ECONNREFUSED', syscall: 'connect', hostname: host });
  }

  /** The program sees the proxies that it would see without us. */
  function hideProxies() {
    for (const name of Object.keys(guest.proxies)) delete process.env[name];
    if (guest.offline) return;
    const own = Object.entries(guest.own).filter(([name]) => name in guest.proxies);
    for (const [name, value] of own) process.env[name] = value;
    if (own.some(([name]) => !/^no_proxy$/i.test(name))) {
      const spared = [guest.own.no_proxy || guest.own.NO_PROXY, ...guest.names].filter(Boolean);
      process.env.NO_PROXY = process.env.no_proxy = spared.join(',');
    }
  }

  /** The options of a connection, led to the mock, or to nowhere. */
  function led(options) {
    if (options.path) return options;
    if (isXero(options.host, options.port)) {
      return { ...options, host: HOST, port: guest.port, lookup: undefined, family: undefined };
    }
    if (guest.offline && !isHere(options.host)) {
      const lookup = (host, how, done) => process.nextTick(done, refusal(options.host));
      return { ...options, host: 'refused.invalid', lookup };
    }
    return options;
  }

  function leadSockets() {
    const { Socket } = require('node:net');
    const connect = Socket.prototype.connect;
    Socket.prototype.connect = function (...args) {
      attempt(() => {
        const [first, second] = args;
        if (Array.isArray(first)) first[0] = led(first[0]); // as net.connect hands it on
        else if (first && typeof first === 'object') args[0] = led(first);
        else if (typeof second === 'string') args.splice(0, 2, led({ port: first, host: second }));
      });
      return connect.apply(this, args);
    };
  }

  /** NODE_EXTRA_CA_CERTS sees to the rest; a client with CAs of its own needs to be told. */
  function trust() {
    const tls = require('node:tls');
    const connect = tls.connect;
    tls.connect = function (...args) {
      attempt(() => {
        const [options] = args;
        if (options?.ca && isXero(options.host, options.port)) {
          const ours = require('node:fs').readFileSync(guest.certificate, 'utf8');
          args[0] = { ...options, ca: [].concat(options.ca, ours) };
        }
      });
      return connect.apply(this, args);
    };
  }

  /** A child gets the proxy, and a consent page that it is to open is the mock's. */
  function handOn() {
    const seen = { ...process.env };
    const children = require('node:child_process');
    const { spawn } = children.ChildProcess.prototype;
    children.ChildProcess.prototype.spawn = function (options) {
      attempt(() => {
        const env = Object.fromEntries(options.envPairs.map((pair) => pair.split(/=(.*)/s, 2)));
        options.envPairs = Object.entries(handed(env)).map(([name, value]) => `${name}=${value}`);
        options.args = options.args.map(atTheMock);
      });
      return spawn.call(this, options);
    };
    for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
      const run = children[name];
      children[name] = function (command, ...rest) {
        attempt(() => {
          const [first] = rest;
          const listed = Array.isArray(first) || (first == null && rest.length > 1);
          const place = name !== 'execSync' && listed ? 1 : 0;
          rest[place] = { ...rest[place], env: handed(rest[place]?.env ?? process.env) };
        });
        return run.call(this, command, ...rest);
      };
    }

    /** An environment with the proxy in it, unless the program chose another, or none of ours. */
    function handed(env) {
      if (!env.MOCKXERO_GUEST) return env;
      const ours = Object.entries(guest.proxies).filter(([name]) => env[name] === seen[name]);
      return { ...env, ...Object.fromEntries(ours) };
    }
  }

  function atTheMock(argument) {
    const page = 'https://login.xero.com/identity/';
    return argument.startsWith(page) ? `${guest.url}/identity/${argument.slice(page.length)}` : argument;
  }

  function refuseLookups() {
    const dns = require('node:dns');
    const names = ['lookup', ...Object.keys(dns.Resolver.prototype).filter((one) => /^resolve/.test(one))];
    for (const name of names) {
      for (const place of [dns, dns.promises]) {
        const ask = place[name];
        if (typeof ask !== 'function') continue;
        place[name] = function (host, ...rest) {
          if (isHere(host) || isIp(host)) return ask.call(this, host, ...rest);
          const done = rest.at(-1);
          if (place === dns.promises) return Promise.reject(refusal(host));
          process.nextTick(done, refusal(host));
          return undefined;
        };
      }
    }
  }

  function isIp(host) {
    return require('node:net').isIP(host) !== 0;
  }
})();
