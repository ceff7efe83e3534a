// A TLS server that serves the page and hands everything else to a relay behind it, with what browsers need to see.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export class Front {
  page = '';
  policy = '';
  /** Paths that were asked for. */
  readonly log: string[] = [];
  readonly #server: Server;

  private constructor(behind: () => string, key: string, cert: string) {
    this.#server = createServer({ key, cert }, (request, response) => {
      const path = request.url ?? '/';
      this.log.push(`${request.method} ${path}`);
      const cors = {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, DELETE',
        'Access-Control-Allow-Headers': '*',
        'Access-Control-Expose-Headers': 'Location, Upload-Offset, Upload-Complete, Retry-After',
      };
      if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
      if (!path.startsWith('/v1/')) {
        if (path !== '/') return void response.writeHead(404).end();
        return void response
          .writeHead(200, {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Security-Policy': this.policy.trim(),
            'Referrer-Policy': 'no-referrer',
            'X-Content-Type-Options': 'nosniff',
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
            'Cross-Origin-Resource-Policy': 'same-origin',
            'Cache-Control': 'no-store',
            'Content-Encoding': 'gzip',
          })
          .end(gzipSync(this.page, { level: 9 }));
      }
      const onward = httpRequest(`${behind()}${path}`, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...cors });
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
  }

  static async start(behind: () => string): Promise<Front> {
    const folder = mkdtempSync(join(tmpdir(), 'front-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert,
    ], { stdio: 'ignore' });
    const front = new Front(behind, readFileSync(key, 'utf8'), readFileSync(cert, 'utf8'));
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
