// A server that is not a relay and serves a page of its own: the one that a relay might have changed.

import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

export class PageServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(page: string, certificate: { key: string; cert: string }): Promise<PageServer> {
    const server = createServer(certificate, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PageServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
